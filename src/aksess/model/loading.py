"""From a file to a model, or to everything that is wrong with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from aksess.model.build import build_model
from aksess.model.checks import check
from aksess.model.cursor import At
from aksess.model.document import DOCUMENT
from aksess.model.nodes import Mark
from aksess.model.problem import Problem, Problems
from aksess.model.problem_collector import ProblemCollector
from aksess.model.syntax import Unreadable, compose
from aksess.model.types import Model
from aksess.model.validation import MISSING, validate

MAX_BYTES: Final = 1 << 20
_TOP: Final = Mark(1, 1)
_START: Final = "write one with `aksess init`"


def load(path: str | os.PathLike[str]) -> Model | Problems:
    """Read aksess.yaml. What keeps the file from being read is a problem too; nothing is raised for it."""
    name = os.fspath(path)
    try:
        with Path(path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return _problem(name, "the file does not exist", _START)
    except IsADirectoryError:
        return _problem(name, "found a directory, expected a file", "name the aksess.yaml in it")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _problem(name, f"the file cannot be read: {reason}", "check its path and permissions")
    if len(content) > MAX_BYTES:
        says = f"the file is larger than {MAX_BYTES >> 20} MiB, expected less"
        return _problem(name, says, "split it: one aksess.yaml for each resource group")
    try:
        return parse(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        before = content[: error.start]
        mark = Mark(before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        says = f"found the byte 0x{content[error.start]:02X}, expected text in UTF-8"
        return _problem(name, says, "save the file as UTF-8", mark)


def parse(text: str, name: str = "aksess.yaml") -> Model | Problems:
    """Read the text of an aksess.yaml. name: of the file, for the problems."""
    found = ProblemCollector(name)
    try:
        node = compose(text, found)
    except Unreadable:
        return Problems(found.sorted)
    if node is None:
        return _problem(name, "the file is empty, expected `aksess: 1` and what it declares", _START)
    data = validate(node, DOCUMENT, (), found)
    if data is not MISSING:
        check(At(data), found)
    if not found.usable:
        return Problems(found.sorted)
    return build_model(data, found.sorted)


def _problem(name: str, says: str, hint: str, mark: Mark = _TOP) -> Problems:
    return Problems((Problem(name, *mark, "", says, hint),))
