"""References between resources: a resource that is named must exist, and one that is used cannot be deleted."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.authz import require_linked
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.kind import Write

# The types that use a subnet or an address. A firewall rule does not.
HOLDERS: Final = (
    "Microsoft.ContainerService/managedClusters",
    "Microsoft.Network/applicationGateways",
    "Microsoft.Network/natGateways",
    "Microsoft.Network/privateEndpoints",
)


def linked(write: Write, resource_id: str, kind: str, action: str) -> Resource:
    """Return a resource that a write names.

    Raises:
        Fault: 403, the caller may not use it; 400 InvalidResourceReference, it does not exist.
    """
    require_linked(write.call, write.kind.action("write"), write.resource.id, action, resource_id)
    found = write.call.cloud.inventory.get(resource_id)
    if found is None or found.type.lower() != kind.lower():
        raise bad_request(
            "InvalidResourceReference",
            f"Resource {resource_id} referenced by resource {write.resource.id} was not found. Please make "
            f"sure that the "
            "referenced resource exists, and that both resources are in the same region.",
        )
    return found


def ids_under(content: Any, name: str) -> list[str]:
    """Return each ``id`` of an object called ``name``, at any depth: ``{"subnet": {"id": "..."}}``."""
    found: list[str] = []
    if isinstance(content, list):
        for each in content:
            found += ids_under(each, name)
    elif isinstance(content, dict):
        for key, value in content.items():
            if key == name and isinstance(value, dict) and isinstance(value.get("id"), str):
                found.append(value["id"])
            else:
                found += ids_under(value, name)
    return found


def holder_of(call: Call, resource_id: str) -> Resource | None:
    """Return the resource whose properties name a subnet or address; None if no resource does."""
    wanted = f'"{resource_id.lower()}"'.encode()
    for kind in HOLDERS:
        for each in call.cloud.inventory.of_type(kind):
            if wanted in msgspec.json.encode(each.properties).lower():
                return each
    return None
