"""Commands that a page names are there, with the options that it gives them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from aksess.cli.commands.cluster import COMMANDS as CLUSTER_COMMANDS
from aksess.cli.main import COMMANDS, application
from tests.architecture.tree import named
from tests.documents.pages import pages

CODE = re.compile(r"^```\w*[^\n]*\n(.*?)^```|^ {4}(\S[^\n]*)$|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|[\s(\"'])aksess ([a-z][a-z-]+)([^\n|;&)]*)")
GENERAL = frozenset({"--help", "-h", "--version"})
# Commands that have commands below them.
GROUPS = {"cluster": frozenset(name for name, _ in CLUSTER_COMMANDS)}


def commands(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Each command that the page's code names, with the options in front of ``--``."""
    for found in CODE.finditer(page.read_text()):
        for name, rest in COMMAND.findall(next(each for each in found.groups() if each is not None)):
            words = _words(rest)
            below = name in GROUPS and words and words[0] in GROUPS[name]
            whole = f"{name} {words[0]}" if below else name
            mine = words[: words.index("--")] if "--" in words else words
            yield whole, [word.partition("=")[0] for word in mine if re.fullmatch(r"--?[a-z][\w-]*(=.*)?", word)]


def _words(rest: str) -> list[str]:
    try:
        return shlex.split(rest, comments=True)
    except ValueError:
        return rest.split()


@cache
def options(command: str) -> frozenset[str]:
    """What a command understands."""
    found = application()
    for name in command.split():
        found = found[name]
    if command in GROUPS:
        return GENERAL
    arguments = found.assemble_argument_collection()
    return frozenset(name for argument in arguments for name in argument.names) | GENERAL


@pytest.mark.parametrize("page", pages(), ids=named)
def test_commands_and_options_are_there(page: Path) -> None:
    """A page that tells of another program than this one is wrong."""
    known = {name for name, _ in COMMANDS}
    named_here = list(commands(page))

    assert [] == [name for name, _ in named_here if name.split()[0] not in known]
    assert [] == [f"{name} {option}" for name, given in named_here for option in given if option not in options(name)]


def test_something_is_named() -> None:
    """The patterns find what a reader would."""
    found = {name for page in pages() for name, _ in commands(page)}
    below = {f"{group} {name}" for group, names in GROUPS.items() for name in names}

    assert {name for name, _ in COMMANDS} - {"version", *GROUPS} | below <= found
