"""Walking through data that has holes."""

from __future__ import annotations

from aksess.model.cursor import At
from aksess.model.validation import MISSING


def test_holes_are_skipped_and_paths_kept() -> None:
    """What did not fit is not there, and what did stands where it stood."""
    root = At({"a": [MISSING, {"name": "x"}], "b": ["t", MISSING, "u"], "c": "v", "d": {"e": 1}})

    assert [(("a", 1), "x")] == [(each.path, each.name) for each in root.records("a")]
    assert [("t", ("b", 0)), ("u", ("b", 2))] == list(root.texts("b"))
    assert [("v", ("c",))] == list(root.texts("c"))
    assert At({"e": 1}, ("d",)) == root.inner("d")


def test_what_is_absent_is_empty() -> None:
    """No check has to ask first."""
    root = At({"name": "w", "identity": 7, "serviceAccount": "a/b"})

    assert ([], [], None, "") == (list(root.records("x")), list(root.texts("x")), root.inner("x"), root.text("x"))
    assert "w" == root.identity
    assert [("a/b", ("serviceAccount",))] == list(root.accounts())
    assert root.has("name")
