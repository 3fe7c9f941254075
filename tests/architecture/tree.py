"""The repository as these tests see it: its Python files, parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "aksess"
TESTS = ROOT / "tests"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources() -> list[Path]:
    """What ships."""
    return sorted(PACKAGE.rglob("*.py"))


def python_files() -> list[Path]:
    """Everything that we wrote in Python."""
    folders = (PACKAGE, TESTS, ROOT / "bench", ROOT / "tools", ROOT / "examples")
    return sorted(path for folder in folders if folder.is_dir() for path in folder.rglob("*.py"))


def named(path: Path) -> str:
    """A file as the repository names it."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(), str(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file."""
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines_of(node: Function) -> int:
    """How long a function is, from ``def`` to its last line."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
