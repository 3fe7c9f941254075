"""Times as the API server writes them (RFC 3339)."""

from __future__ import annotations

from datetime import UTC, datetime


def to_second(moment: float) -> str:
    """``metav1.Time``: whole seconds."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_microsecond(moment: float) -> str:
    """``metav1.MicroTime``."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_time(text: str) -> float:
    """Unix seconds. Fractions of a second may have any number of digits.

    Raises:
        ValueError: the text is not an RFC 3339 time.
    """
    head, dot, rest = text.strip().upper().partition(".")
    if dot:
        digits = len(rest) - len(rest.lstrip("0123456789"))
        head, rest = head + rest[digits:], rest[:digits]
    whole = datetime.fromisoformat(head)
    if whole.tzinfo is None:
        raise ValueError(f"found {text!r}, expected a time with its zone, such as 2026-01-02T03:04:05Z")
    return whole.timestamp() + (float(f"0.{rest}") if dot and rest else 0.0)
