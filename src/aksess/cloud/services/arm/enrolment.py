"""Managed identities as principals of the directory."""

from __future__ import annotations

from typing import Any

from aksess.cloud.call import Call
from aksess.cloud.directory import Kind, Principal
from aksess.cloud.inventory import Resource

IDENTITY_TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities"


def enroll(call: Call, resource: Resource, object_id: str, client_id: str) -> None:
    """Make the principal of a resource: an identity, or what has one of its own. Must be inside ``world.change()``."""
    call.cloud.directory.put(
        Principal(
            object_id=object_id,
            kind=Kind.MANAGED_IDENTITY,
            display_name=resource.name,
            app_id=client_id,
            resource_id=resource.id,
            created=call.now,
        )
    )


def make_identity(call: Call, group_id: str, name: str, location: str | None) -> Resource:
    """A user-assigned identity that a service makes for itself, with its principal. Inside ``world.change()``."""
    chance = call.cloud.chance
    properties: dict[str, Any] = {
        "tenantId": call.cloud.settings.tenant,
        "principalId": chance.uuid(),
        "clientId": chance.uuid(),
        "isolationScope": "None",
    }
    made = Resource(
        id=f"{group_id}/providers/{IDENTITY_TYPE}/{name}",
        name=name,
        type=IDENTITY_TYPE,
        location=location,
        tags={},
        properties=properties,
        private={"uid": chance.uuid()},
        created=call.now,
        changed=call.now,
    )
    call.cloud.inventory.put(made)
    enroll(call, made, properties["principalId"], properties["clientId"])
    return made
