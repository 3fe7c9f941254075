"""Lives that are not made and destroyed once: upgraded, deleted and brought back."""

from __future__ import annotations

import pytest

from aksess.testing import LocalAzure
from tests.conformance.terraform.conftest import NewWorkspace
from tests.conformance.terraform.fragments import copy
from tests.conformance.terraform.leftovers import everything
from tests.conformance.terraform.tools import AZURERM_5


def test_a_cluster_is_upgraded_and_its_nodes_replaced(workspace: NewWorkspace) -> None:
    """The provider turns the pools over itself; the cluster and its issuer stay."""
    space = workspace(AZURERM_5)
    copy("lives", ["upgraded"], space.folder)
    space.init()
    space.apply(round="1")
    issuer = space.outputs()["issuer"]
    for number in ("2", "3"):
        space.apply(round=number)
        space.empty_plan(round=number)

    assert issuer == space.outputs()["issuer"]
    space.destroy(round="3")


@pytest.mark.parametrize("part", ["protected", "recovered"])
def test_what_was_deleted_is_brought_back(workspace: NewWorkspace, local_azure: LocalAzure, part: str) -> None:
    """The same files again: vault, secret and store are recovered, not made."""
    space = workspace(AZURERM_5)
    copy("lives", [part], space.folder)
    space.init()
    space.apply()
    space.destroy()
    kept = everything(local_azure)
    space.apply()
    space.empty_plan()

    assert 1 == len(kept["deleted vaults"])
    assert [] == everything(local_azure)["deleted vaults"]
    assert [] == everything(local_azure)["deleted stores"]
