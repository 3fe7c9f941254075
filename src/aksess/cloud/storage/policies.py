"""Stored access policies: what a container's or queue's access list gives to signatures that name an entry.

Microsoft Learn, "Define a stored access policy": up to five, kept by Set Container ACL and Set Queue ACL.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aksess.cloud.resources.inventory import Resource
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.xml_documents import BadMarkup, Element, element, read, write

MOST = 5


@dataclass(frozen=True, slots=True)
class StoredPolicy:
    """One entry. start, expiry: ISO 8601 as given, or empty; permission: letters of ``sp``, or empty."""

    id: str
    start: str = ""
    expiry: str = ""
    permission: str = ""


def policies_of(resource: Resource | None) -> list[StoredPolicy]:
    """The entries that a container or queue keeps."""
    kept: list[dict[str, Any]] = (resource.private.get("acl") or []) if resource else []
    return [StoredPolicy(**each) for each in kept]


def keep(resource: Resource, policies: Iterable[StoredPolicy]) -> None:
    """Put the entries into a container's or queue's record, for the caller to write."""
    resource.private["acl"] = [
        {"id": each.id, "start": each.start, "expiry": each.expiry, "permission": each.permission} for each in policies
    ]


def read_policies(body: bytes) -> list[StoredPolicy]:
    """The entries of a ``SignedIdentifiers`` body; an empty body has none. Raises Fault(400)."""
    if not body.strip():
        return []
    try:
        root = read(body)
    except BadMarkup as error:
        raise refusal("InvalidXmlDocument", message=f"The access list cannot be read: {error}.") from error
    found = [_read_one(each) for each in root.children if each.name == "SignedIdentifier"]
    if root.name != "SignedIdentifiers" or len(found) > MOST or any(not each.id for each in found):
        raise refusal(
            "InvalidXmlDocument", message=f"SignedIdentifiers with at most {MOST} entries, each with an Id, is wanted."
        )
    return found


def write_policies(policies: Iterable[StoredPolicy]) -> bytes:
    """The ``SignedIdentifiers`` body of entries."""
    return write(element("SignedIdentifiers", *[_written(each) for each in policies]))


def _read_one(entry: Element) -> StoredPolicy:
    policy = entry.child("AccessPolicy") or Element("AccessPolicy")
    return StoredPolicy(
        entry.text_of("Id"), policy.text_of("Start"), policy.text_of("Expiry"), policy.text_of("Permission")
    )


def _written(policy: StoredPolicy) -> Element:
    parts = (("Start", policy.start), ("Expiry", policy.expiry), ("Permission", policy.permission))
    inside = [element(name, text=value) for name, value in parts if value]
    return element("SignedIdentifier", element("Id", text=policy.id), element("AccessPolicy", *inside))
