"""Record what a provider asks and what makes it content: ``python -m tests.conformance.terraform.record [FOLDER…]``.

Runs the whole life of every resource of a folder beside this file with the real provider, and writes
``tests/recorded/FOLDER.json``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from aksess.testing import LocalAzure, ServerThread
from tests.conformance.terraform import cycle
from tests.conformance.terraform.fragments import copy, parts, usual
from tests.conformance.terraform.tools import binary
from tests.conformance.terraform.workspace import Workspace
from tests.recorded.recording import RecordingPipeline, save, steps

NEWEST = "azurerm-5"
TARGET = Path(__file__).parents[2] / "recorded"


def record(folder: str) -> None:
    """One provider version, together."""
    program = binary("terraform")
    if program is None:
        sys.exit("`terraform` is not on the PATH")
    pipeline = RecordingPipeline()
    with ServerThread(pipeline) as server, LocalAzure(server) as azure, tempfile.TemporaryDirectory() as path:
        space = Workspace(Path(path), program, azure, azure.environment())
        # Of the newest version all there is, of the others what is promised: they ask nearly the same.
        copy(folder, parts(folder) if folder == NEWEST else usual(folder), space.folder)
        space.init()
        cycle.made_and_changed(space)
        cycle.imported(space)
        space.destroy(round="2")
        save(TARGET / f"{folder}.json", steps(pipeline.calls, azure.settings))


if __name__ == "__main__":
    for name in sys.argv[1:] or ("azurerm-5", "azurerm-4", "azurerm-3", "azuread-3"):
        record(name)
