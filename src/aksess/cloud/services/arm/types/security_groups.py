"""Network security groups, NAT gateways and route tables: kept and shown. No packet is looked at.

Microsoft Learn, "Network Security Groups", "NAT Gateways", "Route Tables" (REST).
"""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.services.arm.kind import Codes, Placement, ResourceType, Write
from aksess.cloud.services.arm.types.virtual_networks import ASYNC_VERBS, VERSIONS

# Name: priority, direction, access, source, destination (Microsoft Learn, "Network security groups", default rules).
_DEFAULTS: Final = {
    "AllowVnetInBound": (65000, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork"),
    "AllowAzureLoadBalancerInBound": (65001, "Inbound", "Allow", "AzureLoadBalancer", "*"),
    "DenyAllInBound": (65500, "Inbound", "Deny", "*", "*"),
    "AllowVnetOutBound": (65000, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork"),
    "AllowInternetOutBound": (65001, "Outbound", "Allow", "*", "Internet"),
    "DenyAllOutBound": (65500, "Outbound", "Deny", "*", "*"),
}


def _fill_group(write: Write) -> None:
    properties = write.properties
    _number(write, "securityRules")
    properties["defaultSecurityRules"] = [_default(write, name) for name in _DEFAULTS]
    properties["resourceGuid"] = write.resource.private["uid"]


def _fill_table(write: Write) -> None:
    _number(write, "routes")
    write.properties.setdefault("disableBgpRoutePropagation", False)
    write.properties["resourceGuid"] = write.resource.private["uid"]


def _fill_gateway(write: Write) -> None:
    write.resource.body.setdefault("sku", {"name": "Standard", "tier": "Regional"})
    write.properties.setdefault("idleTimeoutInMinutes", 4)
    write.properties["resourceGuid"] = write.resource.private["uid"]


def _number(write: Write, collection: str) -> None:
    write.properties[collection] = write.reader.objects(collection)
    for reader in write.reader.readers(collection):
        item = reader.content
        item["id"] = f"{write.resource.id}/{collection}/{reader.text('name')}"
        inner = item.get("properties")
        item["properties"] = {**(inner if isinstance(inner, dict) else {}), "provisioningState": "Succeeded"}


def _default(write: Write, name: str) -> dict[str, Any]:
    priority, direction, access, source, destination = _DEFAULTS[name]
    return {
        "id": f"{write.resource.id}/defaultSecurityRules/{name}",
        "name": name,
        "properties": {
            "provisioningState": "Succeeded",
            "protocol": "*",
            "sourcePortRange": "*",
            "destinationPortRange": "*",
            "sourceAddressPrefix": source,
            "destinationAddressPrefix": destination,
            "access": access,
            "priority": priority,
            "direction": direction,
        },
    }


def _network_type(name: str, fill: Any) -> ResourceType:
    return ResourceType(
        name=f"Microsoft.Network/{name}",
        versions=VERSIONS,
        placement=Placement.TRACKED,
        codes=Codes(deleted=202),
        async_verbs=ASYNC_VERBS,
        etag=True,
        before_write=fill,
    )


SECURITY_GROUPS: Final = _network_type("networkSecurityGroups", _fill_group)
ROUTE_TABLES: Final = _network_type("routeTables", _fill_table)
NAT_GATEWAYS: Final = _network_type("natGateways", _fill_gateway)
