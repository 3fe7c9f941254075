"""A cluster's network profile. Microsoft Learn, "Managed Clusters - Create Or Update"."""

from __future__ import annotations

import zlib
from typing import Any, Final

from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.kind import Write
from aksess.cloud.services.arm.types.cluster_ranges import check_ranges, fill_ranges

ADDRESS_TYPE: Final = "Microsoft.Network/publicIPAddresses"
_FIXED: Final = ("networkPlugin", "serviceCidr", "dnsServiceIP", "loadBalancerSku", "podCidr")
# Of these, what may change where pods move to an overlay.
_MOVED: Final = ("networkPlugin", "podCidr")


def fill_network(write: Write, node_group: str) -> None:
    """Check and complete ``networkProfile``. node_group: id of the group of the nodes. Raises Fault 400."""
    network = write.reader.object("networkProfile").content
    kept: dict[str, Any] = write.kept.get("networkProfile") or {}
    for name in _FIXED:
        if network.get(name) in (None, "") and kept.get(name):
            network[name] = kept[name]
    network["networkPlugin"] = BodyReader(network).text("networkPlugin") or "kubenet"
    network["loadBalancerSku"] = (BodyReader(network).text("loadBalancerSku") or "standard").lower()
    network["outboundType"] = BodyReader(network).text("outboundType") or kept.get("outboundType") or "loadBalancer"
    fill_ranges(network, kept)
    _check_fixed(network, kept)
    check_ranges(network)
    if network["outboundType"] == "loadBalancer" and network["loadBalancerSku"] == "standard":
        network["loadBalancerProfile"] = _balancer(
            write, BodyReader(network).object("loadBalancerProfile").content, node_group
        )
    else:
        network.pop("loadBalancerProfile", None)
    write.properties["networkProfile"] = network


def _check_fixed(network: dict[str, Any], kept: dict[str, Any]) -> None:
    """Raise Fault 400 PropertyChangeNotAllowed. Pods move to an overlay only, with a range of their own.

    Microsoft Learn, "Update Azure CNI IPAM mode and data plane technology for existing AKS clusters".
    """
    for name in _FIXED:
        was, now = str(kept.get(name) or "").lower(), str(network.get(name)).lower()
        if was and was != now and not (name in _MOVED and _moves(network, kept)):
            raise bad_request("PropertyChangeNotAllowed", f"Changing property 'networkProfile.{name}' is not allowed.")


def _moves(network: dict[str, Any], kept: dict[str, Any]) -> bool:
    return not _overlay(kept) and _overlay(network) and BodyReader(network).text("networkPlugin").lower() == "azure"


def _overlay(network: dict[str, Any]) -> bool:
    return BodyReader(network).text("networkPluginMode").lower() == "overlay"


def _balancer(write: Write, sent: dict[str, Any], node_group: str) -> dict[str, Any]:
    given = BodyReader(sent).object("outboundIPs").objects("publicIPs") + BodyReader(sent).object(
        "outboundIPPrefixes"
    ).objects("publicIPPrefixes")
    if given:
        effective = [{"id": BodyReader(each).text("id")} for each in given]
        sent.pop("managedOutboundIPs", None)
    else:
        managed = BodyReader(sent).object("managedOutboundIPs").content
        sent["managedOutboundIPs"] = {**managed, "count": managed.get("count") or 1}
        effective = [{"id": f"{node_group}/providers/{ADDRESS_TYPE}/{outbound_name(write.resource)}"}]
    sent["effectiveOutboundIPs"] = effective
    sent["backendPoolType"] = BodyReader(sent).text("backendPoolType") or "nodeIPConfiguration"
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
