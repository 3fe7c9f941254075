"""The regions of the public cloud, and those of others."""

from __future__ import annotations

from aksess.azure_facts.regions import OTHER_CLOUDS, REGIONS, WITHOUT_FEDERATED_CREDENTIALS


def test_the_regions_of_other_clouds_are_not_those_of_the_public_one() -> None:
    assert "westeurope" in REGIONS
    assert "usgovvirginia" in OTHER_CLOUDS
    assert set() == OTHER_CLOUDS & REGIONS.keys()


def test_regions_without_federated_credentials_are_regions_or_to_be() -> None:
    assert {"malaysiasouth"} == WITHOUT_FEDERATED_CREDENTIALS - REGIONS.keys()
