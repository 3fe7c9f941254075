"""What clients ask first."""

import pytest

from tests.arm_scene import Arm


@pytest.mark.parametrize("path", ["//metadata/endpoints", "/metadata/endpoints"])
def test_where_to_sign_in_is_told_before_signing_in(arm: Arm, path: str) -> None:
    """With the double slash that Go clients send."""
    reply = arm.ask("GET", f"https://management.azure.com{path}?api-version=2022-09-01")

    assert 200 == reply.status
    assert "https://login.microsoftonline.com" == reply.json()["authentication"]["loginEndpoint"]


def test_the_endpoints_have_had_three_shapes(arm: Arm) -> None:
    """Each API version its own."""
    old = arm.ok("GET", "/metadata/endpoints", version="2018-01-01")
    several = arm.ok("GET", "/metadata/endpoints", version="2019-05-01")

    assert "westeurope" in old["cloudEndpoint"]["public"]["locations"]
    assert ["AzureCloud"] == [each["name"] for each in several]


def test_a_subscription_says_its_tenant(arm: Arm) -> None:
    """And is listed for whoever has a role in it."""
    shown = arm.ok("GET", "~")
    listed = arm.ok("GET", "/subscriptions", who="reader")["value"]

    assert (arm.cloud.settings.tenant, "Enabled") == (shown["tenantId"], shown["state"])
    assert [shown["subscriptionId"]] == [each["subscriptionId"] for each in listed]
    assert [] == arm.ok("GET", "/subscriptions", who="nobody")["value"]


def test_the_tenant_is_listed(arm: Arm) -> None:
    """As ``az login`` asks for it."""
    assert [arm.cloud.settings.tenant] == [each["tenantId"] for each in arm.ok("GET", "/tenants")["value"]]


def test_locations_are_listed_with_their_zones(arm: Arm) -> None:
    """Those that have any."""
    found = {each["name"]: each for each in arm.ok("GET", "~/locations")["value"]}

    assert "West Europe" == found["westeurope"]["displayName"]
    assert ["1", "2", "3"] == [each["logicalZone"] for each in found["westeurope"]["availabilityZoneMappings"]]
    assert "availabilityZoneMappings" not in found["westus"]
