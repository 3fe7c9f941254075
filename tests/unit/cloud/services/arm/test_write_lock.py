"""One holder at a time."""

import pytest

from aksess.cloud.cloud import Cloud
from aksess.cloud.services.arm.write_lock import WriteLock


def test_a_name_is_held_by_one(cloud: Cloud) -> None:
    """Until it lets go, whatever happens inside."""
    busy = WriteLock(cloud)
    with busy.hold("a") as first, busy.hold("a") as second, busy.hold("b") as other:
        held = (first, second, other)
    with pytest.raises(ValueError, match="inside"), busy.hold("a"):
        raise ValueError("inside")
    with busy.hold("a") as again:
        pass

    assert ((True, False, True), True) == (held, again)


def test_who_was_turned_away_lets_nobody_else_in(cloud: Cloud) -> None:
    """Leaving without having held changes nothing."""
    busy = WriteLock(cloud)
    with busy.hold("a"):
        with busy.hold("a"):
            pass
        with busy.hold("a") as third:
            assert not third
