"""Access tokens: Entra's side signs them, the services' side verifies them.

The steps of the verification are numbered, because every service relies on their order:
(1) a compact JWS, (2) RS256, (3) a key that Entra publishes, (4) its signature, (5) our tenant's issuer,
(6) the claims that every token of Entra's has, each of its type and kind, (7) the times. The audience (8) and the
authorization (9) are the service's own steps.

As on Azure, a token stays valid until it expires, even if its principal has been deleted. But a deleted principal has
no grants and is in no group, so that step 9 refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from aksess.clock import Clock
from aksess.cloud.identity.caller import Caller
from aksess.cloud.identity.directory import Directory
from aksess.cloud.oidc import jws
from aksess.cloud.oidc.discovery_documents import KeySet
from aksess.cloud.oidc.jws import UnverifiedToken
from aksess.cloud.oidc.signer_threads import Signers
from aksess.cloud.oidc.signing_keys import SigningKey, SigningKeyPool, public_jwk, public_of, thumbprint
from aksess.cloud.state.store import Store

# Clocks differ: Entra's own libraries allow five minutes (Microsoft.IdentityModel, DefaultClockSkew).
SKEW = 300
REMEMBERED = 1_024
VERSIONS: Final = ("1.0", "2.0")
# The last second of the year 9999: later dates cannot be represented.
LAST_SECOND: Final = 253_402_300_799

# Every claim that we rely on, and its type. Booleans are numbers to Python; ``type()`` tells them apart.
CLAIMS: Final[Mapping[str, tuple[type, ...]]] = {
    "aud": (str,),
    "iss": (str,),
    "iat": (int, float),
    "nbf": (int, float),
    "exp": (int, float),
    "oid": (str,),
    "sub": (str,),
    "tid": (str,),
    "uti": (str,),
    "ver": (str,),
}


class Flaw(StrEnum):
    """Why a token is refused, in the order of the steps."""

    MALFORMED = "malformed"
    ALGORITHM = "algorithm"
    KEY = "key"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    CLAIM = "claim"
    EXPIRED = "expired"
    NOT_YET = "not yet valid"


@dataclass(frozen=True, slots=True)
class BadToken:
    """A refused token: the step that failed, what the token said, and what was expected."""

    flaw: Flaw
    found: str = ""
    wanted: str = ""


class AccessTokens:
    """Entra's signing keys and the tokens of one tenant."""

    def __init__(self, clock: Clock, key_pool: SigningKeyPool, store: Store, directory: Directory, tenant: str) -> None:
        self._clock = clock
        self._key_pool = key_pool
        self._store = store
        self._directory = directory
        self._tenant = tenant
        self._keys = store.table("entra-key", SigningKey)
        # Two signatures at a time: more threads than that only wait for each other.
        self._signers = Signers()
        self._current: tuple[int, SigningKey] | None = None
        self._known: dict[str, dict[str, Any]] = {}
        self._callers: dict[tuple[int, str, str], Caller] = {}

    @property
    def issuer_v1(self) -> str:
        """The issuer of v1.0 tokens, which ARM and the data planes read."""
        return f"https://sts.windows.net/{self._tenant}/"

    @property
    def issuer_v2(self) -> str:
        """The issuer of v2.0 tokens."""
        return f"https://login.microsoftonline.com/{self._tenant}/v2.0"

    def key(self) -> SigningKey:
        """Return the key that signs at present; it is made at the first use."""
        if self._current is not None and self._current[0] == self._keys.version:
            return self._current[1]
        newest = max(self._keys.values(), key=lambda key: key.born, default=None)
        if newest is None:
            newest = self._key_pool.take(self._clock.now())
            with self._store.transaction():
                self._keys.put(newest.kid, newest)
        self._current = (self._keys.version, newest)
        return newest

    def published(self) -> list[dict[str, str]]:
        """The JWKs that Entra publishes."""
        self.key()
        return [{**public_jwk(key.pem, key.kid), "x5t": thumbprint(key.pem)} for key in self._keys.values()]

    def key_set(self) -> KeySet:
        """The same keys, as a verifier uses them."""
        self.key()
        return KeySet({key.kid: (public_of(key.pem),) for key in self._keys.values()})

    async def issue(self, claims: dict[str, Any]) -> str:
        """Sign claims as an access token, in a thread that releases the interpreter lock."""
        key = self.key()
        header = {"typ": "JWT", "x5t": thumbprint(key.pem), "kid": key.kid}
        if claims.get("ver") == "2.0":
            del header["x5t"]
        return await jws.sign_aside(header, claims, key.pem, self._signers)

    def close(self) -> None:
        """End the threads that sign."""
        self._signers.close()

    def verify(self, token: str) -> dict[str, Any] | BadToken:
        """Return the claims of a token that passes steps 1 to 7, or the step that failed."""
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
        """Return the caller that verified claims name, with its current groups."""
        key = (self._directory.version, str(claims["uti"]), str(claims["oid"]))
        caller = self._callers.get(key)
        if caller is None:
            if len(self._callers) >= REMEMBERED:
                self._callers.clear()
            oid = str(claims["oid"])
            caller = self._callers[key] = Caller(
                object_id=oid,
                app_id=str(claims.get("appid") or claims.get("azp") or ""),
                tenant_id=str(claims["tid"]),
                principals=self._directory.principals_of(oid),
                claims=claims,
            )
        return caller

    def _prove(self, token: UnverifiedToken) -> dict[str, Any] | BadToken:
        # (1) a compact JWS of two JSON objects
        parts = jws.read(token)
        if parts is None:
            return BadToken(Flaw.MALFORMED)
        # (2) the algorithm is ours to choose, not the token's
        if parts.header.get("alg") != jws.ALGORITHM:
            return BadToken(Flaw.ALGORITHM, str(parts.header.get("alg")), jws.ALGORITHM)
        # (3) a published key; the header's own jwk, jku, x5c and x5u are never looked at
        kid = parts.header.get("kid")
        key = self._keys.get(kid) if isinstance(kid, str) else None
        if key is None:
            return BadToken(Flaw.KEY, str(kid))
        # (4) the signature
        if not jws.verified(token, public_of(key.pem)):
            return BadToken(Flaw.SIGNATURE, key.kid)
        return self._ours(parts.claims)

    def _ours(self, claims: dict[str, Any]) -> dict[str, Any] | BadToken:
        # (5) the tenant's issuer, as the token's version writes it
        wanted = self.issuer_v2 if claims.get("ver") == "2.0" else self.issuer_v1
        if claims.get("iss") != wanted:
            return BadToken(Flaw.ISSUER, str(claims.get("iss")), wanted)
        if claims.get("tid") != self._tenant:
            return BadToken(Flaw.ISSUER, str(claims.get("tid")), self._tenant)
        # (6) the claims that every token of Entra's has
        for name, types in CLAIMS.items():
            if type(claims.get(name)) not in types:
                return BadToken(Flaw.CLAIM, name, types[0].__name__)
        if claims["ver"] not in VERSIONS:
            return BadToken(Flaw.CLAIM, "ver", " or ".join(VERSIONS))
        for name in ("iat", "nbf", "exp"):
            if not 0 <= claims[name] <= LAST_SECOND:
                return BadToken(Flaw.CLAIM, name, "time that a clock shows")
        return claims

    def _in_time(self, claims: dict[str, Any]) -> dict[str, Any] | BadToken:
        # (7) the times, at every use
        now = self._clock.now()
        if now >= claims["exp"] + SKEW:
            return BadToken(Flaw.EXPIRED, str(claims["exp"]))
        if now < claims["nbf"] - SKEW:
            return BadToken(Flaw.NOT_YET, str(claims["nbf"]))
        return claims
