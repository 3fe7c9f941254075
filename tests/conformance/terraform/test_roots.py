"""The two roots that ``aksess init`` writes, applied by the real provider from the file that they read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aksess.model import EXAMPLE, Model, parse
from aksess.terraform.binary import Binary
from aksess.terraform.both_roots import Finished, Report, Roots, Skipped, Stopped
from aksess.terraform.probe import unreachable
from aksess.terraform.scaffold import scaffold
from aksess.terraform.secret_values import Target, terraform_secrets
from aksess.testing import LocalAzure
from tests.conformance.terraform.clouds import as_seen
from tests.conformance.terraform.conftest import need
from tests.conformance.terraform.leftovers import everything
from tests.conformance.terraform.tools import AZURERM_5, HTTP_3

FULL = (Path(__file__).parent / "roots" / "aksess.yaml").read_text(encoding="utf-8")
FILES = [pytest.param(EXAMPLE.read_text(encoding="utf-8"), id="example"), pytest.param(FULL, id="full")]


def roots(azure: LocalAzure, folder: Path, text: str) -> Roots:
    """Both roots as they are written, with the file beside them."""
    program = need("terraform", AZURERM_5, HTTP_3)
    scaffold(folder, text)
    model = parse(text)
    assert isinstance(model, Model)
    secrets = terraform_secrets(model, os.environ, Target.LOCAL)
    environment = {**azure.environment(), **secrets.variables}
    return Roots(
        folder, Binary(program, ""), environment, lambda root, line: None, lambda url: unreachable(url, environment)
    )


def first(reports: list[Report]) -> Report:
    """What became of the infrastructure."""
    found = next(each for each in reports if each.root == "infra")
    assert not isinstance(found, Stopped), found.failed.words
    return found


@pytest.mark.parametrize("text", FILES)
def test_both_ways_give_the_same_cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """What Terraform makes of the file is what ``aksess up --apply`` makes of it; it stays so, and goes whole."""
    monkeypatch.setenv("AKSESS_SECRET_FROM_OUTSIDE", "from the environment")
    with LocalAzure() as direct:
        (tmp_path / "aksess.yaml").write_text(text, encoding="utf-8")
        direct.apply(tmp_path / "aksess.yaml")
        wanted = as_seen(direct)
    with LocalAzure() as azure:
        before = everything(azure)
        both = roots(azure, tmp_path / "roots", text)

        reports = both.apply()
        assert isinstance(first(reports), Finished)
        assert isinstance(reports[1], Skipped)
        assert wanted == as_seen(azure)

        assert Finished("infra", (0, 0, 0)) == first(both.apply())
        both.destroy()
        assert before == everything(azure)


CLOSED = """\
aksess: 1
location: westeurope
resourceGroup: widemo
vaults: [{name: widemo-kv, secrets: [{name: my-secret, value: x}], network: {addresses: [caller]}}]
storageAccounts: [{name: widemostore, network: {addresses: [caller]}}]
"""


def test_rules_that_the_file_no_longer_names_go(tmp_path: Path) -> None:
    """The provider leaves rules that a configuration does not name: the roots have to say that there are none."""
    opened = CLOSED.replace(", network: {addresses: [caller]}", "")
    with LocalAzure(apply=opened) as direct:
        wanted = as_seen(direct)
    with LocalAzure() as azure:
        both = roots(azure, tmp_path, CLOSED)
        assert isinstance(first(both.apply()), Finished)
        (tmp_path / "aksess.yaml").write_text(opened, encoding="utf-8")

        assert isinstance(first(both.apply()), Finished)
        assert wanted == as_seen(azure)
        assert Finished("infra", (0, 0, 0)) == first(both.apply())
