"""A cluster's network profile. Microsoft Learn, "Managed Clusters - Create Or Update"."""

from __future__ import annotations

import zlib
from ipaddress import IPv4Address, IPv4Network
from typing import Any, Final

from aksess.cloud.inventory import Resource
from aksess.cloud.services.arm.body import object_at, objects_at, text_at
from aksess.cloud.services.arm.faults import bad_request
from aksess.cloud.services.arm.kind import Write

ADDRESS_TYPE: Final = "Microsoft.Network/publicIPAddresses"
_SERVICES: Final = "10.0.0.0/16"
_FIXED: Final = ("networkPlugin", "serviceCidr", "dnsServiceIP", "loadBalancerSku", "podCidr")


def fill_network(write: Write, node_group: str) -> None:
    """Check and complete ``networkProfile``. node_group: id of the group of the nodes. Raises Fault 400."""
    network = object_at(write.properties, "networkProfile", "properties.networkProfile")
    kept: dict[str, Any] = write.kept.get("networkProfile") or {}
    for name in _FIXED:
        if network.get(name) in (None, "") and kept.get(name):
            network[name] = kept[name]
    network["networkPlugin"] = text_at(network, "networkPlugin") or "kubenet"
    network["loadBalancerSku"] = (text_at(network, "loadBalancerSku") or "standard").lower()
    network["outboundType"] = text_at(network, "outboundType") or kept.get("outboundType") or "loadBalancer"
    _fill_ranges(network)
    for name in _FIXED:
        if kept.get(name) and str(network.get(name)).lower() != str(kept[name]).lower():
            raise bad_request("PropertyChangeNotAllowed", f"Changing property 'networkProfile.{name}' is not allowed.")
    _check_dns(network)
    if network["outboundType"] == "loadBalancer" and network["loadBalancerSku"] == "standard":
        network["loadBalancerProfile"] = _balancer(write, object_at(network, "loadBalancerProfile"), node_group)
    else:
        network.pop("loadBalancerProfile", None)
    network.setdefault("ipFamilies", ["IPv4"])
    write.properties["networkProfile"] = network


def _fill_ranges(network: dict[str, Any]) -> None:
    services = text_at(network, "serviceCidr") or _SERVICES
    network["serviceCidr"] = services
    network["serviceCidrs"] = [services]
    range_ = _range(services, "serviceCidr")
    network["dnsServiceIP"] = text_at(network, "dnsServiceIP") or str(range_.network_address + 10)
    own_pods = network["networkPlugin"] in ("kubenet", "none") or _overlay(network)
    if own_pods and network["networkPlugin"] != "none":
        network["podCidr"] = text_at(network, "podCidr") or "10.244.0.0/16"
    if text_at(network, "podCidr"):
        network["podCidrs"] = [network["podCidr"]]
        if _range(network["podCidr"], "podCidr").overlaps(range_):
            raise bad_request(
                "ServiceCidrOverlapExistingSubnetsCidr",
                "The podCidr and the serviceCidr of a cluster must not overlap.",
            )


def _check_dns(network: dict[str, Any]) -> None:
    text, services = network["dnsServiceIP"], IPv4Network(network["serviceCidr"])
    try:
        inside = IPv4Address(text) in services
    except ValueError:
        inside = False
    if not inside:
        raise bad_request(
            "InvalidParameter",
            f"The value of networkProfile.dnsServiceIP is invalid: '{text}' is no address of the serviceCidr "
            f"'{services}'.",
        )


def _overlay(network: dict[str, Any]) -> bool:
    return text_at(network, "networkPluginMode").lower() == "overlay"


def _range(text: str, name: str) -> IPv4Network:
    try:
        return IPv4Network(text)
    except ValueError as error:
        raise bad_request("InvalidParameter", f"The value of networkProfile.{name} is no range: '{text}'.") from error


def _balancer(write: Write, sent: dict[str, Any], node_group: str) -> dict[str, Any]:
    given = objects_at(object_at(sent, "outboundIPs"), "publicIPs") + objects_at(
        object_at(sent, "outboundIPPrefixes"), "publicIPPrefixes"
    )
    if given:
        effective = [{"id": text_at(each, "id")} for each in given]
        sent.pop("managedOutboundIPs", None)
    else:
        managed = object_at(sent, "managedOutboundIPs")
        sent["managedOutboundIPs"] = {**managed, "count": managed.get("count") or 1}
        effective = [{"id": f"{node_group}/providers/{ADDRESS_TYPE}/{outbound_name(write.resource)}"}]
    sent["effectiveOutboundIPs"] = effective
    sent["backendPoolType"] = text_at(sent, "backendPoolType") or "nodeIPConfiguration"
    return sent


def outbound_name(cluster: Resource) -> str:
    """The name of the address that a cluster's own load balancer calls from: a GUID, as AKS names it."""
    return str(cluster.private["uid"])


def outbound_address(write: Write, node_group: str) -> Resource:
    """That address, as AKS makes it in the group of the nodes."""
    name = outbound_name(write.resource)
    return Resource(
        id=f"{node_group}/providers/{ADDRESS_TYPE}/{name}",
        name=name,
        type=ADDRESS_TYPE,
        location=write.resource.location,
        tags={"aks-managed-cluster-name": write.resource.name, "aks-managed-type": "aks-slb-managed-outbound-ip"},
        properties={
            # TEST-NET-2 (RFC 5737), the same one for the life of the cluster.
            "ipAddress": f"198.51.100.{zlib.crc32(write.resource.id.lower().encode()) % 254 + 1}",
            "publicIPAllocationMethod": "Static",
            "publicIPAddressVersion": "IPv4",
            "idleTimeoutInMinutes": 30,
        },
        body={"sku": {"name": "Standard", "tier": "Regional"}},
        private={"uid": name},
        created=write.call.now,
        changed=write.call.now,
    )
