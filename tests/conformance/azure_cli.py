"""The real ``az``, from its package, in an environment of its own that is made once and kept in the user's cache."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from aksess.testing import LocalAzure
from tests.conformance.program import run

PACKAGE = "azure-cli==2.91.0"
HOME = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "aksess" / "azure-cli"
PATIENCE = 1200.0


def sign_in(azure: LocalAzure, environment: dict[str, str], folder: Path) -> None:
    """Put ``az`` on a program's PATH and sign the operator in. Skips where ``az`` cannot be had."""
    found = home()
    if isinstance(found, str):
        pytest.skip(found)
    environment["PATH"] = f"{found}{os.pathsep}{environment['PATH']}"
    operator = azure.operator
    words = ["az", "login", "--service-principal", "--username", operator.client_id, "--password"]
    ran = run(
        [*words, operator.client_secret, "--tenant", operator.tenant, "--output", "none"], folder, environment, 120
    )
    assert 0 == ran.code, ran.said


def home() -> Path | str:
    """Where ``az`` is; where it is not and cannot be installed, why."""
    found = shutil.which("az")
    if found is not None:
        return Path(found).parent
    HOME.parent.mkdir(parents=True, exist_ok=True)
    with (HOME.parent / "azure-cli.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _installed()


def _installed() -> Path | str:
    program = HOME / "bin" / "az"
    if program.exists():
        return program.parent
    venv.create(HOME, with_pip=True, symlinks=True)
    pip = [str(HOME / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", PACKAGE]
    try:
        done = subprocess.run(pip, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f"pip did not install {PACKAGE} in {PATIENCE:.0f} s"
    if done.returncode or not program.exists():
        return f"pip cannot install {PACKAGE} for Python {sys.version.split()[0]}: {done.stderr.strip()[-300:]}"
    return program.parent
