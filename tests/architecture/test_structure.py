"""What every file of the repository keeps to."""

from __future__ import annotations

import ast
import re

from tests.architecture.tree import ROOT, TESTS, functions, lines_of, named, parsed, python_files, sources

MOST_LINES_IN_A_FILE = 300
MOST_LINES_IN_A_FUNCTION = 40
EMPTY_NAMES = frozenset({"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"})
# Microsoft Graph calls the resource so: GET /users/{id}/manager.
FIELDS_OWN = frozenset({"operations_manager", "test_operations_manager"})
# What puts work or a check off.
PUT_OFF = re.compile(r"\bTODO\b|\bFIXME\b|\bXXX\b|NotImplementedError|# *type: *ignore|# *noqa|pragma: *no *cover")
PATCHES = re.compile(r"\bunittest\.mock\b|\bmonkeypatch\.setattr\b|\btime\.sleep\(")


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    """300 lines at most, tests too."""
    lengths = {named(path): len(path.read_text().splitlines()) for path in python_files()}

    assert {} == {name: length for name, length in lengths.items() if length > MOST_LINES_IN_A_FILE}


def test_no_function_is_longer_than_a_screen() -> None:
    """40 lines at most, docstring included."""
    lengths = {
        f"{named(path)}:{node.lineno} {node.name}": lines_of(node)
        for path in python_files()
        for node in functions(path)
    }

    assert {} == {name: length for name, length in lengths.items() if length > MOST_LINES_IN_A_FUNCTION}


def test_no_name_says_nothing() -> None:
    """A file is named for its one reason; ``utils`` has none."""
    named_files = [path for path in python_files() if path.stem not in FIELDS_OWN]
    words = {named(path): set(re.split(r"[/_.]", named(path))) for path in named_files}

    assert {} == {name: found & EMPTY_NAMES for name, found in words.items() if found & EMPTY_NAMES}


def test_nothing_that_ships_is_put_off() -> None:
    """No unfinished branch and no check that is switched off for a line."""
    found = {
        f"{named(path)}:{number}": line.strip()
        for path in sources()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if PUT_OFF.search(line)
    }

    assert {} == found


def test_tests_neither_sleep_nor_patch() -> None:
    """Time and collaborators are handed in, so there is nothing to wait for and nothing to patch."""
    found = {
        f"{named(path)}:{number}": line.strip()
        for path in sorted(TESTS.rglob("*.py"))
        if path.parent.name != "architecture"
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if PATCHES.search(line)
    }

    assert {} == found


def test_every_test_says_what_it_proves() -> None:
    """A test's name is a sentence of four words or more, or its docstring says the rest."""
    silent = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in sorted(TESTS.rglob("test_*.py"))
        for node in functions(path)
        if node.name.startswith("test_") and len(node.name.split("_")) < 5 and ast.get_docstring(node) is None
    ]

    assert [] == silent


def test_no_module_keeps_state() -> None:
    """No module-level name is rebound with ``global``: what changes lives in an object that is handed in."""
    found = [
        f"{named(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Global)
    ]

    assert [] == found


def test_there_is_one_lock() -> None:
    """requirements/*.txt, and no second tool's opinion."""
    assert not (ROOT / "uv.lock").exists()
    assert not (ROOT / "poetry.lock").exists()
