"""A managed identity's token from the machine that it is assigned to."""

from __future__ import annotations

from typing import Final

from aksess.cloud.identity.audiences import Resource, find_resource
from aksess.cloud.identity.directory import Principal
from aksess.cloud.identity.token_claims import BACK_DATED, BY_ASSERTION, Grounds
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.services.imds.errors import refusal
from aksess.cloud.services.imds.machine import machine_id
from aksess.wire.events import Decision, SignIn

# The ways to name an identity, and the field of it that each compares.
_SELECTORS: Final = {
    "client_id": "app_id",
    "object_id": "object_id",
    "principal_id": "object_id",
    "mi_res_id": "resource_id",
    "msi_res_id": "resource_id",
}


async def token(call: Call) -> Answer:
    """``GET /metadata/identity/oauth2/token``. Numbers are strings, as IMDS writes them."""
    name = call.query.get("resource", "")
    if not name:
        raise refusal("Required audience parameter not specified")
    identity = _choose(call)
    resource = find_resource(call.cloud.directory, name)
    if not isinstance(resource, Resource):
        raise refusal(
            f"AADSTS500011: The resource principal named {name[:300]} was not found in the tenant named "
            f"{call.cloud.settings.tenant_name}. This can happen if the application has not been installed by the "
            "administrator of the tenant or consented to by any user in the tenant.",
            "invalid_resource",
        )
    call.sign_in = SignIn(client=identity.app_id, resource=resource.audience[:300], proof="metadata service")
    seconds, now = call.cloud.token_claims.lifetime(identity), int(call.now)
    grounds = Grounds(resource, BY_ASSERTION, machine_id(call))
    left = str(max(0, seconds - 1))
    body = {
        "access_token": await call.cloud.tokens.issue(call.cloud.token_claims.make(identity, grounds, seconds)),
        "client_id": identity.app_id,
        "expires_in": left,
        "expires_on": str(now + seconds),
        "ext_expires_in": left,
        "not_before": str(now - BACK_DATED),
        "resource": name,
        "token_type": "Bearer",
    }
    return json_answer(200, body, (("server", "IMDS/150.870.65.1325"),))


def _choose(call: Call) -> Principal:
    asked = {name: call.query[name] for name in _SELECTORS if call.query.get(name)}
    if len(asked) > 1:
        raise refusal(f"Only one of {', '.join(sorted(asked))} may name the identity")
    assigned = [each for each in map(call.cloud.directory.get, call.origin.identities) if each is not None]
    for name, value in asked.items():
        assigned = [each for each in assigned if getattr(each, _SELECTORS[name]).lower() == value.lower()]
    if not assigned:
        raise refusal("Identity not found").because(
            Decision(link="client id", found=next(iter(asked.values()), "")[:300])
        )
    return assigned[0]
