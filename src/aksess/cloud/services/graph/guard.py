"""Who may ask Graph what: a Global Administrator everything, others what their application permissions name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from aksess.cloud.identity.access_tokens import BadToken, Flaw
from aksess.cloud.identity.first_party_applications import GRAPH
from aksess.cloud.identity.seed import GLOBAL_ADMINISTRATOR
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, RequiresAppPermission
from aksess.wire.events import Decision

AUDIENCES: Final = frozenset({"https://graph.microsoft.com", "https://graph.microsoft.com/", GRAPH})
OWNED: Final = "Application.ReadWrite.OwnedBy"
_EVERY_APPLICATION: Final = ("Application.ReadWrite.All", "Directory.ReadWrite.All")

_WORDS: Final = {
    Flaw.MALFORMED: "CompactToken parsing failed with error code: 80049217",
    Flaw.EXPIRED: "Lifetime validation failed, the token is expired.",
    Flaw.NOT_YET: "Lifetime validation failed, the token is not yet valid.",
    Flaw.ISSUER: "Access token validation failure. Invalid issuer.",
}


def prove(call: Call, _operation: Operation) -> None:
    """Set the caller from the bearer token. Raises Fault 401."""
    kind, _, token = str(call.headers.get("authorization") or "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise _unproven("Access token is empty.")
    claims = call.cloud.tokens.verify(token.strip())
    if isinstance(claims, BadToken):
        raise _unproven(_WORDS.get(claims.flaw, "Access token validation failure.")).because(
            Decision(link="token", found=claims.flaw)
        )
    if claims["aud"] not in AUDIENCES:
        raise _unproven("Access token validation failure. Invalid audience.").because(
            Decision(link="audience", found=claims["aud"], wanted=tuple(sorted(AUDIENCES)))
        )
    call.caller = call.cloud.tokens.caller(claims)


def check(call: Call, operation: Operation) -> None:
    """The caller's permissions, as they are now. Raises Fault 403."""
    requirement = operation.requirement
    if not isinstance(requirement, RequiresAppPermission) or is_administrator(call):
        return
    wanted = set(requirement.any_of)
    had = wanted & set(call.who.claims.get("roles", ()))
    if had - {OWNED} or (OWNED in had and _owns(call)):
        return
    raise _denied(call, operation.name, wanted)


def demand_ownership(call: Call, owners: Collection[str]) -> None:
    """What the body names, not the path: who may write their own alone must own it. Raises Fault 403.

    microsoftgraph/microsoft-graph-docs issue 16138: a service principal is made for an application of one's own.
    """
    had = set(call.who.claims.get("roles", ()))
    if not (is_administrator(call) or had & set(_EVERY_APPLICATION) or call.who.object_id in owners):
        raise _denied(call, "an application of somebody else's", _EVERY_APPLICATION)


def _denied(call: Call, found: str, wanted: Collection[str]) -> Fault:
    return Fault(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.").because(
        Decision(link="grant", found=found, wanted=tuple(sorted(wanted)))
    )


def is_administrator(call: Call) -> bool:
    """Whether the caller is a Global Administrator now."""
    principal = call.cloud.directory.get(call.who.object_id)
    roles = principal.attributes.get("directoryRoles") if principal else None
    return isinstance(roles, list) and GLOBAL_ADMINISTRATOR in roles


def _owns(call: Call) -> bool:
    object_id = call.params.get("id")
    if object_id is None:
        return True
    found = call.cloud.directory.application(object_id) or call.cloud.directory.get(object_id)
    return found is not None and call.who.object_id in found.owners


def _unproven(message: str) -> Fault:
    return Fault(401, "InvalidAuthenticationToken", message, headers=(("www-authenticate", "Bearer"),))


def open_to(*permissions: str) -> RequiresAppPermission:
    """A requirement for one of these application permissions."""
    return RequiresAppPermission(permissions)
