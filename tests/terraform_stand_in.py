"""A stand-in for the Terraform binary: an executable that says what a test wrote down for it."""

from __future__ import annotations

import json
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = """#!{python}
import json, os, sys
EMPTY = {{"output": [{{}}], "show": [{{"format_version": "1.0"}}]}}
script = json.load(open({script!r}))
folder = os.path.basename(os.getcwd())
kept = {{name: os.environ.get(name, "") for name in {seen!r}}}
with open({log!r}, "a") as log:
    log.write(json.dumps({{"call": [folder, *sys.argv[1:]], "environment": kept}}) + "\\n")
said = script.get(folder + " " + sys.argv[1], script.get(sys.argv[1], {{}}))
for line in said.get("warned", []):
    print(line, file=sys.stderr)
for line in said.get("lines", EMPTY.get(sys.argv[1], [])):
    print(line if isinstance(line, str) else json.dumps(line))
sys.exit(said.get("exit", 0))
"""
SEEN = ("TF_VAR_secrets", "ARM_SUBSCRIPTION_ID", "ARM_CLIENT_ID", "HTTPS_PROXY", "AKSESS_SECRET_MY_SECRET")


@dataclass(frozen=True, slots=True)
class StandIn:
    """An executable ``terraform`` in a folder. script: answers by subcommand, or by ``"infra plan"``."""

    folder: Path
    script: dict[str, Any]

    @property
    def path(self) -> Path:
        """The executable."""
        return self.folder / "terraform"

    def write(self) -> StandIn:
        """Make it. Each answer: lines (text, or an event), warned (on the other stream), exit; else no state."""
        script, log = self.folder / "script.json", self.folder / "calls"
        version = {"version": {"lines": [{"terraform_version": "1.11.4"}]}}
        script.write_text(json.dumps({**version, **self.script}))
        self.path.write_text(PROGRAM.format(python=sys.executable, script=str(script), log=str(log), seen=SEEN))
        self.path.chmod(self.path.stat().st_mode | stat.S_IXUSR)
        return self

    def calls(self) -> list[list[str]]:
        """What it was called with so far: folder and arguments."""
        return [each["call"] for each in self._log()]

    def environment(self, folder: str, step: str) -> dict[str, str]:
        """What it saw of its environment in a step."""
        found: dict[str, str] = next(each["environment"] for each in self._log() if each["call"][:2] == [folder, step])
        return found

    def _log(self) -> list[dict[str, Any]]:
        log = self.folder / "calls"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
