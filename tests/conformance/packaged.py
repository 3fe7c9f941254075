"""Programs that come as Python packages, each in an environment of its own, made once and kept in the user's cache."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tests.conformance.cache import CACHE, alone

PATIENCE = 1200.0


def folder_of(program: str, package: str) -> Path | str:
    """Where a program is; where it is not and cannot be installed, why. package: a pin, ``"azure-cli==2.91.0"``."""
    found = shutil.which(program)
    if found is not None:
        return Path(found).parent
    CACHE.mkdir(parents=True, exist_ok=True)
    name = package.partition("==")[0]
    with alone(CACHE / f"{name}.lock"):
        return _installed(CACHE / name, program, package)


def _installed(home: Path, program: str, package: str) -> Path | str:
    binaries = home / "bin"
    if (binaries / program).exists():
        return binaries
    venv.create(home, with_pip=True, symlinks=True)
    pip = [str(binaries / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", package]
    try:
        done = subprocess.run(pip, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f"pip did not install {package} in {PATIENCE:.0f} s"
    if done.returncode or not (binaries / program).exists():
        return f"pip cannot install {package} for Python {sys.version.split()[0]}: {done.stderr.strip()[-300:]}"
    return binaries
