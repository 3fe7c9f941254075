"""The user's own Terraform or OpenTofu."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

# Write-only arguments, which keep secrets out of the state, came with 1.11 in both.
WANTED = (1, 11)


class TerraformMissing(Exception):
    """No usable binary: the text says what was looked for, what was found and what to do."""


@dataclass(frozen=True, slots=True)
class Binary:
    """A Terraform or OpenTofu. path: the executable; version: as it says itself."""

    path: str
    version: str


def find_binary(environment: Mapping[str, str]) -> Binary:
    """``terraform``, else ``tofu``, from the PATH of environment, 1.11 or newer.

    Raises:
        TerraformMissing: Neither Terraform nor OpenTofu of a sufficient version is on the PATH.
    """
    found: list[str] = []
    for name in ("terraform", "tofu"):
        path = shutil.which(name, path=environment.get("PATH"))
        if path is None:
            continue
        version = _version(path, environment)
        if _numbers(version) >= WANTED:
            return Binary(path, version)
        found.append(f"{path} is {version or 'of an unknown version'}")
    looked = "; ".join(found) or "neither `terraform` nor `tofu` is on the PATH"
    raise TerraformMissing(f"{looked}; expected Terraform or OpenTofu 1.11 or newer. Install one, and try again.")


def _version(path: str, environment: Mapping[str, str]) -> str:
    try:
        said = subprocess.run(
            [path, "version", "-json"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=dict(environment),
        )
        return str(json.loads(said.stdout)["terraform_version"])
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        return ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.partition("-")[0].split(".")[:2] if part.isdigit())
