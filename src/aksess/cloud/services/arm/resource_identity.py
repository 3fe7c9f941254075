"""The ``identity`` of a resource: a principal of its own, user-assigned ones, or both.

Microsoft Learn, "What are managed identities for Azure resources?": who assigns an identity needs
``userAssignedIdentities/assign/action`` on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.authz import require_linked
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.kind import Write
from aksess.cloud.services.arm.principals import IDENTITY_TYPE, add_principal

ASSIGN: Final = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"
_SYSTEM: Final = "SystemAssigned"
_USER: Final = "UserAssigned"


def fill_identity(write: Write) -> None:
    """Check and complete ``identity``. Raises Fault 400, or 403 where the caller may not assign one."""
    sent = write.resource.body.get("identity")
    before = (write.before.body.get("identity") or {}) if write.before else {}
    if sent is None:
        if before:
            write.resource.body["identity"] = before
        return
    identity = BodyReader(write.resource.body).object("identity")
    kinds = _kinds(identity.text("type"))
    # Clients separate the two with and without a space; ARM shows one.
    shown: dict[str, Any] = {"type": ", ".join(kinds) if kinds else "None"}
    if _SYSTEM in kinds:
        shown["principalId"] = before.get("principalId") or write.call.cloud.random_source.uuid()
        shown["tenantId"] = write.call.cloud.settings.tenant
    if _USER in kinds:
        shown["userAssignedIdentities"] = _assigned(write, identity, before)
    write.resource.body["identity"] = shown


def create_principal(write: Write) -> None:
    """Create or delete the principal of a system-assigned identity after its resource was written."""
    before = (write.before.body.get("identity") or {}).get("principalId") if write.before else None
    now = (write.resource.body.get("identity") or {}).get("principalId")
    if now and now != before:
        add_principal(write.call, write.resource, now, write.call.cloud.random_source.uuid())
    if before and before != now:
        write.call.cloud.directory.delete(before)


def delete_principal(call: Call, gone: Resource) -> Iterable[str]:
    """Delete the principal of a system-assigned identity after its resource was deleted."""
    principal = (gone.body.get("identity") or {}).get("principalId")
    if principal:
        call.cloud.directory.delete(principal)
    return ()


def named_identity(write: Write, resource_id: str) -> Resource:
    """A user-assigned identity that a write names. Raises Fault 400 or 403."""
    require_linked(write.call, write.kind.action("write"), write.resource.id, ASSIGN, resource_id)
    found = write.call.cloud.inventory.get(resource_id)
    if found is None or found.type != IDENTITY_TYPE:
        raise Fault(
            400, "FailedIdentityOperation", f"Identity operation failed: the resource '{resource_id}' was not found."
        )
    return found


def _kinds(text: str) -> list[str]:
    kinds = [each.strip() for each in text.split(",") if each.strip()]
    known = {each.lower(): each for each in (_SYSTEM, _USER)}
    if [each.lower() for each in kinds] in ([], ["none"]):
        return []
    if any(each.lower() not in known for each in kinds):
        raise bad_request("InvalidIdentityType", f"The identity type '{text}' is invalid.")
    return [known[each.lower()] for each in kinds]


def _assigned(write: Write, identity: BodyReader, before: dict[str, Any]) -> dict[str, Any]:
    known = {each.lower() for each in before.get("userAssignedIdentities") or {}}
    found: dict[str, Any] = {}
    for resource_id, value in identity.object("userAssignedIdentities").content.items():
        if value is None:
            continue
        kept = write.call.cloud.inventory.get(resource_id) if resource_id.lower() in known else None
        named = kept or named_identity(write, resource_id)
        found[resource_id] = {
            "principalId": named.properties["principalId"],
            "clientId": named.properties["clientId"],
        }
    if not found:
        raise bad_request(
            "InvalidIdentityValues", "An identity of type 'UserAssigned' needs at least one user-assigned identity."
        )
    return found
