"""Whole numbers as Go reads them."""

from __future__ import annotations

import pytest

from aksess.inject.numbers import NotNumber, parse_int


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3600", 3600),
        ("+3600", 3600),
        ("-5", -5),
        ("0007", 7),
        ("0" * 5000 + "1", 1),
        ("2147483647", 2**31 - 1),
    ],
)
def test_signed_decimals_are_read(text: str, number: int) -> None:
    """Signs and leading zeros are allowed."""
    assert number == parse_int(text, 32)


@pytest.mark.parametrize("text", ["", " 1", "1 ", "1_000", "3600s", "0x10", "1.0", "١٢", "--1", "+", "1\n"])
def test_what_python_would_take_and_go_does_not_is_no_number(text: str) -> None:
    """White space, underscores, units and other scripts' digits are refused in Go's words."""
    found = parse_int(text, 64)

    assert isinstance(found, NotNumber)
    assert found.reason.startswith('strconv.ParseInt: parsing "')
    assert found.reason.endswith(": invalid syntax")


@pytest.mark.parametrize("text", ["2147483648", "-2147483649", "9" * 100_000])
def test_too_large_is_told_apart_from_malformed(text: str) -> None:
    """A number of more bits is out of range, however long its text, and the answer stays short."""
    found = parse_int(text, 32)

    assert isinstance(found, NotNumber)
    assert found.reason.endswith(": value out of range")
    assert len(found.reason) < 150


def test_the_smallest_number_of_a_size_is_read() -> None:
    """The lower bound is inclusive."""
    assert -(2**31) == parse_int("-2147483648", 32)
