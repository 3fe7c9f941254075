"""Who may ask Graph what: a Global Administrator everything, others what their application permissions name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from aksess.cloud.access_tokens import BadToken, Flaw
from aksess.cloud.call import Call
from aksess.cloud.fault import Fault
from aksess.cloud.first_party import GRAPH
from aksess.cloud.operation import Granted, Operation
from aksess.cloud.seed import GLOBAL_ADMINISTRATOR

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
        call.note.update(link="token", found=claims.flaw)
        raise _unproven(_WORDS.get(claims.flaw, "Access token validation failure."))
    if claims["aud"] not in AUDIENCES:
        call.note.update(link="audience", found=claims["aud"], wanted=sorted(AUDIENCES))
        raise _unproven("Access token validation failure. Invalid audience.")
    call.caller = call.cloud.tokens.caller(claims)


def check(call: Call, operation: Operation) -> None:
    """The caller's permissions, as they are now. Raises Fault 403."""
    demand = operation.demand
    if not isinstance(demand, Granted) or is_administrator(call):
        return
    wanted = {demand.action, *demand.or_actions}
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
    call.note.update(link="grant", found=found, wanted=sorted(wanted))
    return Fault(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")


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


def open_to(*permissions: str) -> Granted:
    """A demand for one of these application permissions."""
    return Granted(permissions[0], data=False, or_actions=permissions[1:])
