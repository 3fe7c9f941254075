"""What the Terraform tests use: the programs there are, and a folder inside a local Azure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aksess.testing import LocalAzure
from tests.conformance.azure_cli import sign_in
from tests.conformance.terraform.tools import NAMES, Provider, binary, missing
from tests.conformance.terraform.workspace import Workspace

NewWorkspace = Callable[..., Workspace]


@pytest.fixture
def workspace(local_azure: LocalAzure, tmp_path: Path) -> NewWorkspace:
    """Make a folder for a configuration: ``workspace(AZURERM_5, name="terraform")``. Skips where a part is missing."""

    def make(*providers: Provider, program: str = "terraform", folder: str = "root") -> Workspace:
        found = need(program, *providers)
        path = tmp_path / folder
        path.mkdir()
        return Workspace(path, found, local_azure, local_azure.environment())

    return make


def need(program: str, *providers: Provider) -> str:
    """Path of the program; skips, in words, where it or a provider is missing."""
    found = binary(program)
    if found is None:
        pytest.skip(f"`{program}` is not on the PATH (looked for {' and '.join(NAMES)})")
    for provider in providers:
        if why := missing(found, provider):
            pytest.skip(why)
    return found


@pytest.fixture
def azure_cli(local_azure: LocalAzure) -> Callable[[Workspace], None]:
    """Put the real ``az`` on a program's PATH and sign the operator in. Skips where it cannot be had."""
    return lambda space: sign_in(local_azure, space.environment, space.folder)
