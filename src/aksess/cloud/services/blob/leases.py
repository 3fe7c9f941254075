"""Leases on containers and blobs: who holds one, and what it keeps others from.

Microsoft Learn, "Lease Blob", "Outcomes of lease operations on blobs by lease state". Times are Unix seconds.
"""

from __future__ import annotations

from enum import StrEnum

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.blob.records import Lease
from aksess.cloud.storage.errors import refusal

FOR_EVER = -1
SHORTEST, LONGEST = 15, 60


class LeaseState(StrEnum):
    """The states of a lease, as ``x-ms-lease-state`` spells them."""

    AVAILABLE = "available"
    LEASED = "leased"
    EXPIRED = "expired"
    BREAKING = "breaking"
    BROKEN = "broken"


def state_at(lease: Lease, now: float) -> LeaseState:
    """The state of a lease at a time."""
    if not lease.id:
        return LeaseState.AVAILABLE
    if lease.broken:
        return LeaseState.BREAKING if now < lease.broken else LeaseState.BROKEN
    if lease.duration != FOR_EVER and now >= lease.ends:
        return LeaseState.EXPIRED
    return LeaseState.LEASED


def locked(lease: Lease, now: float) -> bool:
    """Whether a lease keeps writers out."""
    return state_at(lease, now) in (LeaseState.LEASED, LeaseState.BREAKING)


def lease_headers(lease: Lease, now: float) -> list[tuple[str, str]]:
    """The headers that show a lease; never its id."""
    state = state_at(lease, now)
    found = [("x-ms-lease-status", "locked" if locked(lease, now) else "unlocked"), ("x-ms-lease-state", state.value)]
    if state is LeaseState.LEASED:
        found.append(("x-ms-lease-duration", "infinite" if lease.duration == FOR_EVER else "fixed"))
    return found


def check_lease(call: Call, lease: Lease, noun: str, *, writes: bool) -> None:
    """Raise Fault(412) where a lease keeps a call out. noun: ``Blob`` or ``Container``.

    A reader need not name the lease, but one who names it must name it right.
    """
    given = str(call.headers.get("x-ms-lease-id") or "").lower()
    state = state_at(lease, call.now)
    if not given:
        if writes and locked(lease, call.now):
            raise refusal("LeaseIdMissing")
        return
    if state is LeaseState.AVAILABLE:
        raise refusal(f"LeaseNotPresentWith{noun}Operation")
    if given != lease.id.lower():
        raise refusal(f"LeaseIdMismatchWith{noun}Operation")
    if state in (LeaseState.EXPIRED, LeaseState.BROKEN):
        raise refusal("LeaseLost")


def after_write(lease: Lease, now: float) -> Lease:
    """What is left of a lease after the blob was written: one that has run out or is broken is forgotten."""
    return lease if locked(lease, now) else Lease()
