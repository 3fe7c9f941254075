"""What ships imports what it declares, and nothing that only our own tools bring."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.architecture.tree import ROOT, named, parsed, sources

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a file imports."""
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Import(names=names):
                yield from (each.name.partition(".")[0] for each in names)
            case ast.ImportFrom(module=str(module)):
                yield module.partition(".")[0]
            case _:
                pass


def declared(requirements: list[str]) -> set[str]:
    """The names of requirements, as PEP 503 spells them."""
    return {re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", each)[0]).lower() for each in requirements}


def foreign() -> dict[str, set[str]]:
    """Third-party distributions that the package imports, and where."""
    owners, found = packages_distributions(), dict[str, set[str]]()
    for path in sources():
        for top in imported(path):
            if top not in sys.stdlib_module_names and top != "aksess":
                name = owners.get(top, [top])[0].lower().replace("_", "-")
                found.setdefault(name, set()).add(named(path))
    return found


def test_everything_that_is_imported_is_declared() -> None:
    """Otherwise it works here and not where only the runtime is installed."""
    allowed = declared(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["demo"])

    assert {} == {name: places for name, places in foreign().items() if name not in allowed}
