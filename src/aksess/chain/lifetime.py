"""Is a token in force, and does it live shortly enough: the times of an assertion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aksess.chain.links import Link

LONGEST_ASSERTION: Final = 25 * 3600
"""Seconds between ``iat`` and ``exp``, "1.01:00:00" in AADSTS70023 (MicrosoftDocs/azure-docs#86916)."""

SKEW: Final = 300
"""Seconds that the clocks of issuer and reader may differ by: the usual five minutes."""


@dataclass(frozen=True, slots=True)
class Lifetime:
    """The times of a token, seconds since 1970: ``iat``, ``nbf``, ``exp``, and when it is looked at."""

    issued: float
    not_before: float
    expires: float
    now: float


class LifetimeFailure(StrEnum):
    """How a token is out of time."""

    TOO_LONG = "too long"
    NOT_YET = "not yet"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class OutOfTime:
    """A token's times are refused."""

    how: LifetimeFailure
    lifetime: Lifetime

    @property
    def link(self) -> Link:
        """Always LIFETIME."""
        return Link.LIFETIME

    @property
    def found(self) -> str:
        """By how much, in words."""
        times = self.lifetime
        match self.how:
            case LifetimeFailure.TOO_LONG:
                return f"a lifetime of {times.expires - times.issued:.0f} s"
            case LifetimeFailure.NOT_YET:
                return f"in force {max(times.not_before, times.issued) - times.now:.0f} s from now"
            case LifetimeFailure.EXPIRED:
                return f"expired {times.now - times.expires:.0f} s ago"

    @property
    def wanted(self) -> tuple[str, ...]:
        """What would have done."""
        if self.how is LifetimeFailure.TOO_LONG:
            return (f"a lifetime of at most {LONGEST_ASSERTION} s",)
        return ("a token that is in force",)


@dataclass(frozen=True, slots=True)
class InForce:
    """The token's times are good. seconds_left: until it expires."""

    seconds_left: float


def judge_lifetime(
    lifetime: Lifetime, *, longest: float = LONGEST_ASSERTION, skew: float = SKEW
) -> InForce | OutOfTime:
    """Whether a token's times are good.

    (1) it lives no longer than ``longest`` seconds; (2) it is in force already, and issued, ``skew`` seconds aside;
    (3) it has not expired, ``skew`` seconds aside. The limits themselves are good; what is no number is not.
    """
    # (1) short-lived; asked so that NaN, which no comparison holds for, is refused
    if not lifetime.expires - lifetime.issued <= longest:
        return OutOfTime(LifetimeFailure.TOO_LONG, lifetime)
    # (2) in force already
    if not (lifetime.not_before <= lifetime.now + skew and lifetime.issued <= lifetime.now + skew):
        return OutOfTime(LifetimeFailure.NOT_YET, lifetime)
    # (3) not expired
    if not lifetime.now <= lifetime.expires + skew:
        return OutOfTime(LifetimeFailure.EXPIRED, lifetime)
    return InForce(lifetime.expires - lifetime.now)
