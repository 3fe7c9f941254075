"""Every Terraform file that we write: formatted, valid, and in order where a scanner looks at it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from aksess.terraform.scaffold import scaffold
from tests.conformance.packaged import folder_of
from tests.conformance.program import run
from tests.conformance.terraform.conftest import need
from tests.conformance.terraform.fragments import HERE
from tests.conformance.terraform.tools import init

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted({path.parent for path in (ROOT / "examples").rglob("*.tf")})
FRAGMENTS = sorted({path.parent for path in HERE.glob("*/base.tf")})
SCAFFOLD = ROOT / "src" / "aksess" / "terraform" / "roots"
FOLDERS = [*EXAMPLES, *FRAGMENTS, SCAFFOLD / "infra", SCAFFOLD / "workloads"]
CHECKOV = "checkov==3.3.30"
MODEL = "aksess: 1\nlocation: westeurope\nresourceGroup: widemo\n"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_configuration_is_formatted_and_valid(folder: Path, tmp_path: Path) -> None:
    """By ``terraform fmt -check`` and ``terraform validate``, with the providers' own schemas."""
    program, environment = need("terraform"), dict(os.environ)
    copy = tmp_path / "infra"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".terraform*"))
    (tmp_path / "aksess.yaml").write_text(MODEL)

    assert "" == run([program, "fmt", "-check", "-diff"], copy, environment, 60).printed
    made = init(program, copy, environment, "-backend=false")
    if made.code and "Failed to query available provider packages" in made.said:
        pytest.skip(f"`terraform init` finds no providers: {' '.join(made.said.split())[-300:]}")
    assert 0 == made.code, made.said
    valid = run([program, "validate", "-no-color"], copy, environment, 120)
    assert 0 == valid.code, valid.said


def test_a_scanner_has_nothing_to_say_about_the_roots(tmp_path: Path) -> None:
    """checkov: what is skipped is explained beside it."""
    found = folder_of("checkov", CHECKOV)
    if isinstance(found, str):
        pytest.skip(found)
    scaffold(tmp_path, MODEL)
    words = [
        str(found / "checkov"),
        "--directory",
        ".",
        "--framework",
        "terraform",
        "--compact",
        "--quiet",
        "--skip-download",
    ]

    ran = run(words, tmp_path, dict(os.environ), 300)

    assert 0 == ran.code, ran.said


def test_every_skip_of_a_scanner_says_why() -> None:
    """``checkov:skip=ID:reason``."""
    lines = [
        line for path in SCAFFOLD.rglob("*.tf") for line in path.read_text().splitlines() if "checkov:skip" in line
    ]

    assert [] == [line for line in lines if len(line.partition("skip=")[2].partition(":")[2]) < 10]
