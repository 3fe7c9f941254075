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


def foreign(allowed: set[str]) -> dict[str, set[str]]:
    """Third-party packages that the package imports and nothing allowed brings, and where."""
    owners, found = packages_distributions(), dict[str, set[str]]()
    for path in sources():
        for top in imported(path):
            if top in sys.stdlib_module_names or top == "aksess":
                continue
            # A namespace such as ``azure`` has many owners.
            if not declared(owners.get(top, [top])) & allowed:
                found.setdefault(top, set()).add(named(path))
    return found


def test_everything_that_is_imported_is_declared() -> None:
    """Otherwise it works here and not where only the runtime is installed. The plugin is loaded by pytest itself."""
    allowed = declared(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["demo"])

    assert {} == {
        name: places
        for name, places in foreign(allowed).items()
        if (name, places) != ("pytest", {"src/aksess/testing/plugin.py"})
    }


def test_everything_that_is_declared_is_imported() -> None:
    """What nothing imports only makes the installation longer."""
    owners = packages_distributions()
    used = {name for path in sources() for top in imported(path) for name in declared(owners.get(top, [top]))}

    assert set() == declared(PROJECT["dependencies"]) - used
