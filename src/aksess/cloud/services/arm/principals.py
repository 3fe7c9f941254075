"""Managed identities as principals of the directory."""

from __future__ import annotations

from typing import Any

from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource

IDENTITY_TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities"


def add_principal(call: Call, resource: Resource, object_id: str, client_id: str) -> None:
    """Add the principal of a managed identity to the directory. Must be inside ``store.transaction()``."""
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
    """A user-assigned identity that a service makes for itself, with its principal. Inside ``store.transaction()``."""
    random_source = call.cloud.random_source
    properties: dict[str, Any] = {
        "tenantId": call.cloud.settings.tenant,
        "principalId": random_source.uuid(),
        "clientId": random_source.uuid(),
        "isolationScope": "None",
    }
    made = Resource(
        id=f"{group_id}/providers/{IDENTITY_TYPE}/{name}",
        name=name,
        type=IDENTITY_TYPE,
        location=location,
        tags={},
        properties=properties,
        private={"uid": random_source.uuid()},
        created=call.now,
        changed=call.now,
    )
    call.cloud.inventory.put(made)
    add_principal(call, made, properties["principalId"], properties["clientId"])
    return made
