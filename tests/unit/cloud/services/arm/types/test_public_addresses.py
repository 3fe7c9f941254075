"""Public addresses."""

import pytest

from tests.arm_scene import Arm

ADDRESS = "Microsoft.Network/publicIPAddresses/pip"


def body(method: str, sku: str = "Standard", **properties: object) -> dict[str, object]:
    """An address."""
    allocation = {"publicIPAllocationMethod": method, **properties}
    return {"location": "westeurope", "sku": {"name": sku}, "properties": allocation}


def test_a_static_address_is_there_at_once_and_stays(arm: Arm) -> None:
    """No two have the same."""
    first = arm.ok("PUT", ADDRESS, body("Static"))["properties"]["ipAddress"]
    again = arm.ok("PUT", ADDRESS, body("Static", ipAddress="8.8.8.8"))["properties"]["ipAddress"]
    others = {arm.ok("PUT", f"{ADDRESS}-{n}", body("Static"))["properties"]["ipAddress"] for n in range(20)}

    assert first == again
    assert 20 == len(others - {first})


def test_a_dynamic_one_comes_when_it_is_used(arm: Arm) -> None:
    """And a standard one is never dynamic."""
    shown = arm.ok("PUT", ADDRESS, body("Dynamic", "Basic"))["properties"]

    assert "ipAddress" not in shown
    assert (400, "PublicIPAddressWithStandardSkuMustUseStaticAllocation") == arm.code("PUT", ADDRESS, body("Dynamic"))


@pytest.mark.parametrize(("label", "name"), [("Widemo", "widemo.westeurope.cloudapp.azure.com")])
def test_a_label_becomes_a_name(arm: Arm, label: str, name: str) -> None:
    """In its region."""
    shown = arm.ok("PUT", ADDRESS, body("Static", dnsSettings={"domainNameLabel": label}))

    assert name == shown["properties"]["dnsSettings"]["fqdn"]
