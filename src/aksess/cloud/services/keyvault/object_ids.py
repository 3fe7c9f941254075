"""What clients send and how it is read: bodies, attributes, tags, names, and the answer's headers.

Limits: Microsoft Learn, "About keys, secrets and certificates" (names, tags) and "About secrets" (size, content type).
"""

from __future__ import annotations

import re
from typing import Any, Final, TypeVar

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.keyvault.errors import bad_parameter, shown
from aksess.cloud.services.keyvault.records import Version
from aksess.cloud.services.keyvault.vaults import Vault

T = TypeVar("T")
V = TypeVar("V", bound=Version)
# The last second of the year 9999, beyond which no client can show a date.
LAST_SECOND: Final = 253_402_300_799
MOST_TAGS: Final = 15
LONGEST_TAG: Final = 256
_NAME: Final = re.compile(r"[0-9a-zA-Z-]{1,127}", re.ASCII)
_encode = msgspec.json.Encoder().encode


class AttributesBody(msgspec.Struct):
    """``attributes`` of a request. nbf, exp: Unix seconds. What the service writes itself is passed over."""

    enabled: bool | None = None
    nbf: int | None = None
    exp: int | None = None


def answer(call: Call, vault: Vault, content: Any, status: int = 200) -> Answer:
    """An answer with JSON."""
    return Answer(status, _encode(content), (*vault.headers, ("x-ms-request-id", call.request_id)))


def no_content(call: Call) -> Answer:
    """204."""
    return Answer(204, b"", (("cache-control", "no-cache"), ("x-ms-request-id", call.request_id)))


def body(call: Call, kind: type[T]) -> T:
    """The request's body. Raises Fault(400, BadParameter) that says which member is wrong, never what it held."""
    try:
        return msgspec.json.decode(call.body or b"{}", type=kind)
    except msgspec.ValidationError as error:
        raise bad_parameter(f"The request body is invalid: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise bad_parameter("The request body is not JSON.") from None


def name_of(call: Call) -> str:
    """The object's name in the path. Raises Fault(400) for one that no object can have."""
    name = call.params["name"]
    if not _NAME.fullmatch(name):
        raise bad_parameter(f"The request URI contains an invalid name: {shown(name)}")
    return name


def checked_tags(tags: dict[str, str] | None) -> dict[str, str] | None:
    """The tags of a request. Raises Fault(400) for too many or too long ones."""
    if tags and len(tags) > MOST_TAGS:
        raise bad_parameter(f"Too many tags: found {len(tags)}, at most {MOST_TAGS} are allowed.")
    if tags and any(len(text) > LONGEST_TAG for pair in tags.items() for text in pair):
        raise bad_parameter(f"A tag's name and value can be {LONGEST_TAG} characters long.")
    return tags


def apply_attributes(version: V, attributes: AttributesBody | None) -> V:
    """Write a request's attributes into a version. Raises Fault(400) for times that no clock shows, or crossed ones."""
    if attributes is None:
        return version
    for name in ("nbf", "exp"):
        moment = getattr(attributes, name)
        if moment is not None and not 0 <= moment <= LAST_SECOND:
            raise bad_parameter(f"Property {name} has invalid value")
    version.enabled = version.enabled if attributes.enabled is None else attributes.enabled
    version.nbf = version.nbf if attributes.nbf is None else attributes.nbf
    version.exp = version.exp if attributes.exp is None else attributes.exp
    if version.nbf is not None and version.exp is not None and version.exp <= version.nbf:
        raise bad_parameter("Property exp has invalid value: it must be after nbf")
    return version


def attributes(vault: Vault, version: Version) -> dict[str, Any]:
    """The attributes of a version as they are shown."""
    shown_as: dict[str, Any] = {"enabled": version.enabled}
    if version.nbf is not None:
        shown_as["nbf"] = version.nbf
    if version.exp is not None:
        shown_as["exp"] = version.exp
    shown_as["created"] = version.created
    shown_as["updated"] = version.updated
    shown_as["recoveryLevel"] = vault.recovery_level
    shown_as["recoverableDays"] = vault.retention if vault.soft_delete else 0
    return shown_as


def present(**members: Any) -> dict[str, Any]:
    """The members that have a value: Key Vault leaves out what is null."""
    return {name: value for name, value in members.items() if value is not None}
