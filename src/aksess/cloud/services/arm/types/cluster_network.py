"""A cluster's network profile, and the address that its pods are seen by.

Source: Azure/azure-rest-api-specs, specification/containerservice/resource-manager (ContainerServiceNetworkProfile).
"""

from __future__ import annotations

from typing import Any

from aksess.cloud.call import Call
from aksess.cloud.inventory import Resource
from aksess.cloud.services.arm.kind import Write
from aksess.cloud.services.arm.types.network import ADDRESSES, next_address


def fill_network(write: Write, node_group: str) -> None:
    """Complete ``networkProfile``; a load balancer's outbound address is a resource of the node group."""
    network: dict[str, Any] = dict(write.properties.get("networkProfile") or {})
    kept = write.kept.get("networkProfile") or {}
    plugin = network.get("networkPlugin") or kept.get("networkPlugin") or "kubenet"
    overlay = str(network.get("networkPluginMode") or kept.get("networkPluginMode") or "").lower() == "overlay"
    usual: dict[str, Any] = {
        "networkPlugin": plugin,
        "loadBalancerSku": "standard",
        "serviceCidr": "10.0.0.0/16",
        "dnsServiceIP": "10.0.0.10",
        "outboundType": "loadBalancer",
        "ipFamilies": ["IPv4"],
    }
    if plugin == "kubenet" or overlay:
        usual["podCidr"] = "10.244.0.0/16"
    for name, value in usual.items():
        network[name] = network.get(name) or kept.get(name) or value
    network["serviceCidrs"] = [network["serviceCidr"]]
    if network.get("podCidr"):
        network["podCidrs"] = [network["podCidr"]]
    if network["outboundType"] == "loadBalancer":
        network["loadBalancerProfile"] = _balancer(write, network, kept, node_group)
    write.properties["networkProfile"] = network


def _balancer(write: Write, network: dict[str, Any], kept: dict[str, Any], node_group: str) -> dict[str, Any]:
    sent = network.get("loadBalancerProfile") or kept.get("loadBalancerProfile") or {}
    profile = {name: value for name, value in sent.items() if value is not None}
    if not any(profile.get(name) for name in ("managedOutboundIPs", "outboundIPs", "outboundIPPrefixes")):
        profile["managedOutboundIPs"] = {"count": 1}
    profile["effectiveOutboundIPs"] = [{"id": outbound_address(write.call, write.resource, node_group)}]
    profile["backendPoolType"] = profile.get("backendPoolType") or "nodeIPConfiguration"
    return profile


def outbound_address(call: Call, cluster: Resource, node_group: str) -> str:
    """The id of the public address in the node group that the cluster's traffic leaves by."""
    found = next(iter(call.cloud.inventory.of_type(ADDRESSES.name, node_group)), None)
    if found is not None:
        return found.id
    name = call.cloud.chance.uuid()
    address = Resource(
        id=f"{node_group}/providers/{ADDRESSES.name}/{name}",
        name=name,
        type=ADDRESSES.name,
        location=cluster.location,
        tags={},
        properties={
            "ipAddress": next_address(call),
            "publicIPAddressVersion": "IPv4",
            "publicIPAllocationMethod": "Static",
            "idleTimeoutInMinutes": 30,
        },
        body={"sku": {"name": "Standard", "tier": "Regional"}},
        private={"uid": call.cloud.chance.uuid()},
        created=call.now,
        changed=call.now,
    )
    call.cloud.inventory.put(address)
    return address.id
