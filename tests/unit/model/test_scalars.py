"""Unquoted words, as this program and Terraform's yamldecode read them."""

from __future__ import annotations

import pytest

from aksess.model.scalars import Ambiguous, Value, resolve


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("FALSE", False),
        ("0", 0),
        ("-12", -12),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.30", 1.3),
        ("1.30.4", "1.30.4"),
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("10.0.0.1", "10.0.0.1"),
        ("203.0.113.7/32", "203.0.113.7/32"),
        ("westeurope", "westeurope"),
        ("nobody", "nobody"),
        ("-", "-"),
        ("+x", "+x"),
        ("app:color", "app:color"),
        ("11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-555555555555"),
    ],
)
def test_words_that_all_readers_agree_about(text: str, value: Value) -> None:
    """Null, booleans, decimal numbers, text."""
    assert value == resolve(text)
    assert type(value) is type(resolve(text))


@pytest.mark.parametrize("text", ["yes", "No", "ON", "off", "y", "N"])
def test_old_booleans_are_ambiguous(text: str) -> None:
    """Text in YAML 1.2, booleans to Terraform."""
    assert Ambiguous("a boolean") == resolve(text)


@pytest.mark.parametrize("text", ["0777", "0x1F", "0o17", "0b1", "1_000", ".inf", "-.INF", ".nan"])
def test_odd_numbers_are_ambiguous(text: str) -> None:
    """Numbers to some readers, in different ways."""
    assert Ambiguous("a number") == resolve(text)


@pytest.mark.parametrize("text", ["2026-11-23", "2026-1-2", "2026-11-23T10:00:00Z", "2026-11-23 10:00:00"])
def test_dates_are_ambiguous(text: str) -> None:
    """Terraform rewrites them."""
    assert Ambiguous("a date") == resolve(text)
