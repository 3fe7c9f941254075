"""The operations of RFC 6902 that an answer is made of."""

from __future__ import annotations

from aksess.inject.outcome import AdmissionWarning, WarningCode, add, replace


def test_operations_are_plain_json() -> None:
    """An operation has exactly the members of its kind."""
    assert {"op": "add", "path": "/a/-", "value": 1} == add("/a/-", 1)
    assert {"op": "replace", "path": "/a/0", "value": None} == replace("/a/0", None)


def test_a_caution_reads_as_its_text() -> None:
    """Fit for an admission warning as it is."""
    assert "text" == str(AdmissionWarning(WarningCode.PROXY_OFF, "text"))
