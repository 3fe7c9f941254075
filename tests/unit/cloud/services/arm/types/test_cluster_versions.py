"""Kubernetes versions."""

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm.types.cluster_versions import checked_version, upgrades
from tests.arm_scene import Arm


@pytest.mark.parametrize(
    ("asked", "before", "wanted"),
    [
        ("", "", "1.33.7"),
        ("1.32", "", "1.32"),
        ("1.27.7", "", "1.27.7"),
        ("", "1.32", "1.32"),
        ("1.33", "1.32.5", "1.33"),
        ("1.33", "1.33.7", "1.33"),
    ],
)
def test_a_version_is_taken_as_it_is_asked_for(asked: str, before: str, wanted: str) -> None:
    """Older ones too."""
    assert wanted == checked_version(asked, before)


@pytest.mark.parametrize(("asked", "before"), [("1.32", "1.33.7"), ("1.33.1", "1.33.7"), ("1.9", "1.10")])
def test_a_cluster_does_not_step_back(asked: str, before: str) -> None:
    """Versions are numbers, not texts."""
    with pytest.raises(Fault) as refused:
        checked_version(asked, before)

    assert "OperationNotAllowed" == refused.value.code


def test_what_is_offered_is_listed(arm: Arm) -> None:
    """With its upgrades."""
    found = arm.ok("GET", "~/providers/Microsoft.ContainerService/locations/westeurope/kubernetesVersions")["values"]

    assert ["1.33"] == [each["version"] for each in found if each["isDefault"]]
    assert [{"kubernetesVersion": "1.34.7"}] == upgrades("1.33.2")


def test_terraform_finds_the_same_under_the_old_name(arm: Arm) -> None:
    """One of them the default."""
    found = arm.ok("GET", "~/providers/Microsoft.ContainerService/locations/westeurope/orchestrators")
    offers = found["properties"]["orchestrators"]

    assert ["1.33.7"] == [each["orchestratorVersion"] for each in offers if each["default"]]
    assert ["1.33.7", "1.34.7"] == [each["orchestratorVersion"] for each in offers[0]["upgrades"]]
