"""Blob index tags: Set Blob Tags, Get Blob Tags.

Microsoft Learn, "Set Blob Tags": up to ten, keys of 1 to 128 and values of up to 256 characters.
"""

from __future__ import annotations

import re

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.blob.containers import shelf_of
from aksess.cloud.services.blob.leases import check_lease
from aksess.cloud.services.blob.records import Blob, Shelf
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.xml_documents import BadMarkup, element, read, write

MOST = 10
_KEY = re.compile(r"[A-Za-z0-9 +./:=_-]{1,128}", re.ASCII)
_VALUE = re.compile(r"[A-Za-z0-9 +./:=_-]{0,256}", re.ASCII)


def get_tags(call: Call) -> Answer:
    """Get Blob Tags."""
    _, blob = _tagged(call, writes=False)
    found = [element("Tag", element("Key", text=key), element("Value", text=value)) for key, value in blob.tags.items()]
    body = write(element("Tags", element("TagSet", *found)))
    return Answer(200, body, (("content-type", "application/xml"),))


def set_tags(call: Call) -> Answer:
    """Set Blob Tags: all of them at once. The entity tag stays."""
    shelf, blob = _tagged(call, writes=True)
    try:
        root = read(call.body)
    except BadMarkup as error:
        raise refusal("InvalidXmlDocument", message=f"The tags cannot be read: {error}.") from error
    found = root.child("TagSet")
    if root.name != "Tags" or found is None:
        raise refusal("InvalidXmlDocument", message="Tags with a TagSet is wanted.")
    blob.tags = check_tags({each.text_of("Key"): each.text_of("Value") for each in found.children})
    shelf.put(blob)
    return Answer(204)


def check_tags(tags: dict[str, str]) -> dict[str, str]:
    """The tags, sorted. Raises Fault(400): too many, or a key or value that none can have."""
    if len(tags) > MOST or not all(_KEY.fullmatch(key) and _VALUE.fullmatch(tags[key]) for key in tags):
        raise refusal("InvalidInput", message=f"At most {MOST} tags, of letters, digits, space and + - . / : = _.")
    return dict(sorted(tags.items()))


def _tagged(call: Call, *, writes: bool) -> tuple[Shelf, Blob]:
    if call.headers.get("x-ms-if-tags"):
        raise refusal("UnsupportedHeader", status=501, message="The local Azure does not evaluate x-ms-if-tags.")
    shelf = shelf_of(call)
    blob = shelf.get(call.params["blob"], call.query.get("snapshot", ""))
    if blob is None:
        raise refusal("BlobNotFound")
    if not blob.snapshot:
        check_lease(call, blob.lease, "Blob", writes=writes)
    return shelf, blob
