"""The real ``az``, from its package."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aksess.testing import LocalAzure
from tests.conformance.packaged import folder_of
from tests.conformance.program import run

PACKAGE = "azure-cli==2.91.0"


def sign_in(azure: LocalAzure, environment: dict[str, str], folder: Path) -> None:
    """Put ``az`` on a program's PATH and sign the operator in. Skips where ``az`` cannot be had."""
    found = folder_of("az", PACKAGE)
    if isinstance(found, str):
        pytest.skip(found)
    environment["PATH"] = f"{found}{os.pathsep}{environment['PATH']}"
    operator = azure.operator
    words = ["az", "login", "--service-principal", "--username", operator.client_id, "--password"]
    ran = run(
        [*words, operator.client_secret, "--tenant", operator.tenant, "--output", "none"], folder, environment, 120
    )
    assert 0 == ran.code, ran.said
