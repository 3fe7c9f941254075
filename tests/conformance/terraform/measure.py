"""Measure the whole life of every resource: ``python -m tests.conformance.terraform.measure [FOLDER…]``.

Prints, as Markdown, what each resource type took by provider version, and each step as a whole.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from aksess.testing import LocalAzure, ServerThread
from tests.conformance.terraform import cycle
from tests.conformance.terraform.fragments import EVERYTHING, lay
from tests.conformance.terraform.tools import binary
from tests.conformance.terraform.waits import fixed
from tests.conformance.terraform.workspace import Workspace

ACTIONS = ("create", "update", "delete")
ADDRESS = re.compile(r"(\w+) (?:data\.)?(\w+)\.")


@dataclass(frozen=True, slots=True)
class Measured:
    """One provider version. types: by type and action, the longest; steps: name and seconds."""

    folder: str
    types: dict[str, dict[str, float]]
    steps: list[tuple[str, float]]


def measure(folder: str) -> Measured:
    """The whole life of everything in a folder beside this file."""
    program = binary("terraform")
    if program is None:
        sys.exit("`terraform` is not on the PATH")
    with ServerThread() as server, LocalAzure(server) as azure, tempfile.TemporaryDirectory() as path:
        space = Workspace(Path(path), program, azure, azure.environment())
        lay(folder, EVERYTHING, space.folder)
        cycle.whole(space)
    types: dict[str, dict[str, float]] = defaultdict(dict)
    for change, seconds in space.elapsed.items():
        found = ADDRESS.match(change)
        if found and found[1] in ACTIONS:
            longest = types[found[2]]
            longest[found[1]] = max(seconds, longest.get(found[1], 0.0))
    return Measured(folder, types, space.took)


def table(measured: list[Measured]) -> str:
    """The rows of the reference page: create / update / delete in seconds, what the provider waits in brackets."""
    kinds = sorted({kind for each in measured for kind in each.types})
    head = ["resource", *(each.folder for each in measured)]
    rows = [[f"`{kind}`", *(_cell(each, kind) for each in measured)] for kind in kinds]
    lines = ["| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows]]
    steps = [f"{each.folder}: " + ", ".join(f"{name} {took:.0f}" for name, took in each.steps) for each in measured]
    return "\n".join([*lines, "", *steps])


def _cell(measured: Measured, kind: str) -> str:
    found = measured.types.get(kind)
    if found is None:
        return ""
    parts = []
    for action in ACTIONS:
        wait = fixed(measured.folder, kind, action)
        taken = f"{found[action]:.0f}" if action in found else "-"
        parts.append(f"{taken} ({wait})" if wait and action in found else taken)
    return " / ".join(parts)


if __name__ == "__main__":
    folders = sys.argv[1:] or ["azurerm-5", "azurerm-4", "azurerm-3", "azuread-3"]
    with ThreadPoolExecutor(len(folders)) as pool:
        sys.stdout.write(table(list(pool.map(measure, folders))) + "\n")
