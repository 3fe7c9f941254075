"""Firewall rules that name subnets."""

from typing import Any

from tests.arm_scene import Arm


def rules(*subnets: str, **more: Any) -> dict[str, Any]:
    """The properties of a vault that admits these subnets."""
    return {"networkAcls": {"defaultAction": "Deny", "virtualNetworkRules": [{"id": each, **more} for each in subnets]}}


def body(arm: Arm, properties: dict[str, Any]) -> dict[str, Any]:
    """A vault's body."""
    usual = {"tenantId": arm.cloud.settings.tenant, "sku": {"family": "A", "name": "standard"}, "accessPolicies": []}
    return {"location": "westeurope", "properties": {**usual, **properties}}


VAULT = "Microsoft.KeyVault/vaults/widemo-kv"


def test_a_subnet_with_the_endpoint_is_admitted(arm: Arm) -> None:
    """And shown as it was sent."""
    subnet = arm.subnet("Microsoft.KeyVault")
    made = arm.ok("PUT", VAULT, body(arm, rules(subnet)))

    assert [{"id": subnet}] == made["properties"]["networkAcls"]["virtualNetworkRules"]


def test_a_subnet_without_it_is_refused(arm: Arm) -> None:
    """With the words that say what to add, unless the caller says that it may be missing."""
    subnet = arm.subnet("Microsoft.Storage")
    reply = arm("PUT", VAULT, body(arm, rules(subnet)))

    assert (400, "NetworkAclsValidationFailure") == (reply.status, reply.error)
    assert "SubnetsHaveNoServiceEndpointsConfigured" in reply.json()["error"]["message"]
    assert 201 == arm("PUT", VAULT, body(arm, rules(subnet, ignoreMissingVnetServiceEndpoint=True))).status


def test_a_subnet_that_is_not_there_is_refused(arm: Arm) -> None:
    """A rule for nobody would look like protection."""
    subnet = f"{arm.group}/providers/Microsoft.Network/virtualNetworks/net/subnets/none"

    assert (400, "NetworkAclsValidationFailure") == arm.code("PUT", VAULT, body(arm, rules(subnet)))


def test_who_writes_the_rule_may_join_the_subnet(arm: Arm) -> None:
    """A contributor of the vault's group alone may not join somebody else's network."""
    subnet = arm.subnet("Microsoft.KeyVault").replace("widemo", "other")

    assert (403, "LinkedAuthorizationFailed") == arm.code("PUT", VAULT, body(arm, rules(subnet)), who="contributor")


def test_a_rule_that_was_there_is_not_asked_again(arm: Arm) -> None:
    """An update of something else does not fail on it."""
    subnet = arm.subnet("Microsoft.KeyVault")
    arm.ok("PUT", VAULT, body(arm, rules(subnet)))
    arm.subnet()

    assert 200 == arm("PUT", VAULT, body(arm, rules(subnet))).status
