"""Resource providers."""

import pytest

from tests.arm_scene import Arm


def test_every_provider_is_registered(arm: Arm) -> None:
    """So that no client waits for one."""
    listed = arm.ok("GET", "~/providers")["value"]

    assert {"Registered"} == {each["registrationState"] for each in listed}
    assert {"Microsoft.KeyVault", "Microsoft.ContainerService", "Microsoft.Web"} <= {
        each["namespace"] for each in listed
    }


@pytest.mark.parametrize(("method", "tail"), [("GET", ""), ("POST", "/register")])
def test_a_provider_says_its_types_and_their_versions(arm: Arm, method: str, tail: str) -> None:
    """Clients that know only an id look its API version up here."""
    found = arm.ok(method, f"~/providers/microsoft.keyvault{tail}")
    vaults = next(each for each in found["resourceTypes"] if each["resourceType"] == "vaults")

    assert "Microsoft.KeyVault" == found["namespace"]
    assert "2026-02-01" in vaults["apiVersions"]
    assert "West Europe" in vaults["locations"]
