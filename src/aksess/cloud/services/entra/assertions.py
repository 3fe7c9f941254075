"""Parses a client assertion and checks the type of every claim. Nothing is verified here."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from aksess.chain import InForce, Lifetime, judge_lifetime
from aksess.cloud.oidc import jws
from aksess.cloud.oidc.jws import Parts, UnverifiedToken
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.decisions import refused
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.entra.errors import GUID, refusal, shown

TYPES: Final = ("JWT", "http://openid.net/specs/jwt/1.0")
SELF_SIGNED: Final = ("RS256", "PS256")
FEDERATED: Final = ("RS256",)
MALFORMED: Final = "JWT token is invalid or malformed."
# The last second that a date can represent.
_LAST: Final = 253402300799


@dataclass(frozen=True, slots=True)
class Presented:
    """A parsed assertion. self_signed: signed by an application, whose client id is then the issuer.

    The times are Unix seconds; ``now`` is the time of the check. A missing ``nbf`` or ``exp`` is 0, as in
    Entra's answers (AADSTS700024 prints 1970), and a missing ``iat`` is ``nbf``.
    """

    token: UnverifiedToken = field(repr=False)
    self_signed: bool
    algorithm: str
    key_id: str
    issuer: str
    subject: str
    audiences: tuple[str, ...]
    issued: float
    starts: float
    ends: float
    header: dict[str, Any] = field(repr=False)
    claims: dict[str, Any] = field(repr=False)
    now: float

    @property
    def lifetime(self) -> Lifetime:
        """Its times; an assertion is not in force before it was issued."""
        return Lifetime(self.issued, max(self.starts, self.issued), self.ends, self.now)


def read_assertion(token: str, now: float) -> Presented:
    """Parse an assertion: step 5 of the token endpoint. now: Unix seconds.

    Raises:
        Fault: in this order: 50027 (not a JWT), 5002727 (``typ``), 5002738 (``alg``), 5002723 (no key named), 90014 (a
            claim is missing), 50027 (a claim of another type).
    """
    parts = _read(UnverifiedToken(token))
    header, claims = parts.header, parts.claims
    self_signed = _self_signed(claims)
    if header.get("typ", "JWT") not in TYPES:
        raise refusal(5002727, f"Invalid JWT header type specified, must be '{TYPES[0]}' or '{TYPES[1]}'.")
    return Presented(
        token=UnverifiedToken(token.rstrip("=")),
        self_signed=self_signed,
        algorithm=_algorithm(header, SELF_SIGNED if self_signed else FEDERATED),
        key_id=_key_id(header),
        issuer=_text(claims, "iss"),
        subject=_text(claims, "sub"),
        audiences=_audiences(claims),
        issued=_time(claims, "iat", _time(claims, "nbf", 0.0)),
        starts=_time(claims, "nbf", 0.0),
        ends=_time(claims, "exp", 0.0),
        header=header,
        claims=claims,
        now=now,
    )


def check_in_force(call: Call, presented: Presented) -> None:
    """Check that the assertion is in force, within five minutes.

    Raises:
        Fault: 700024.
    """
    verdict = judge_lifetime(presented.lifetime, longest=math.inf)
    if isinstance(verdict, InForce):
        return
    raise refusal(
        700024,
        f"Client assertion is not within its valid time range. Current time: {written(call.now)}, assertion valid from "
        f"{written(presented.starts)}, expiry time of assertion {written(presented.ends)}. Review the documentation at "
        "https://learn.microsoft.com/entra/identity-platform/certificate-credentials .",
    ).because(refused(verdict))


def written(moment: float) -> str:
    """A time as .NET prints it: seven digits of a second, in UTC."""
    return datetime.fromtimestamp(max(0.0, min(moment, _LAST)), UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")


def _read(token: UnverifiedToken) -> Parts:
    parts = jws.read(token)
    if parts is None:
        # azure-identity for Python pads the assertions that it signs with a certificate (aad_client_base.py).
        # The tokens of external issuers follow RFC 7515.
        parts = jws.read_padded(token)
        if parts is None or not _self_signed(parts.claims):
            raise refusal(50027, MALFORMED)
    return parts


def _self_signed(claims: dict[str, Any]) -> bool:
    return GUID.fullmatch(str(claims.get("iss"))) is not None


def _algorithm(header: dict[str, Any], supported: tuple[str, ...]) -> str:
    found = header.get("alg")
    if isinstance(found, str) and found in supported:
        return found
    said = shown(found) if isinstance(found, str) else ""
    raise refusal(
        5002738,
        f"Invalid JWT token. '{said}' is not a supported signature algorithm. "
        f"Supported signing algorithms are: '{','.join(supported)}'",
    )


def _key_id(header: dict[str, Any]) -> str:
    for name in ("kid", "x5t", "x5t#S256"):
        value = header.get(name)
        if isinstance(value, str) and value:
            return value
    raise refusal(
        5002723,
        "Invalid JWT token. No certificate SHA-1 thumbprint, certificate SHA-256 thumbprint, nor keyId specified in "
        "token header.",
    )


def _missing(name: str) -> Fault:
    return refusal(
        90014,
        f"The required field '{name}' is missing from the credential. Ensure that you have all the necessary "
        "parameters for the login request.",
    )


def _text(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    if value is None or value == "":
        raise _missing(name)
    if not isinstance(value, str):
        raise refusal(50027, MALFORMED)
    return value


def _audiences(claims: dict[str, Any]) -> tuple[str, ...]:
    value = claims.get("aud")
    if value is None or value in ("", []):
        raise _missing("aud")
    found = tuple(value) if isinstance(value, list) else (value,)
    if not all(isinstance(each, str) for each in found):
        raise refusal(50027, MALFORMED)
    return found


def _time(claims: dict[str, Any], name: str, absent: float) -> float:
    value = claims.get(name)
    if value is None:
        return absent
    # Booleans are numbers to Python; a NumericDate is a JSON number (RFC 7519, 2).
    if type(value) not in (int, float) or not 0 <= value <= _LAST:
        raise refusal(50027, MALFORMED)
    return float(value)
