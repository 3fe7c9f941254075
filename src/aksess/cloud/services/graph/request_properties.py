"""What applications, service principals, groups and users have in common when they are written."""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.graph.entities import OWN, USUAL
from aksess.cloud.services.graph.errors import bad_request
from aksess.cloud.services.graph.lookups import referred
from aksess.cloud.services.graph.odata import Object

# Properties that Graph sets itself: written by nobody.
READ_ONLY: Final = frozenset({"id", "createdDateTime", "deletedDateTime", "publisherDomain", *OWN})
_LONGEST_NAME: Final = 256
# Collections of complex values; all others that are known hold texts.
_OF_OBJECTS: Final = frozenset(
    {
        "addIns", "appRoles", "oauth2PermissionScopes", "preAuthorizedApplications", "redirectUriSettings",
        "requiredResourceAccess",
    }
)  # fmt: skip


def merged(before: dict[str, object], body: Object, known: frozenset[str]) -> dict[str, object]:
    """The attributes after a write. known: properties that are kept elsewhere. Complex values are merged one level
    deep, as Graph does: what a PATCH leaves out of ``api`` stays as it was. Raises Fault 400 for a value of a type
    that the property does not have."""
    after = dict(before)
    for name, value in _fitting(body, USUAL).items():
        if name in known or name in READ_ONLY or "@" in name:
            continue
        old = after.get(name)
        after[name] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return after


def _fitting(sent: Object, usual: Object) -> Object:
    """What was sent, each value of the type of the usual one; a collection that is null is empty."""
    return {name: _fitted(name, value, usual.get(name)) for name, value in sent.items()}


def _fitted(name: str, value: Any, usual: Any) -> Any:
    if usual is None:
        return value
    if value is None:
        return [] if isinstance(usual, list) else None
    if type(value) is not type(usual):
        raise _invalid(name)
    if isinstance(value, dict):
        return _fitting(value, usual)
    kind = dict if name in _OF_OBJECTS else str
    if isinstance(value, list) and not all(isinstance(each, kind) for each in value):
        raise _invalid(name)
    return value


def text(body: Object, name: str, usual: str) -> str:
    """A text property, or the usual one where it is left out. Raises Fault 400 for another type."""
    value = body.get(name, usual)
    if not isinstance(value, str):
        raise _invalid(name)
    return value


def display_name(body: Object, usual: str = "") -> str:
    """The display name: 1 to 256 characters. Raises Fault 400."""
    name = text(body, "displayName", usual)
    if not 0 < len(name) <= _LONGEST_NAME:
        raise _invalid("displayName")
    return name


def flag(body: Object, name: str, usual: bool) -> bool:
    """A Boolean property, or the usual one where it is left out or null. Raises Fault 400 for another type."""
    value = body.get(name)
    if value is None:
        return usual
    if not isinstance(value, bool):
        raise _invalid(name)
    return value


def bound(call: Call, body: Object, name: str) -> list[str]:
    """The ids of ``{name}@odata.bind``, each of an object that is there. Raises Fault 400 or 404."""
    references = body.get(f"{name}@odata.bind", [])
    if not isinstance(references, list):
        raise _invalid(name)
    return list(dict.fromkeys(referred(call, each) for each in references))


def objects(body: Object, name: str) -> list[Object]:
    """A list of objects, empty where it is left out. Raises Fault 400 for another type."""
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise _invalid(name)
    return value


def texts(body: Object, name: str) -> list[str]:
    """A list of texts, empty where it is left out. Raises Fault 400 for another type."""
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _invalid(name)
    return value


def linked(present: list[str], object_id: str, name: str) -> list[str]:
    """References with one more. Raises Fault 400 where it is there."""
    if object_id in present:
        raise bad_request(
            f"One or more added object references already exist for the following modified properties: '{name}'."
        )
    return [*present, object_id]


def _invalid(name: str) -> Exception:
    return bad_request(f"Invalid value specified for property '{name}' of resource.")
