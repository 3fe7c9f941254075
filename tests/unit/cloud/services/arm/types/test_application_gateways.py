"""Application gateways."""

from typing import Any

import pytest

from tests.arm_scene import Arm

GATEWAY = "Microsoft.Network/applicationGateways/agw"


def body(arm: Arm, **properties: Any) -> dict[str, Any]:
    """The least that makes a gateway."""
    address = {
        "location": "westeurope",
        "sku": {"name": "Standard"},
        "properties": {"publicIPAllocationMethod": "Static"},
    }
    outside = arm.ok("PUT", "Microsoft.Network/publicIPAddresses/pip", address)["id"]
    own = arm.id(GATEWAY)
    usual = {
        "sku": {"name": "Standard_v2", "tier": "Standard_v2", "capacity": 1},
        "gatewayIPConfigurations": [{"name": "ip", "properties": {"subnet": {"id": arm.subnet(name="gw")}}}],
        "frontendIPConfigurations": [{"name": "fe", "properties": {"publicIPAddress": {"id": outside}}}],
        "frontendPorts": [{"name": "p80", "properties": {"port": 80}}],
        "backendAddressPools": [{"name": "be"}],
        "backendHttpSettingsCollection": [{"name": "bhs", "properties": {"port": 80}}],
        "httpListeners": [{"name": "l", "properties": {"frontendPort": {"id": f"{own}/frontendPorts/p80"}}}],
        "requestRoutingRules": [{"name": "r", "properties": {"httpListener": {"id": f"{own}/httpListeners/l"}}}],
    }
    return {"location": "westeurope", "properties": {**usual, **properties}}


def test_every_part_has_an_id(arm: Arm) -> None:
    """Below the gateway's."""
    shown = arm.ok("PUT", GATEWAY, body(arm))

    assert f"{shown['id']}/frontendPorts/p80" == shown["properties"]["frontendPorts"][0]["id"]
    assert "Running" == shown["properties"]["operationalState"]


def test_what_it_stands_on_stays(arm: Arm) -> None:
    """Its subnet and its address."""
    arm.ok("PUT", GATEWAY, body(arm))

    assert (400, "PublicIPAddressCannotBeDeleted") == arm.code("DELETE", "Microsoft.Network/publicIPAddresses/pip")
    assert (400, "InUseSubnetCannotBeDeleted") == arm.code("DELETE", "Microsoft.Network/virtualNetworks/net/subnets/gw")


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({"httpListeners": []}, "ApplicationGatewayMissingRequiredProperty"),
        ({"frontendPorts": None}, "ApplicationGatewayMissingRequiredProperty"),
        ({"frontendPorts": [{"properties": {}}]}, "InvalidRequestFormat"),
        ({"frontendPorts": [{"name": "p81"}]}, "InvalidResourceReference"),
    ],
)
def test_a_gateway_with_a_part_missing_is_refused(arm: Arm, properties: dict[str, Any], code: str) -> None:
    """Parts that name each other are there."""
    assert (400, code) == arm.code("PUT", GATEWAY, body(arm, **properties))


def test_a_gateway_for_tcp_alone_has_no_part_for_http(arm: Arm) -> None:
    """Settings, listeners and rules are of the other kind."""
    own = arm.id(GATEWAY)
    parts = {
        "backendHttpSettingsCollection": [],
        "httpListeners": [],
        "requestRoutingRules": [],
        "backendSettingsCollection": [{"name": "b", "properties": {"port": 1433, "protocol": "Tcp"}}],
        "listeners": [{"name": "l", "properties": {"frontendPort": {"id": f"{own}/frontendPorts/p80"}}}],
        "routingRules": [{"name": "r", "properties": {"listener": {"id": f"{own}/listeners/l"}}}],
    }
    shown = arm.ok("PUT", GATEWAY, body(arm, **parts))

    assert f"{shown['id']}/listeners/l" == shown["properties"]["listeners"][0]["id"]


def test_a_private_key_goes_in_and_never_out(arm: Arm) -> None:
    """Nor its password."""
    certificates = [{"name": "tls", "properties": {"data": "c2VjcmV0LXBmeA==", "password": "pfx-password"}}]
    shown = arm.ok("PUT", GATEWAY, body(arm, sslCertificates=certificates))

    assert "c2VjcmV0LXBmeA==" not in str(shown)
    assert "pfx-password" not in str(shown)
