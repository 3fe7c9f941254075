"""Somebody who does what a page says, in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.documents.likeness import alike
from tests.documents.pages import Block, Typed, typed

PATIENCE = 900.0


@dataclass(frozen=True, slots=True)
class Reader:
    """folder: where they are. has: what is found on their machine beside aksess."""

    folder: Path
    has: frozenset[str] = frozenset()

    def read(self, block: Block) -> None:
        """Do what one block says. Raises AssertionError where something else comes out."""
        match block.verb:
            case "file" | "append":
                path = self.folder / block.said.split()[1]
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("w" if block.verb == "file" else "a") as file:
                    file.write(block.text)
            case "run" if block.options.get("needs", "") in ("", *self.has):
                self._type(block)
            case _:
                pass

    def leave(self) -> None:
        """Stop what was started."""
        self.type("aksess down")

    def _type(self, block: Block) -> None:
        commands = typed(block)
        assert commands, f"nothing to type in:\n{block.text}"
        for each in commands:
            wanted = int(block.options.get("exit", "0")) if each is commands[-1] else 0
            self._compare(each, wanted)

    def _compare(self, each: Typed, code: int) -> None:
        ran = self.type(each.command)
        assert ran.returncode == code, f"$ {each.command}\n{ran.stdout}\nended with {ran.returncode}, not {code}"
        shown = "\n".join(each.answer)
        assert alike(each.answer, ran.stdout), f"$ {each.command}\n{ran.stdout}\nis not what is shown:\n{shown}"

    def type(self, command: str) -> subprocess.CompletedProcess[str]:
        """One command, with both of its outputs as one."""
        return subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self._environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def _environment(self, own: Mapping[str, str]) -> dict[str, str]:
        found = f"{Path(sys.executable).parent}{os.pathsep}{own.get('PATH', '')}"
        return {**own, "PATH": found, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1"}
