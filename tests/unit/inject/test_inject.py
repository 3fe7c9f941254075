"""What the package offers, and what its manual says."""

from __future__ import annotations

import re
from pathlib import Path

import aksess.inject
from aksess.inject import WarningCode

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "admission.md").read_text()


def test_the_example_in_the_manual_runs() -> None:
    """It asserts what it says."""
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(block, "admission.md", "exec"), {})


def test_every_caution_is_in_the_manual() -> None:
    """In the order of the enumeration."""
    listed = re.findall(r"^\| `([a-z-]+)` \|", PAGE.partition("## Cautions")[2], re.MULTILINE)

    assert [code.value for code in WarningCode] == listed


def test_everything_that_is_offered_is_there() -> None:
    """No name without a thing."""
    assert [] == [name for name in aksess.inject.__all__ if not hasattr(aksess.inject, name)]
