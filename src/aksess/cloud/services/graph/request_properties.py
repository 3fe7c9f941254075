"""Parses the properties that applications, service principals, groups and users have in common."""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.graph.entities import OWN, USUAL
from aksess.cloud.services.graph.errors import bad_request
from aksess.cloud.services.graph.lookups import referred
from aksess.cloud.services.graph.odata import Object

# Read-only properties.
READ_ONLY: Final = frozenset({"id", "createdDateTime", "deletedDateTime", "publisherDomain", *OWN})
_LONGEST_NAME: Final = 256
# Collections of complex values; all other known collections hold texts.
_OF_OBJECTS: Final = frozenset(
    {
        "addIns", "appRoles", "oauth2PermissionScopes", "preAuthorizedApplications", "redirectUriSettings",
        "requiredResourceAccess",
    }
)  # fmt: skip


def merged(before: dict[str, object], body: Object, known: frozenset[str]) -> dict[str, object]:
    """Return the attributes after a write.

    As in Graph, complex values are merged one level deep: a member of ``api`` that a PATCH leaves out keeps its value.

    Args:
        before: the attributes before the write.
        body: the request.
        known: properties that are stored elsewhere.

    Raises:
        Fault: 400 for a value of a wrong type.
    """
    after = dict(before)
    for name, value in _fitting(body, USUAL).items():
        if name in known or name in READ_ONLY or "@" in name:
            continue
        old = after.get(name)
        after[name] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return after


def _fitting(sent: Object, usual: Object) -> Object:
    """Check each value against the type of the default one; a collection that is null becomes empty."""
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
    """Return a text property, or the default if it is missing.

    Raises:
        Fault: 400 for another type.
    """
    value = body.get(name, usual)
    if not isinstance(value, str):
        raise _invalid(name)
    return value


def display_name(body: Object, usual: str = "") -> str:
    """Return the display name: 1 to 256 characters.

    Raises:
        Fault: 400.
    """
    name = text(body, "displayName", usual)
    if not 0 < len(name) <= _LONGEST_NAME:
        raise _invalid("displayName")
    return name


def flag(body: Object, name: str, usual: bool) -> bool:
    """Return a Boolean property, or the default if it is missing or null.

    Raises:
        Fault: 400 for another type.
    """
    value = body.get(name)
    if value is None:
        return usual
    if not isinstance(value, bool):
        raise _invalid(name)
    return value


def bound(call: Call, body: Object, name: str) -> list[str]:
    """Return the ids of ``{name}@odata.bind``; each object must exist.

    Raises:
        Fault: 400 or 404.
    """
    references = body.get(f"{name}@odata.bind", [])
    if not isinstance(references, list):
        raise _invalid(name)
    return list(dict.fromkeys(referred(call, each) for each in references))


def objects(body: Object, name: str) -> list[Object]:
    """Return a list of objects, empty if it is missing.

    Raises:
        Fault: 400 for another type.
    """
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise _invalid(name)
    return value


def texts(body: Object, name: str) -> list[str]:
    """Return a list of texts, empty if it is missing.

    Raises:
        Fault: 400 for another type.
    """
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _invalid(name)
    return value


def linked(present: list[str], object_id: str, name: str) -> list[str]:
    """Return the references with one more.

    Raises:
        Fault: 400 if it exists already.
    """
    if object_id in present:
        raise bad_request(
            f"One or more added object references already exist for the following modified properties: '{name}'."
        )
    return [*present, object_id]


def _invalid(name: str) -> Exception:
    return bad_request(f"Invalid value specified for property '{name}' of resource.")
