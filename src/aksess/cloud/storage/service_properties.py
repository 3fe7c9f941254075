"""Service properties: logging, metrics, CORS and what else a service keeps for the whole account.

Microsoft Learn, "Set Blob Service Properties": an element that is left out of the body keeps its value.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.storage.account import account_of
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.xml_documents import BadMarkup, Element, element, read, write, write_fragment

XML = (("content-type", "application/xml"),)

METRICS = ("Logging", "HourMetrics", "MinuteMetrics", "Cors")
BLOB_ELEMENTS = (*METRICS, "DefaultServiceVersion", "DeleteRetentionPolicy", "StaticWebsite")
FILE_ELEMENTS = ("HourMetrics", "MinuteMetrics", "Cors", "ProtocolSettings")
# Set only where somebody asked for it: their absence means the service's own default.
_OPTIONAL = ("DefaultServiceVersion", "ProtocolSettings")


class Kept(msgspec.Struct, frozen=True):
    """The elements that were set, by name, each as XML text."""

    elements: dict[str, str] = {}


def get_properties(call: Call, service: str, names: Sequence[str]) -> Answer:
    """Answer Get Service Properties. service: ``blob``, ``queue``, …; names: its elements, in their order."""
    kept = _kept(call, service)
    found = [
        read(kept[name].encode()) if name in kept else _default(name)
        for name in names
        if name in kept or name not in _OPTIONAL
    ]
    return Answer(200, write(element("StorageServiceProperties", *found)), XML)


def set_properties(call: Call, service: str, names: Sequence[str]) -> Answer:
    """Answer Set Service Properties. Raises Fault(400): not XML, or an element that the service has not."""
    try:
        root = read(call.body)
    except BadMarkup as error:
        raise refusal("InvalidXmlDocument", message=f"The body cannot be read: {error}.") from error
    if root.name != "StorageServiceProperties":
        raise refusal("InvalidXmlDocument", message=f"StorageServiceProperties is wanted, found {root.name}.")
    for each in root.children:
        if each.name not in names:
            raise refusal("UnsupportedXmlNode", message=f"{each.name} is not a property of the {service} service.")
    kept = {**_kept(call, service), **{each.name: write_fragment(each) for each in root.children}}
    call.cloud.store.table("service-properties", Kept).put(_key(call, service), Kept(kept))
    return Answer(202)


def _kept(call: Call, service: str) -> dict[str, str]:
    found = call.cloud.store.table("service-properties", Kept).get(_key(call, service))
    return dict(found.elements) if found else {}


def _key(call: Call, service: str) -> str:
    return f"{account_of(call).uid}/{service}"


def _default(name: str) -> Element:
    off = element("RetentionPolicy", element("Enabled", text="false"))
    simulation = [element(each, text="false") for each in ("Delete", "Read", "Write")]
    match name:
        case "Logging":
            return element(name, element("Version", text="1.0"), *simulation, off)
        case "HourMetrics" | "MinuteMetrics":
            return element(name, element("Version", text="1.0"), element("Enabled", text="false"), off)
        case "DeleteRetentionPolicy" | "StaticWebsite":
            return element(name, element("Enabled", text="false"))
        case _:
            return element(name)
