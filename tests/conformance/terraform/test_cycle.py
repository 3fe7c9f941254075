"""Every resource, alone and together, through its whole life, by the real providers."""

from __future__ import annotations

import pytest

from tests.conformance.terraform import cycle
from tests.conformance.terraform.conftest import NewWorkspace
from tests.conformance.terraform.fragments import EVERYTHING, lay, smallest
from tests.conformance.terraform.tools import AZUREAD_3, AZURERM_3, AZURERM_4, AZURERM_5, Provider

FOLDERS = {"azurerm-5": AZURERM_5, "azurerm-4": AZURERM_4, "azurerm-3": AZURERM_3, "azuread-3": AZUREAD_3}
TOGETHER = [pytest.param(folder, id=folder) for folder in FOLDERS]
ALONE = [pytest.param(folder, part, id=f"{folder}-{part}") for folder in FOLDERS for part in smallest(folder)]


@pytest.mark.parametrize("folder", TOGETHER)
def test_every_resource_in_one_configuration_lives_its_whole_life(workspace: NewWorkspace, folder: str) -> None:
    """Apply, empty plan, update in place, empty plan, import, empty plan, destroy: nothing is left."""
    provider: Provider = FOLDERS[folder]
    space = workspace(provider)
    lay(folder, EVERYTHING, space.folder)

    cycle.whole(space)


@pytest.mark.parametrize(("folder", "part"), ALONE)
def test_each_resource_alone_lives_its_whole_life(workspace: NewWorkspace, folder: str, part: str) -> None:
    """With no more beside it than it refers to."""
    space = workspace(FOLDERS[folder])
    lay(folder, part, space.folder)

    cycle.whole(space)


@pytest.mark.parametrize("folder", TOGETHER)
def test_opentofu_does_it_too(workspace: NewWorkspace, folder: str) -> None:
    """Where OpenTofu is there, with the same files and the same providers."""
    space = workspace(FOLDERS[folder], program="tofu")
    lay(folder, EVERYTHING, space.folder)

    cycle.whole(space)
