from __future__ import annotations

import pytest

from aksess.cloud.services.blob.leases import FOR_EVER, LeaseState, after_write, lease_headers, locked, state_at
from aksess.cloud.services.blob.records import Lease

HELD = Lease("one", 15, ends=100.0)


@pytest.mark.parametrize(
    ("lease", "now", "state", "lock"),
    [
        (Lease(), 50, LeaseState.AVAILABLE, False),
        (HELD, 99.9, LeaseState.LEASED, True),
        (HELD, 100, LeaseState.EXPIRED, False),
        (Lease("one", FOR_EVER), 1e9, LeaseState.LEASED, True),
        (Lease("one", FOR_EVER, broken=60), 59, LeaseState.BREAKING, True),
        (Lease("one", FOR_EVER, broken=60), 60, LeaseState.BROKEN, False),
    ],
)
def test_the_state_of_a_lease_follows_from_the_time(lease: Lease, now: float, state: LeaseState, lock: bool) -> None:
    assert (state, lock) == (state_at(lease, now), locked(lease, now))
    assert ("locked" if lock else "unlocked") == dict(lease_headers(lease, now))["x-ms-lease-status"]


def test_a_write_forgets_what_no_longer_holds() -> None:
    assert HELD == after_write(HELD, 99)
    assert Lease() == after_write(HELD, 100)
