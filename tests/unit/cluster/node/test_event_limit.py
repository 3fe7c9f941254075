"""How many events an object may have."""

from aksess.cluster.node.event_limit import REMEMBERED, EventLimit


def test_a_burst_is_allowed_and_then_one_every_five_minutes() -> None:
    limit = EventLimit()
    burst = [limit.allows("a", 0.0) for _ in range(26)]

    assert [True] * 25 + [False] == burst
    assert [False, True, False] == [limit.allows("a", 299.0), limit.allows("a", 301.0), limit.allows("a", 302.0)]


def test_objects_do_not_share_their_limit() -> None:
    limit = EventLimit()
    for _ in range(26):
        limit.allows("a", 0.0)

    assert limit.allows("b", 0.0)


def test_only_so_many_objects_are_remembered() -> None:
    limit = EventLimit()
    for _ in range(26):
        limit.allows("a", 0.0)
    for number in range(REMEMBERED):
        limit.allows(str(number), 0.0)

    assert limit.allows("a", 0.0)
