"""azure-mgmt-network: networks and subnets, addresses, security groups, and who still needs them."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import ResourceNotFoundError
from azure.mgmt.network import NetworkManagementClient

from tests.sdk.arm import GROUP, REGION, Arm, refused

SPACE = {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}


@pytest.fixture
def client(arm: Arm) -> Any:
    """The operator's."""
    return arm(NetworkManagementClient)


@pytest.fixture
def network(client: Any) -> Any:
    """A network with a subnet ``pods``, made."""
    subnet = {"name": "pods", "properties": {"addressPrefix": "10.0.0.0/24"}}
    content = {"location": REGION, "properties": {**SPACE, "subnets": [subnet]}}
    return client.virtual_networks.begin_create_or_update(GROUP, "net", content).result()


def test_a_network_lives(client: Any, network: Any) -> None:
    """Created with a subnet, got, tagged, listed, deleted."""
    networks = client.virtual_networks
    tagged = networks.update_tags(GROUP, "net", {"tags": {"a": "b"}})

    assert ("Succeeded", ["pods"]) == (network.provisioning_state, [each.name for each in network.subnets])
    assert {"a": "b"} == tagged.tags
    assert ["net"] == [each.name for each in networks.list(GROUP)] == [each.name for each in networks.list_all()]

    networks.begin_delete(GROUP, "net").result()
    with pytest.raises(ResourceNotFoundError):
        networks.get(GROUP, "net")


def test_a_subnet_lives(client: Any, network: Any) -> None:
    """With the endpoints that vaults ask for; written again, they are those of the last write."""
    subnets = client.subnets
    services = [{"service": "Microsoft.KeyVault"}, {"service": "Microsoft.Storage"}]
    content = {"properties": {"addressPrefix": "10.0.1.0/24", "serviceEndpoints": services}}
    made = subnets.begin_create_or_update(GROUP, "net", "vaults", content).result()
    content["properties"]["serviceEndpoints"] = services[:1]
    again = subnets.begin_create_or_update(GROUP, "net", "vaults", content).result()

    assert ["Microsoft.KeyVault", "Microsoft.Storage"] == [each.service for each in made.service_endpoints]
    assert ["Microsoft.KeyVault"] == [each.service for each in again.service_endpoints]
    assert {"pods", "vaults"} == {each.name for each in subnets.list(GROUP, "net")}

    subnets.begin_delete(GROUP, "net", "vaults").result()
    assert ["pods"] == [each.name for each in client.virtual_networks.get(GROUP, "net").subnets]


def test_a_public_address_lives(client: Any) -> None:
    """Static, with an address at once that stays."""
    content = {
        "location": REGION,
        "sku": {"name": "Standard"},
        "properties": {"publicIPAllocationMethod": "Static"},
    }
    made = client.public_ip_addresses.begin_create_or_update(GROUP, "ip", content).result()

    assert made.ip_address
    assert made.ip_address == client.public_ip_addresses.get(GROUP, "ip").ip_address
    assert ["ip"] == [each.name for each in client.public_ip_addresses.list(GROUP)]

    client.public_ip_addresses.begin_delete(GROUP, "ip").result()
    assert [] == list(client.public_ip_addresses.list_all())


def test_a_security_group_lives(client: Any) -> None:
    """With its rules."""
    rule = {
        "name": "https",
        "properties": {
            "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourcePortRange": "*",
            "destinationPortRange": "443", "sourceAddressPrefix": "*", "destinationAddressPrefix": "*",
        },
    }  # fmt: skip
    content = {"location": REGION, "properties": {"securityRules": [rule]}}
    made = client.network_security_groups.begin_create_or_update(GROUP, "nsg", content).result()

    assert ["https"] == [each.name for each in made.security_rules]

    client.network_security_groups.begin_delete(GROUP, "nsg").result()
    assert [] == list(client.network_security_groups.list(GROUP))


WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "a subnet outside of the network": ("more", {"addressPrefix": "10.9.0.0/24"}),
    "a subnet over another one": ("more", {"addressPrefix": "10.0.0.128/25"}),
    "no prefix": ("more", {"addressPrefix": "10.0.1.1/24"}),
    "no address at all": ("more", {"addressPrefix": "here"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_subnet_that_azure_would_not_take(client: Any, network: Any, case: str) -> None:
    """400, with a code, and the network is as it was."""
    name, properties = WRONG[case]
    status, code = refused(
        lambda: client.subnets.begin_create_or_update(GROUP, "net", name, {"properties": properties}).result()
    )

    assert (400, True) == (status, bool(code))
    assert ["pods"] == [each.name for each in client.subnets.list(GROUP, "net")]


def test_a_subnet_of_a_network_that_is_not_there(client: Any) -> None:
    """The parent is what is missing."""
    content = {"properties": {"addressPrefix": "10.0.0.0/24"}}
    status, _ = refused(lambda: client.subnets.begin_create_or_update(GROUP, "none", "pods", content).result())

    assert 404 == status
