"""A stand-in for the Terraform binary: an executable that says what a test wrote down for it."""

import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aksess.terraform.binary import Binary

Script = Callable[[dict[str, Any]], Binary]

PROGRAM = """#!{python}
import json, os, sys
script = json.load(open({script!r}))
with open({log!r}, "a") as log:
    log.write(json.dumps([os.path.basename(os.getcwd()), *sys.argv[1:]]) + "\\n")
said = script.get(os.path.basename(os.getcwd()) + " " + sys.argv[1], script.get(sys.argv[1], {{}}))
for line in said.get("lines", []):
    print(line if isinstance(line, str) else json.dumps(line))
sys.exit(said.get("exit", 0))
"""


@pytest.fixture
def calls(tmp_path: Path) -> Callable[[], list[list[str]]]:
    """What the stand-in was called with so far: folder and arguments."""
    log = tmp_path / "calls"
    return lambda: [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


@pytest.fixture
def scripted(tmp_path: Path) -> Script:
    """Make a stand-in that answers each subcommand (``"plan"``, or ``"infra plan"``) with lines and an exit code."""

    def make(script: dict[str, Any]) -> Binary:
        (tmp_path / "script.json").write_text(json.dumps(script))
        path = tmp_path / "terraform"
        path.write_text(
            PROGRAM.format(python=sys.executable, script=str(tmp_path / "script.json"), log=str(tmp_path / "calls"))
        )
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return Binary(str(path), "1.11.4")

    return make
