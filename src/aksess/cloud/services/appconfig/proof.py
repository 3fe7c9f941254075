"""Who calls a store, and may they."""

from __future__ import annotations

from aksess.chain import Allowed
from aksess.cloud.access_tokens import BadToken, Flaw
from aksess.cloud.call import Call
from aksess.cloud.inventory import Resource
from aksess.cloud.network_rules import Verdict, judge, read_rules
from aksess.cloud.operation import Granted, Operation
from aksess.cloud.services.appconfig.access_keys import SCHEME, KeyHolder, prove_key
from aksess.cloud.services.appconfig.faults import forbidden, unauthorized
from aksess.cloud.services.appconfig.stores import store_of

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
        call.note.update(link="network", found=call.origin.subnet or call.origin.address, why=verdict.value)
        raise forbidden(f"The store's network rules do not admit {call.origin.address}.")
    demand = operation.demand
    if not isinstance(demand, Granted):
        return
    if isinstance(call.caller, KeyHolder):
        if call.caller.read_only and not demand.action.endswith("/read"):
            call.note.update(link="grant", found="a read-only access key", wanted=demand.action)
            raise forbidden("The access key is read-only.")
        return
    _check_role(call, store, demand)


def _check_role(call: Call, store: Resource, demand: Granted) -> None:
    verdict = call.cloud.authorization.decide(call.who.principals, demand.action, store.id, data=demand.data)
    if not isinstance(verdict, Allowed):
        call.note.update(
            link="grant", action=demand.action, scope=store.id, found=verdict.found, why=verdict.lack.value
        )
        raise forbidden(f"No role assignment gives {demand.action} at {store.id}.")


def _prove_bearer(call: Call, token: str) -> None:
    claims = call.cloud.tokens.verify(token)
    if isinstance(claims, BadToken):
        call.note.update(link="token", found=claims.found[:200], wanted=claims.wanted, why=claims.flaw.value)
        raise unauthorized(bearer_error=WRONG_ISSUER if claims.flaw is Flaw.ISSUER else WRONG_TOKEN)
    audience = str(claims.get("aud"))
    if audience.lower().removesuffix("/") not in AUDIENCES | {f"https://{call.host}"}:
        call.note.update(link="audience", found=audience[:200], wanted=f"https://{call.host}")
        raise unauthorized(bearer_error=WRONG_TOKEN)
    call.caller = call.cloud.tokens.caller(claims)
