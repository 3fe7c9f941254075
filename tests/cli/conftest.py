"""The real ``aksess``, in a directory of its own, with nothing of it left afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(sys.executable).with_name("aksess")
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class ProgramRun:
    """A command that ended."""

    code: int
    out: str
    err: str


class Shell:
    """A working directory in which ``aksess`` is typed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: list[subprocess.Popen[str]] = []
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("ARM_", "AZURE_", "COVERAGE_"))
        }

    def type(self, *words: str, **variables: str) -> ProgramRun:
        """Type ``aksess`` and these words, and wait for the end."""
        ended = subprocess.run(
            [PROGRAM, *words],
            cwd=self.folder,
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return ProgramRun(ended.returncode, ended.stdout, ended.stderr)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Type it and do not wait."""
        started = subprocess.Popen(
            [PROGRAM, *words],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        self._started.append(started)
        return started

    def leave(self) -> None:
        """Whatever still runs is ended, and the local Azure is down."""
        for each in self._started:
            if each.poll() is None:
                each.kill()
                each.communicate()
        self.type("down")

    def status(self) -> dict[str, Any]:
        """``aksess status --json``."""
        found: dict[str, Any] = json.loads(self.type("status", "--json").out)
        return found


@pytest.fixture(scope="session", autouse=True)
def _heeded() -> Iterator[None]:
    """Ctrl-C counts, as for somebody at a terminal: tests in the background are told to ignore it, and hand that on."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A directory, and its local Azure down at the end."""
    shell = Shell(tmp_path)
    yield shell
    shell.leave()


@pytest.fixture
def up(shell: Shell) -> Shell:
    """A directory with a local Azure up and the example in it."""
    return applied(shell)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """One such directory for all tests that change nothing in it."""
    shell = applied(Shell(tmp_path_factory.mktemp("shared")))
    yield shell
    shell.leave()


def applied(shell: Shell) -> Shell:
    """Bring the local Azure of a directory up, with the example in it."""
    (shell.folder / "aksess.yaml").write_text(EXAMPLE)
    ran = shell.type("up", "--apply", "aksess.yaml")
    assert 0 == ran.code, ran.err
    return shell


EXAMPLE = """\
aksess: 1
location: westeurope
resourceGroup: widemo
clusters:
  - name: widemo-aks
vaults:
  - name: widemo-kv
    secrets:
      - {name: my-secret, value: Hello from Key Vault}
workloads:
  - name: wi-api
    serviceAccount: widemo/wi-demo-sa
    access:
      - {to: vault/widemo-kv, as: Key Vault Secrets User}
"""
