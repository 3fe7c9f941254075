"""Who calls a store, and may they."""

from __future__ import annotations

from aksess.chain import Allowed
from aksess.cloud.identity.access_tokens import BadToken, Flaw
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.decisions import refused
from aksess.cloud.pipeline.operation import Operation, RequiresRole
from aksess.cloud.resources.firewall_rules import Verdict, judge, read_rules
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.appconfig.access_keys import SCHEME, KeyHolder, prove_key
from aksess.cloud.services.appconfig.faults import forbidden, unauthorized
from aksess.cloud.services.appconfig.stores import store_of
from aksess.wire.events import Decision

# The application id of App Configuration, which v2.0 tokens carry as their audience.
RESOURCE_APP = "35ffadb3-7fc1-497e-b61b-381d28e744cc"
# Microsoft Learn, "Azure Active Directory authentication", "Audience"; the packages ask for all of these.
AUDIENCES = frozenset({"https://azconfig.io", "https://appconfig.azure.com", RESOURCE_APP})

WRONG_TOKEN = "Authorization token failed validation"
WRONG_ISSUER = (
    "The access token is from the wrong issuer. It must match the AD tenant associated with the subscription to which "
    "the configuration store belongs. If you just transferred your subscription and see this error message, please "
    "try back later."
)


def prove(call: Call, _operation: Operation) -> None:
    """Set ``call.caller``, or raise Fault(401)."""
    store = store_of(call)
    scheme, _, credentials = str(call.headers.get("authorization") or "").partition(" ")
    if scheme.lower() == "bearer":
        _prove_bearer(call, credentials.strip())
    elif scheme.lower() == SCHEME:
        prove_key(call, store, credentials)
    else:
        raise unauthorized()


def check(call: Call, operation: Operation) -> None:
    """Raise Fault(403) where the network or the grant does not let the caller in."""
    store = store_of(call)
    verdict = judge(read_rules(store.properties), call.origin)
    if verdict is not Verdict.ADMITTED:
        raise forbidden(f"The store's network rules do not admit {call.origin.address}.").because(
            Decision(link="network", found=call.origin.subnet or call.origin.address, why=verdict.value)
        )
    requirement = operation.requirement
    if not isinstance(requirement, RequiresRole):
        return
    if isinstance(call.caller, KeyHolder):
        if call.caller.read_only and not requirement.action.endswith("/read"):
            raise forbidden("The access key is read-only.").because(
                Decision(link="grant", found="a read-only access key", wanted=(requirement.action,))
            )
        return
    _check_role(call, store, requirement)


def _check_role(call: Call, store: Resource, requirement: RequiresRole) -> None:
    verdict = call.cloud.authorization.decide(
        call.caller.principals, requirement.action, store.id, data=requirement.data
    )
    if not isinstance(verdict, Allowed):
        raise forbidden(f"No role assignment gives {requirement.action} at {store.id}.").because(refused(verdict))


def _prove_bearer(call: Call, token: str) -> None:
    claims = call.cloud.tokens.verify(token)
    if isinstance(claims, BadToken):
        raise unauthorized(bearer_error=WRONG_ISSUER if claims.flaw is Flaw.ISSUER else WRONG_TOKEN).because(
            Decision(link="token", found=claims.found[:200], wanted=(claims.wanted,), why=claims.flaw.value)
        )
    audience = str(claims.get("aud"))
    if audience.lower().removesuffix("/") not in AUDIENCES | {f"https://{call.host}"}:
        raise unauthorized(bearer_error=WRONG_TOKEN).because(
            Decision(link="audience", found=audience[:200], wanted=(f"https://{call.host}",))
        )
    call.caller = call.cloud.tokens.caller(claims)
