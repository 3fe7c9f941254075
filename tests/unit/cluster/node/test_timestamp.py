"""Times as the API server writes them."""

import pytest

from aksess.cluster.node.timestamp import parse_time, to_microsecond, to_second


def test_whole_seconds_come_back_as_they_went() -> None:
    assert 1_760_000_000.0 == parse_time(to_second(1_760_000_000.0))


def test_a_lease_has_microseconds() -> None:
    assert "2025-10-09T08:53:20.250000Z" == to_microsecond(1_760_000_000.25)


@pytest.mark.parametrize(
    "text", ["2025-10-09T08:53:20.5Z", "2025-10-09T08:53:20.500000000Z", "2025-10-09T10:53:20.5+02:00"]
)
def test_any_number_of_digits_and_any_zone_is_read(text: str) -> None:
    assert 1_760_000_000.5 == parse_time(text)


@pytest.mark.parametrize(
    ("text", "said"), [("yesterday", "YESTERDAY"), ("2025-10-09T08:53:20", "expected a time with its zone")]
)
def test_a_time_without_a_zone_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_time(text)
