"""A language: its program, what that takes, and how it is made ready once, outside of the source tree."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.cache import CACHE, alone

HERE = Path(__file__).parent
PATIENCE = 600.0

Command = tuple[str, ...]


class Missing(Exception):
    """What a language takes is not here: the reason to skip it."""


@dataclass(frozen=True, slots=True)
class Language:
    """name: of its folder. tools: programs that must be on the PATH. run: the program, to which arguments are added.

    install fetches the pinned clients, from registries; build compiles. Both run in a copy of the folder, once.
    """

    name: str
    run: Command
    tools: Command = ()
    install: tuple[Command, ...] = ()
    build: tuple[Command, ...] = ()

    @property
    def source(self) -> Path:
        """The folder of its program."""
        return HERE / self.name

    def ready(self) -> Path:
        """A folder in which the program can be run. Raises Missing, and CalledProcessError where it does not build."""
        if absent := [tool for tool in self.tools if shutil.which(tool) is None]:
            raise Missing(f"{self.name}: {' and '.join(absent)} not found on the PATH")
        if not self.install and not self.build:
            return self.source
        folder = CACHE / "languages" / f"{self.name}-{self._digest()}"
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder / ".lock"):
            if not (folder / ".ready").exists():
                self._make(folder)
        return folder

    def _make(self, folder: Path) -> None:
        shutil.copytree(self.source, folder, dirs_exist_ok=True)
        for command in self.install:
            fetched = _run(command, folder)
            if fetched.returncode:
                last = " ".join((fetched.stdout + fetched.stderr).split())[-300:]
                raise Missing(f"{self.name}: its clients cannot be had, `{' '.join(command)}` says: {last}")
        for command in self.build:
            _run(command, folder).check_returncode()
        (folder / ".ready").touch()

    def _digest(self) -> str:
        content = hashlib.sha256(repr((self.install, self.build)).encode())
        for path in sorted(self.source.iterdir()):
            content.update(path.name.encode() + path.read_bytes())
        return content.hexdigest()[:12]


def _run(command: Command, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL, check=False
    )


LANGUAGES = (
    Language("curl", ("sh", "read.sh"), ("sh", "sed", "curl")),
    Language(
        "dotnet",
        ("dotnet", "out/Read.dll"),
        ("dotnet",),
        (("dotnet", "restore"),),
        (("dotnet", "build", "--no-restore", "--configuration", "Release", "--output", "out"),),
    ),
    Language("go", ("./read",), ("go",), (("go", "mod", "download"),), (("go", "build", "-o", "read", "."),)),
    Language(
        "java",
        ("java", "-cp", "lib/*:classes", "Read"),
        ("java", "javac", "mvn"),
        (("mvn", "--batch-mode", "--quiet", "dependency:copy-dependencies", "-DoutputDirectory=lib"),),
        (("javac", "-cp", "lib/*", "-d", "classes", "Read.java"),),
    ),
    Language("node", ("node", "read.mjs"), ("node", "npm"), (("npm", "ci", "--omit=optional", "--no-audit"),)),
    Language("python", (sys.executable, "read.py")),
)
