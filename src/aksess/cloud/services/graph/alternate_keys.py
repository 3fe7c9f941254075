"""Rewrites Graph's paths into the spelling that the routes have.

Microsoft Graph accepts alternate keys for some objects, ``/applications(appId='…')``, and counts a collection
at ``/{collection}/$count`` (Microsoft Learn, "Get application", "Advanced query capabilities on directory objects").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import unquote

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.graph.lookups import first_party_with

COUNT: Final = "$count"
_KEYED: Final = re.compile(r"(\w+)\((\w+)='((?:[^']|'')*)'\)")


def spelled_out(call: Call) -> str:
    """Return the path with ids instead of alternate keys; the key of an unknown object stays and is not found later."""
    if "(" not in (path := unquote(call.path)):
        return call.path
    return "/".join(_spelled_out(call, segment) for segment in path.split("/"))


def counted(path: str) -> str:
    """Return the collection of a path that ends in ``/$count``; "" for another path."""
    head, _, last = path.rstrip("/").rpartition("/")
    return head if last == COUNT else ""


def _spelled_out(call: Call, segment: str) -> str:
    found = _KEYED.fullmatch(segment)
    if found is None:
        return segment
    find = _KEYS.get((found[1].lower(), found[2].lower()))
    key = found[3].replace("''", "'")
    return segment if find is None else f"{found[1]}/{find(call, key) or key}"


def _application(call: Call, app_id: str) -> str:
    application = call.cloud.directory.application_of(app_id.lower())
    return application.object_id if application else ""


def _service_principal(call: Call, app_id: str) -> str:
    principal = call.cloud.directory.by_client_id(app_id)
    first_party = first_party_with(call, app_id)
    return principal.object_id if principal else first_party.object_id if first_party else ""


_KEYS: Final[Mapping[tuple[str, str], Callable[[Call, str], str]]] = {
    ("applications", "appid"): _application,
    ("serviceprincipals", "appid"): _service_principal,
    # These paths accept names beside ids.
    ("federatedidentitycredentials", "name"): lambda call, name: name,
}
