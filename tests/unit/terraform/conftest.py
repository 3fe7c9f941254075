"""Terraform that says what a test wrote down for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aksess.terraform.binary import Binary
from tests.terraform_stand_in import StandIn

Script = Callable[[dict[str, Any]], Binary]


@pytest.fixture
def calls(tmp_path: Path) -> Callable[[], list[list[str]]]:
    """What the stand-in was called with so far: folder and arguments."""
    return lambda: StandIn(tmp_path, {}).calls()


@pytest.fixture
def scripted(tmp_path: Path) -> Script:
    """Make a stand-in that answers each subcommand (``"plan"``, or ``"infra plan"``) with lines and an exit code."""
    return lambda script: Binary(str(StandIn(tmp_path, script).write().path), "1.11.4")
