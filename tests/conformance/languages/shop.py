"""A local Azure as its users have one: the ``aksess`` command, a folder, an aksess.yaml."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.languages.language import HERE, Language

AKSESS = Path(sys.executable).with_name("aksess")
PATIENCE = 120.0
MESSAGES = 30
# What any program needs to start. Everything else comes from `aksess run`: nothing is set by hand.
KEPT = ("HOME", "PATH", "TMPDIR")

VAULT, STORE, ACCOUNT = "languages-kv", "languages-appcs", "languagesst"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: exit code, what it printed, what it said on stderr."""

    code: int
    printed: str
    said: str


@dataclass(frozen=True, slots=True)
class Shop:
    """data: the folder of the local Azure."""

    data: Path

    def open(self) -> None:
        """Start it, apply ``aksess.yaml``, and put a blob and messages there."""
        up = self._aksess(Path.cwd(), "up", "--data", str(self.data), "--apply", str(HERE / "aksess.yaml"))
        assert 0 == up.code, up.said
        write = (sys.executable, "write.py", ACCOUNT, str(MESSAGES))
        wrote = self.run_as("shop/writer", write, HERE / "python")
        assert 0 == wrote.code, wrote.said

    def close(self) -> None:
        """Stop it."""
        self._aksess(Path.cwd(), "down", "--data", str(self.data))

    def read(self, language: Language, as_: str, *options: str) -> Ended:
        """Run a language's program as a pod with that service account. Raises Missing."""
        folder = language.ready()
        return self.run_as(as_, (*language.run, VAULT, STORE, ACCOUNT), folder, *options)

    def run_as(self, as_: str, command: tuple[str, ...], folder: Path, *options: str) -> Ended:
        """``aksess run --as``, in that folder. options: of ``aksess run``."""
        return self._aksess(folder, "run", "--data", str(self.data), "--as", as_, *options, "--", *command)

    def client_id(self, as_: str) -> str:
        """Of the identity that a service account speaks for."""
        return self.run_as(as_, ("printenv", "AZURE_CLIENT_ID"), Path.cwd()).printed.strip()

    def _aksess(self, folder: Path, *arguments: str) -> Ended:
        ran = subprocess.run(
            [str(AKSESS), *arguments],
            cwd=folder,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return Ended(ran.returncode, ran.stdout, ran.stderr)
