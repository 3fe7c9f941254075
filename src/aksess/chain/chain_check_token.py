"""The links of the token itself: key, signature, lifetime."""

from __future__ import annotations

from aksess.chain.evidence import Evidence, Unknown
from aksess.chain.lifetime import OutOfTime, judge_lifetime
from aksess.chain.links import Link
from aksess.chain.matching import Refused


def check_key(evidence: Evidence) -> str | Unknown | Refused:
    """The issuer publishes the key that signed the token."""
    key = evidence.key
    if isinstance(key, Unknown):
        return key
    return key.kid if key.kid in key.published else Refused(Link.KEY, key.kid, key.published)


def check_signature(evidence: Evidence) -> str | Unknown | Refused:
    """The signature is that key's."""
    signature = evidence.signature
    if isinstance(signature, Unknown):
        return signature
    wanted = f"a signature by key {signature.kid}"
    return wanted if signature.good else Refused(Link.SIGNATURE, "another signature", (wanted,))


def check_lifetime(evidence: Evidence) -> str | Unknown | OutOfTime:
    """The token is in force, and short-lived."""
    lifetime = evidence.lifetime
    if isinstance(lifetime, Unknown):
        return lifetime
    verdict = judge_lifetime(lifetime)
    return verdict if isinstance(verdict, OutOfTime) else f"{verdict.seconds_left:.0f} s left"
