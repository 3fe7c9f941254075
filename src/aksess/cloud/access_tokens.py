"""Access tokens: Entra signs them here, resource servers verify them here.

Verification is numbered, because its order is the security of every service:
(1) a compact JWS, (2) RS256, (3) a key that Entra publishes, (4) its signature, (5) our tenant's issuer,
(6) the times. (7), the audience, and (8), what the caller may do, are the service's own steps.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aksess.cloud import jose
from aksess.cloud.call import Caller
from aksess.cloud.jose import UnverifiedToken
from aksess.cloud.keyring import SigningKey, public_jwk

if TYPE_CHECKING:
    from aksess.cloud.local import Cloud

# Clocks differ: Entra's own libraries allow five minutes (Microsoft.IdentityModel, DefaultClockSkew).
SKEW = 300
REMEMBERED = 4_096


class Flaw(StrEnum):
    """Why a token is refused, in the order of the steps."""

    MALFORMED = "malformed"
    ALGORITHM = "algorithm"
    KEY = "key"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    EXPIRED = "expired"
    NOT_YET = "not yet valid"


@dataclass(frozen=True, slots=True)
class BadToken:
    """A refused token: the step that failed, what it said and what was wanted."""

    flaw: Flaw
    found: str = ""
    wanted: str = ""


class AccessTokens:
    """Entra's signing keys and the tokens of one tenant."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._keys = cloud.world.table("entra-key", SigningKey)
        self._signers = ThreadPoolExecutor(2, thread_name_prefix="entra-signs")
        self._known: dict[str, dict[str, Any]] = {}
        self._callers: dict[tuple[int, str], Caller] = {}

    @property
    def issuer_v1(self) -> str:
        """The issuer of v1.0 tokens, which ARM and the data planes read."""
        return f"https://sts.windows.net/{self._cloud.settings.tenant}/"

    @property
    def issuer_v2(self) -> str:
        """The issuer of v2.0 tokens."""
        return f"https://login.microsoftonline.com/{self._cloud.settings.tenant}/v2.0"

    def key(self) -> SigningKey:
        """The key that signs now; made at the first use."""
        newest = max(self._keys.values(), key=lambda key: key.born, default=None)
        if newest is None:
            newest = self._cloud.stock.take(self._cloud.clock.now())
            with self._cloud.world.change():
                self._keys.put(newest.kid, newest)
        return newest

    def published(self) -> list[dict[str, str]]:
        """The JWKs that Entra publishes."""
        self.key()
        return [_jwk(key.pem, key.kid) for key in self._keys.values()]

    async def issue(self, claims: dict[str, Any]) -> str:
        """Sign claims as an access token; the RSA work is done in a thread (it releases the interpreter)."""
        key = self.key()
        header = {"typ": "JWT", "x5t": key.kid, "kid": key.kid}
        if claims.get("ver") == "2.0":
            del header["x5t"]
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._signers, jose.sign, header, claims, key.pem)

    def verify(self, token: str) -> dict[str, Any] | BadToken:
        """The claims of a token that passes steps 1 to 6, or the step that failed."""
        claims = self._known.get(token)
        if claims is None:
            proven = self._prove(UnverifiedToken(token))
            if isinstance(proven, BadToken):
                return proven
            claims = proven
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[token] = claims
        return self._in_time(claims)

    def caller(self, claims: dict[str, Any]) -> Caller:
        """Who the verified claims name, with the groups that they are in now."""
        key = (self._cloud.directory.version, str(claims["uti"]))
        caller = self._callers.get(key)
        if caller is None:
            if len(self._callers) >= REMEMBERED:
                self._callers.clear()
            oid = str(claims["oid"])
            caller = self._callers[key] = Caller(
                object_id=oid,
                app_id=str(claims.get("appid") or claims.get("azp") or ""),
                tenant_id=str(claims["tid"]),
                principals=self._cloud.directory.principals_of(oid),
                claims=claims,
            )
        return caller

    def _prove(self, token: UnverifiedToken) -> dict[str, Any] | BadToken:
        # (1) a compact JWS of two JSON objects
        parts = jose.read(token)
        if parts is None:
            return BadToken(Flaw.MALFORMED)
        # (2) the algorithm is ours to choose, not the token's
        if parts.header.get("alg") != jose.ALGORITHM:
            return BadToken(Flaw.ALGORITHM, str(parts.header.get("alg")), jose.ALGORITHM)
        # (3) a published key; the header's own jwk, jku, x5c and x5u are never looked at
        kid = parts.header.get("kid")
        key = self._keys.get(kid) if isinstance(kid, str) else None
        if key is None:
            return BadToken(Flaw.KEY, str(kid))
        # (4) the signature
        if not jose.verified(token, _jwk(key.pem, key.kid)):
            return BadToken(Flaw.SIGNATURE, key.kid)
        # (5) the tenant's issuer
        issuer = parts.claims.get("iss")
        if issuer not in (self.issuer_v1, self.issuer_v2):
            return BadToken(Flaw.ISSUER, str(issuer), self.issuer_v1)
        return parts.claims

    def _in_time(self, claims: dict[str, Any]) -> dict[str, Any] | BadToken:
        # (6) the times, at every use
        now = self._cloud.clock.now()
        if now > claims["exp"] + SKEW:
            return BadToken(Flaw.EXPIRED, str(claims["exp"]))
        if now < claims["nbf"] - SKEW:
            return BadToken(Flaw.NOT_YET, str(claims["nbf"]))
        return claims


@lru_cache(maxsize=64)
def _jwk(pem: str, kid: str) -> dict[str, str]:
    return public_jwk(pem, kid)
