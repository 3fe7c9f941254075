"""The configurations beside this file: one folder a provider version, each file a part with what it needs.

A part's first line ``# needs: a b`` names the parts that it refers to; ``base.tf`` is always there. The variable
``round`` is 1 to create and 2 to update in place.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
EVERYTHING = "everything"


def parts(folder: str) -> list[str]:
    """Names of a folder's parts, without its base."""
    return sorted(path.stem for path in (HERE / folder).glob("*.tf") if path.stem != "base")


def closure(folder: str, part: str) -> set[str]:
    """A part and all that it needs."""
    if part == EVERYTHING:
        return set(parts(folder))
    found, waiting = {part}, [part]
    while waiting:
        new = needs(folder, waiting.pop()) - found
        found |= new
        waiting.extend(new)
    return found


def needs(folder: str, part: str) -> set[str]:
    """The parts that the first line of a part names."""
    first = (HERE / folder / f"{part}.tf").read_text().splitlines()[0]
    return set(first.removeprefix("# needs:").split()) if first.startswith("# needs:") else set()


def lay(folder: str, part: str, target: Path) -> None:
    """Copy the base and a part with its needs."""
    copy(folder, closure(folder, part), target)


def copy(folder: str, names: Iterable[str], target: Path) -> None:
    """Copy the base and these parts."""
    for name in {"base", *names}:
        shutil.copy(HERE / folder / f"{name}.tf", target)


def usual(folder: str) -> list[str]:
    """The parts of what the product promises, without those of the other choices."""
    return [name for name in parts(folder) if not name.startswith("more") and name != "lookups"]


def smallest(folder: str) -> list[str]:
    """The parts that no other part contains: run alone, they run every part with as little as it needs."""
    contained = {name for each in parts(folder) for name in closure(folder, each) - {each}}
    return [name for name in parts(folder) if name not in contained]
