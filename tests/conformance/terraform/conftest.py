"""What the Terraform tests use: the programs there are, and a folder inside a local Azure."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from aksess.testing import LocalAzure
from tests.conformance.terraform.azure_cli import folder
from tests.conformance.terraform.program import run
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

    def sign_in(space: Workspace) -> None:
        found = folder()
        if isinstance(found, str):
            pytest.skip(found)
        space.environment["PATH"] = f"{found}{os.pathsep}{space.environment['PATH']}"
        operator = local_azure.operator
        login = ["az", "login", "--service-principal", "--username", operator.client_id]
        login += ["--password", operator.client_secret, "--tenant", operator.tenant, "--output", "none"]
        ran = run(login, space.folder, space.environment, 120)
        assert 0 == ran.code, ran.said

    return sign_in
