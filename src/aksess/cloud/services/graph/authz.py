"""Graph authorizes a Global Administrator for everything, other callers by their application permissions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from aksess.cloud.identity.seed import GLOBAL_ADMINISTRATOR
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, RequiresAppPermission
from aksess.wire.events import Decision

OWNED: Final = "Application.ReadWrite.OwnedBy"
_EVERY_APPLICATION: Final = ("Application.ReadWrite.All", "Directory.ReadWrite.All")


def authorize(call: Call, operation: Operation) -> None:
    """Check the caller's current permissions.

    Raises:
        Fault: 403 ``Authorization_RequestDenied``.
    """
    requirement = operation.requirement
    if not isinstance(requirement, RequiresAppPermission) or is_administrator(call):
        return
    wanted = set(requirement.any_of)
    had = wanted & set(call.caller.claims.get("roles", ()))
    if had - {OWNED} or (OWNED in had and _owns(call)):
        return
    raise _denied(call, operation.name, wanted)


def require_ownership(call: Call, owners: Collection[str]) -> None:
    """Check the ownership of an object that the body names, for callers that may only write their own.

    A caller with ``Application.ReadWrite.OwnedBy`` makes a service principal for an application that it owns
    (microsoftgraph/microsoft-graph-docs issue 16138).

    Raises:
        Fault: 403 ``Authorization_RequestDenied``.
    """
    had = set(call.caller.claims.get("roles", ()))
    if not (is_administrator(call) or had & set(_EVERY_APPLICATION) or call.caller.object_id in owners):
        raise _denied(call, "an application of somebody else's", _EVERY_APPLICATION)


def _denied(call: Call, found: str, wanted: Collection[str]) -> Fault:
    return Fault(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.").because(
        Decision(link="grant", found=found, wanted=tuple(sorted(wanted)))
    )


def is_administrator(call: Call) -> bool:
    """Whether the caller is a Global Administrator at this moment."""
    principal = call.cloud.directory.get(call.caller.object_id)
    roles = principal.attributes.get("directoryRoles") if principal else None
    return isinstance(roles, list) and GLOBAL_ADMINISTRATOR in roles


def _owns(call: Call) -> bool:
    object_id = call.params.get("id")
    if object_id is None:
        return True
    found = call.cloud.directory.application(object_id) or call.cloud.directory.get(object_id)
    return found is not None and call.caller.object_id in found.owners


def requires_any(*permissions: str) -> RequiresAppPermission:
    """Return the requirement for one of these application permissions."""
    return RequiresAppPermission(permissions)
