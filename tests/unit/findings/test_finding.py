"""A finding, and how its values are filled in."""

from __future__ import annotations

from aksess.chain import Link
from aksess.findings import Finding, RenderedFinding, Severity, render

FINDING = Finding(
    "WI000", Link.ISSUER, Severity.ERROR, "found `{found}`, expected {wanted}", "a typo", "write `{candidate}`", "x"
)


def test_the_page_is_named_after_the_code() -> None:
    """A link that is printed leads there."""
    assert "docs/reference/findings/WI000.md" == FINDING.see


def test_values_are_filled_in() -> None:
    """Several that are wanted are listed; the candidate is the near one."""
    told = render(FINDING, found="a", wanted=("b", "c"), candidate="c")

    assert RenderedFinding(FINDING, "found `a`, expected b, c", "write `c`") == told


def test_the_only_value_wanted_is_the_candidate() -> None:
    """There is no other."""
    assert "write `b`" == render(FINDING, found="a", wanted=("b",)).remedy


def test_what_is_not_known_shows_as_such() -> None:
    """And not as an empty pair of quotes."""
    assert RenderedFinding(FINDING, "found `…`, expected …", "write `…`") == render(FINDING)


def test_values_are_not_read_as_templates() -> None:
    """What came off a wire stays what it is."""
    assert "found `{wanted}`, expected {0}" == render(FINDING, found="{wanted}", wanted=("{0}",)).text
