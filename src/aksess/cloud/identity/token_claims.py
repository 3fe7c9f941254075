"""The claims of Entra's v1.0 and v2.0 access tokens for applications and managed identities.

Sources: Microsoft Learn, "Access token claims reference"; decoded samples of AKS workloads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from aksess.clock import Clock
from aksess.cloud.identity.access_tokens import AccessTokens
from aksess.cloud.identity.app_roles import roles_of
from aksess.cloud.identity.audiences import Resource
from aksess.cloud.identity.directory import Directory, Kind, Principal
from aksess.cloud.state.settings import Settings
from aksess.cloud.state.simulation import Simulation
from aksess.random_source import RandomSource

# Entra dates its tokens five minutes back, so that a slow clock elsewhere does not refuse them.
BACK_DATED: Final = 300
HOUR: Final = 3600
DAY: Final = 86_400

# The server application of AKS in every tenant: the one first-party resource whose tokens name groups.
AKS_SERVER: Final = "6dae42f8-4368-4678-94ff-3960e28e3630"

# How a client authenticated (``appidacr``): by a secret, or by a certificate or assertion.
BY_SECRET: Final = "1"
BY_ASSERTION: Final = "2"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What Entra issues a token for, and on what authentication.

    proof: ``BY_SECRET`` or ``BY_ASSERTION``. machine: the compute resource that a managed identity's token was given
    to (its ARM id), empty for a token of the token endpoint.
    """

    resource: Resource
    proof: str
    machine: str = ""


class AccessTokenClaims:
    """Makes the payloads of the access tokens of one tenant."""

    def __init__(
        self,
        clock: Clock,
        random_source: RandomSource,
        settings: Settings,
        simulation: Simulation,
        directory: Directory,
        tokens: AccessTokens,
    ) -> None:
        self._clock = clock
        self._random_source = random_source
        self._settings = settings
        self._simulation = simulation
        self._directory = directory
        self._tokens = tokens

    def lifetime(self, principal: Principal) -> int:
        """Return the seconds that a token lives: the simulated lifetime, else a day for managed identities, an hour for
        applications."""
        simulated = self._simulation.settings.token_lifetime
        return simulated or (DAY if principal.kind is Kind.MANAGED_IDENTITY else HOUR)

    def make(self, principal: Principal, grounds: Grounds, seconds: int) -> dict[str, Any]:
        """Return the payload of an access token that lives for ``seconds`` from now."""
        now, version = int(self._clock.now()), grounds.resource.version
        # The opaque claims: random, and drawn at once.
        noise = self._random_source.urlsafe(77)
        claims: dict[str, Any] = {
            "aud": grounds.resource.audience,
            "iss": self._tokens.issuer_v2 if version == 2 else self._tokens.issuer_v1,
            "iat": now - BACK_DATED,
            "nbf": now - BACK_DATED,
            "exp": now + seconds,
            "aio": noise[:48],
        }
        if version == 2:
            claims |= {"azp": principal.app_id, "azpacr": grounds.proof}
        else:
            claims |= {"appid": principal.app_id, "appidacr": grounds.proof, "idp": self._tokens.issuer_v1}
        claims |= {
            "idtyp": "app",
            "oid": principal.object_id,
            "rh": f"1.{noise[48:80]}.",
            "sub": principal.object_id,
            "tid": self._settings.tenant,
            "uti": noise[80:102],
            "ver": f"{version}.0",
            "xms_idrel": "7 24",
            "xms_tcdt": self._settings.tenant_created,
        }
        return claims | self._optional(principal, grounds)

    def _optional(self, principal: Principal, grounds: Grounds) -> dict[str, Any]:
        """The claims that only some principals have."""
        found: dict[str, Any] = {}
        if principal.resource_id:
            found["xms_mirid"] = principal.resource_id.replace("/resourceGroups/", "/resourcegroups/")
        if grounds.machine:
            found["xms_az_rid"] = grounds.machine
        if roles := roles_of(self._directory, self._settings.tenant, principal, grounds.resource.app_id):
            found["roles"] = roles
        if grounds.resource.app_id == AKS_SERVER:
            # Microsoft Learn, "Use Kubernetes RBAC with Microsoft Entra integration": groups are object ids.
            found["groups"] = sorted(self._directory.principals_of(principal.object_id) - {principal.object_id})
        if directory_roles := principal.attributes.get("directoryRoles"):
            found["wids"] = directory_roles
        return found
