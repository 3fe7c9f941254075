"""Which Terraform there is, and which providers its ``init`` can find: a registry, or the user's own mirror."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.cache import CACHE, alone
from tests.conformance.program import ProgramRun, run

NAMES = ("terraform", "tofu")
# Nobody's product: a place where a provider that was downloaded once is found again.
PLUGINS = CACHE / "terraform-plugins"
INIT_PATIENCE = 300.0


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider and the versions that are wanted of it, as ``required_providers`` says it."""

    name: str
    version: str

    @property
    def block(self) -> str:
        """The ``terraform`` block that asks for it."""
        wanted = f'{{ source = "hashicorp/{self.name}", version = "{self.version}" }}'
        return f"terraform {{\n  required_providers {{\n    {self.name} = {wanted}\n  }}\n}}\n"


AZURERM_5 = Provider("azurerm", "~> 5.2")
AZURERM_4 = Provider("azurerm", "~> 4.81")
AZURERM_3 = Provider("azurerm", "~> 3.117")
AZUREAD_3 = Provider("azuread", "~> 3.9")
HTTP_3 = Provider("http", "~> 3.6")


@functools.cache
def binary(name: str) -> str | None:
    """Path of ``terraform`` or ``tofu``, None where there is none."""
    return shutil.which(name)


def init(program: str, folder: Path, environment: dict[str, str], *arguments: str) -> ProgramRun:
    """``init``, one at a time on this machine: a plugin cache is not safe for two."""
    PLUGINS.mkdir(parents=True, exist_ok=True)
    with alone(PLUGINS / ".lock"):
        # Without a lock file Terraform would lay each provider into the cache anew, under others that are running it.
        cached = {"TF_PLUGIN_CACHE_DIR": str(PLUGINS), "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE": "true"}
        wanted = {**environment, **cached, "CHECKPOINT_DISABLE": "1"}
        return run([program, "init", "-no-color", "-input=false", *arguments], folder, wanted, INIT_PATIENCE)


@functools.cache
def missing(program: str, provider: Provider) -> str:
    """Why ``init`` cannot find a provider, "" where it can."""
    with tempfile.TemporaryDirectory(prefix="aksess-init-") as folder:
        (Path(folder) / "main.tf").write_text(provider.block)
        ran = init(program, Path(folder), dict(os.environ))
    if ran.code == 0:
        return ""
    words = " ".join(ran.said.replace("│", " ").split())
    return f"`terraform init` finds no hashicorp/{provider.name} {provider.version}: {words[-300:]}"
