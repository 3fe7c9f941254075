from __future__ import annotations

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.storage.conditions import Conditions, State, check_read, check_write

THERE = State('"0x1"', 1_795_470_467.9)
BEFORE, AT, AFTER = (
    "Mon, 23 Nov 2026 21:47:46 GMT",
    "Mon, 23 Nov 2026 21:47:47 GMT",
    "Mon, 23 Nov 2026 21:47:48 GMT",
)


def conditions(match: str = "", none_match: str = "", modified: str = "", unmodified: str = "") -> Conditions:
    return Conditions(match, none_match, modified, unmodified)


def status_of(check: str, given: Conditions, state: State | None = THERE) -> int:
    """The status that a check refuses with, 200 where it does not."""
    try:
        if check == "write":
            check_write(given, state)
        elif state is not None:
            check_read(given, state)
    except Fault as fault:
        return fault.status
    return 200


@pytest.mark.parametrize(
    ("given", "reads", "writes"),
    [
        (conditions(), 200, 200),
        (conditions(match='"0x1"'), 200, 200),
        (conditions(match="0x1"), 200, 200),
        (conditions(match='"0x2", "0x1"'), 200, 200),
        (conditions(match="*"), 200, 200),
        (conditions(match='"0x2"'), 412, 412),
        (conditions(none_match='"0x1"'), 304, 412),
        (conditions(none_match='"0x2"'), 200, 200),
        (conditions(none_match="*"), 304, 409),
        (conditions(modified=BEFORE), 200, 200),
        (conditions(modified=AT), 304, 412),
        (conditions(modified=AFTER), 304, 412),
        (conditions(unmodified=BEFORE), 412, 412),
        (conditions(unmodified=AT), 200, 200),
        (conditions(match='"0x1"', unmodified=BEFORE), 200, 200),
        (conditions(none_match='"0x2"', modified=AFTER), 200, 200),
    ],
)
def test_conditions_on_what_is_there(given: Conditions, reads: int, writes: int) -> None:
    """Dates compare in whole seconds; where a tag is given it decides alone."""
    assert reads == status_of("read", given)
    assert writes == status_of("write", given)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (conditions(), 200),
        (conditions(none_match="*"), 200),
        (conditions(match="*"), 412),
        (conditions(match='"0x1"'), 412),
        (conditions(modified=AFTER), 200),
    ],
)
def test_conditions_where_nothing_is_there(given: Conditions, status: int) -> None:
    assert status == status_of("write", given, None)


def test_a_date_that_is_none_is_a_bad_request() -> None:
    assert 400 == status_of("read", conditions(modified="yesterday"))
