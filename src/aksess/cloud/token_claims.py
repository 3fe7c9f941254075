"""What an access token says: the claims of Entra's v1.0 and v2.0 tokens for applications and managed identities.

Sources: Microsoft Learn, "Access token claims reference"; decoded samples of AKS workloads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aksess.cloud.app_roles import roles_of
from aksess.cloud.audiences import Resource
from aksess.cloud.directory import Kind, Principal

if TYPE_CHECKING:
    from aksess.cloud.local import Cloud

# Entra dates its tokens five minutes back, so that a slow clock elsewhere does not refuse them.
BACK_DATED: Final = 300
HOUR: Final = 3600
DAY: Final = 86_400

# How a client proved itself (``appidacr``): a secret, or a certificate or assertion.
BY_SECRET: Final = "1"
BY_ASSERTION: Final = "2"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a token is issued on.

    proof: ``BY_SECRET`` or ``BY_ASSERTION``. machine: the compute resource that a managed identity's token was given
    to (its ARM id), empty for a token of the token endpoint.
    """

    resource: Resource
    proof: str
    machine: str = ""


def lifetime(cloud: Cloud, principal: Principal) -> int:
    """Seconds: a day for managed identities, an hour for applications, or what day two says."""
    switched = cloud.weather.switches.token_lifetime
    return switched or (DAY if principal.kind is Kind.MANAGED_IDENTITY else HOUR)


def access_claims(cloud: Cloud, principal: Principal, grounds: Grounds, seconds: int) -> dict[str, Any]:
    """The payload of an access token that lives for ``seconds`` from now."""
    now, version = int(cloud.clock.now()), grounds.resource.version
    # The opaque claims: random, and drawn at once.
    noise = cloud.chance.urlsafe(77)
    claims: dict[str, Any] = {
        "aud": grounds.resource.audience,
        "iss": cloud.tokens.issuer_v2 if version == 2 else cloud.tokens.issuer_v1,
        "iat": now - BACK_DATED,
        "nbf": now - BACK_DATED,
        "exp": now + seconds,
        "aio": noise[:48],
    }
    if version == 2:
        claims |= {"azp": principal.app_id, "azpacr": grounds.proof}
    else:
        claims |= {"appid": principal.app_id, "appidacr": grounds.proof, "idp": cloud.tokens.issuer_v1}
    claims |= {
        "idtyp": "app",
        "oid": principal.object_id,
        "rh": f"1.{noise[48:80]}.",
        "sub": principal.object_id,
        "tid": cloud.settings.tenant,
        "uti": noise[80:102],
        "ver": f"{version}.0",
        "xms_idrel": "7 24",
        "xms_tcdt": cloud.settings.tenant_created,
        **_particular(cloud, principal, grounds),
    }
    return claims


def _particular(cloud: Cloud, principal: Principal, grounds: Grounds) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if principal.resource_id:
        found["xms_mirid"] = principal.resource_id.replace("/resourceGroups/", "/resourcegroups/")
    if grounds.machine:
        found["xms_az_rid"] = grounds.machine
    if roles := roles_of(cloud, principal, grounds.resource.app_id):
        found["roles"] = roles
    if directory_roles := principal.attributes.get("directoryRoles"):
        found["wids"] = directory_roles
    return found
