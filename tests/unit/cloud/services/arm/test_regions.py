"""Regions by name."""

import pytest

from aksess.azure_facts.regions import OTHER_CLOUDS, REGIONS
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm.regions import known_region, normal_region


@pytest.mark.parametrize("text", ["westeurope", "West Europe", "WESTEUROPE", "west europe"])
def test_a_region_is_known_by_either_of_its_names(text: str) -> None:
    """And shown by the short one."""
    assert "westeurope" == known_region(text, "Microsoft.KeyVault/vaults")


def test_the_short_name_is_made_from_the_long_one() -> None:
    """For every region of the table."""
    assert {} == {name: shown for name, (shown, _, _) in REGIONS.items() if normal_region(shown) != name}


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("Microsoft.KeyVault/vaults", "LocationNotAvailableForResourceType"),
        ("Microsoft.Resources/resourceGroups", "LocationNotAvailableForResourceGroup"),
    ],
)
def test_another_region_is_refused_with_the_list(kind: str, code: str) -> None:
    """So that a reader can pick one."""
    with pytest.raises(Fault) as refused:
        known_region("atlantis", kind)

    assert code == refused.value.code
    assert "westeurope" in refused.value.message


@pytest.mark.parametrize("region", sorted(OTHER_CLOUDS))
def test_a_region_of_another_cloud_is_refused(region: str) -> None:
    """aksess.yaml refuses the same regions."""
    with pytest.raises(Fault):
        known_region(region, "Microsoft.KeyVault/vaults")
