"""Microsoft.Network: virtual networks and their subnets, public addresses, application gateways.

Nothing is routed here. What counts is who may use which subnet (network rules name it by id) and that a client reads
back what it wrote. Source: Azure/azure-rest-api-specs, specification/network/resource-manager.
"""

from __future__ import annotations

import ipaddress
from typing import Any

from aksess.cloud.call import Call
from aksess.cloud.fault import Fault
from aksess.cloud.inventory import Resource
from aksess.cloud.services.arm.body import objects_at
from aksess.cloud.services.arm.faults import bad_request
from aksess.cloud.services.arm.kind import Codes, Place, ResourceType, Verb, Write

VERSIONS = ("2025-01-01", "2024-05-01", "2023-11-01", "2022-07-01")
WAITS = frozenset({Verb.PUT, Verb.DELETE})
CODES = Codes(deleted=202)
SUBNET_TYPE = "Microsoft.Network/virtualNetworks/subnets"
# Azure hands out its own addresses; these belong to documentation and to nobody (RFC 5737).
PUBLIC_RANGE = ipaddress.ip_network("198.51.100.0/24")


def _fill_network(write: Write) -> None:
    spaces = write.properties.get("addressSpace", {}).get("addressPrefixes") or []
    for each in spaces:
        _network(each, "addressPrefixes")
    write.properties.pop("subnets", None)
    write.properties.setdefault("resourceGuid", write.kept.get("resourceGuid") or write.call.cloud.chance.uuid())
    write.properties.setdefault("enableDdosProtection", False)


def _write_subnets(write: Write) -> None:
    """A virtual network that is sent with its subnets has those and no others."""
    sent = write.sent.get("properties") or {}
    if sent.get("subnets") is None:
        return
    inventory = write.call.cloud.inventory
    wanted = {str(each.get("name", "")): each for each in objects_at(sent, "subnets", "properties.subnets")}
    for subnet in list(inventory.of_type(SUBNET_TYPE, write.resource.id)):
        if subnet.name not in wanted:
            inventory.delete(subnet.id)
    for name, each in wanted.items():
        _put_subnet(write, name, each)


def _put_subnet(write: Write, name: str, sent: dict[str, Any]) -> None:
    call = write.call
    before = call.cloud.inventory.get(f"{write.resource.id}/subnets/{name}")
    call.cloud.inventory.put(
        Resource(
            id=before.id if before else f"{write.resource.id}/subnets/{name}",
            name=before.name if before else name,
            type=SUBNET_TYPE,
            properties=dict(sent.get("properties") or {}),
            private=before.private if before else {"uid": call.cloud.chance.uuid()},
            created=before.created if before else call.now,
            changed=call.now,
            etag=call.cloud.chance.uuid(),
        )
    )


def _show_network(call: Call, resource: Resource) -> Resource:
    resource.properties["subnets"] = [
        {
            "id": each.id,
            "name": each.name,
            "type": each.type,
            "etag": f'W/"{each.etag}"',
            "properties": {**each.properties, "provisioningState": "Succeeded"},
        }
        for each in call.cloud.inventory.of_type(SUBNET_TYPE, resource.id)
    ]
    return resource


def _fill_subnet(write: Write) -> None:
    properties = write.properties
    prefixes = [properties["addressPrefix"]] if properties.get("addressPrefix") else properties.get("addressPrefixes")
    if not prefixes:
        raise bad_request("InvalidRequestFormat", "Subnet must have an address prefix.")
    network_id = write.resource.id.rpartition("/subnets/")[0]
    network = write.call.cloud.inventory.get(network_id)
    spaces = [] if network is None else network.properties.get("addressSpace", {}).get("addressPrefixes") or []
    for prefix in prefixes:
        _check_inside(write, prefix, spaces)
        _check_apart(write, prefix, network_id)


def _check_inside(write: Write, prefix: str, spaces: list[str]) -> None:
    own = _network(prefix, "addressPrefix")
    if not any(_within(own, space) for space in map(_plain_network, spaces)):
        raise bad_request(
            "NetcfgInvalidSubnet",
            f"Subnet '{write.resource.name}' is not valid because its IP address range is outside the IP address range "
            f"of virtual network '{write.resource.id.split('/')[8]}'.",
        )


def _check_apart(write: Write, prefix: str, network_id: str) -> None:
    own = _network(prefix, "addressPrefix")
    for other in write.call.cloud.inventory.of_type(SUBNET_TYPE, network_id):
        taken = other.properties.get("addressPrefixes") or [other.properties.get("addressPrefix")]
        if other.id.lower() != write.resource.id.lower() and any(
            own.overlaps(_plain_network(each)) for each in taken if each
        ):
            raise bad_request(
                "NetcfgSubnetRangesOverlap",
                f"Subnet '{write.resource.name}' is not valid because its IP address range overlaps with that of an "
                f"existing subnet in virtual network '{network_id.rpartition('/')[2]}'.",
            )


def _subnet_in_use(call: Call, resource: Resource) -> Fault | None:
    """A subnet with nodes or a gateway in it stays."""
    wanted = resource.id.lower()
    for user in (*call.cloud.inventory.of_type("Microsoft.ContainerService/managedClusters/agentPools"),):
        if str(user.properties.get("vnetSubnetID") or "").lower() == wanted:
            return _in_use(resource, user)
    for gateway in call.cloud.inventory.of_type("Microsoft.Network/applicationGateways"):
        for each in gateway.properties.get("gatewayIPConfigurations") or []:
            if str((each.get("properties", {}).get("subnet") or {}).get("id", "")).lower() == wanted:
                return _in_use(resource, gateway)
    return None


def _in_use(subnet: Resource, user: Resource) -> Fault:
    return Fault(
        400,
        "InUseSubnetCannotBeDeleted",
        f"Subnet {subnet.name} is in use by {user.id} and cannot be deleted. In order to delete the subnet, delete all "
        "the resources within the subnet. See aka.ms/deletesubnet.",
    )


def _fill_address(write: Write) -> None:
    write.resource.body.setdefault("sku", {"name": "Basic", "tier": "Regional"})
    method = write.properties.setdefault("publicIPAllocationMethod", "Dynamic")
    write.properties.setdefault("publicIPAddressVersion", "IPv4")
    write.properties.setdefault("idleTimeoutInMinutes", 4)
    if method == "Static":
        write.properties["ipAddress"] = write.kept.get("ipAddress") or next_address(write.call)
    dns = write.properties.get("dnsSettings")
    if isinstance(dns, dict) and dns.get("domainNameLabel"):
        dns["fqdn"] = f"{dns['domainNameLabel']}.{write.resource.location}.cloudapp.azure.com"


def next_address(call: Call) -> str:
    """A public address that nobody here has yet. Raises Fault 400 where all are taken."""
    taken = {each.properties.get("ipAddress") for each in call.cloud.inventory.of_type(ADDRESSES.name)}
    free = next((str(each) for each in PUBLIC_RANGE.hosts() if str(each) not in taken), None)
    if free is None:
        raise bad_request("PublicIPCountLimitReached", "Cannot create more than 254 public IP addresses here.")
    return free


def _fill_gateway(write: Write) -> None:
    """Every named item of every collection gets an id below the gateway's, which other items point at."""
    for collection, items in write.properties.items():
        if isinstance(items, list):
            for each in items:
                if isinstance(each, dict) and "name" in each:
                    each["id"] = f"{write.resource.id}/{collection}/{each['name']}"
                    each.setdefault("properties", {})["provisioningState"] = "Succeeded"
    write.properties["operationalState"] = "Running"
    write.properties.setdefault("resourceGuid", write.kept.get("resourceGuid") or write.call.cloud.chance.uuid())


def _network(text: str, name: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise bad_request(
            "InvalidCIDRNotation", f"The address prefix {text} in {name} has an invalid CIDR notation."
        ) from error


def _plain_network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    return ipaddress.ip_network(text, strict=False)


def _within(
    inner: ipaddress.IPv4Network | ipaddress.IPv6Network, outer: ipaddress.IPv4Network | ipaddress.IPv6Network
) -> bool:
    if isinstance(inner, ipaddress.IPv4Network):
        return isinstance(outer, ipaddress.IPv4Network) and inner.subnet_of(outer)
    return isinstance(outer, ipaddress.IPv6Network) and inner.subnet_of(outer)


NETWORKS = ResourceType(
    name="Microsoft.Network/virtualNetworks",
    versions=VERSIONS,
    place=Place.TRACKED,
    codes=CODES,
    name_pattern=r"[A-Za-z0-9]([\w.-]{0,62}\w)?",
    name_rule="It must have 2 to 64 characters: alphanumerics, underscores, periods and hyphens.",
    waits=WAITS,
    etag=True,
    fill=_fill_network,
    wrote=_write_subnets,
    show=_show_network,
)

SUBNETS = ResourceType(
    name=SUBNET_TYPE,
    versions=VERSIONS,
    place=Place.CHILD,
    codes=CODES,
    name_pattern=r"[A-Za-z0-9]([\w.-]{0,78}\w)?",
    name_rule="It must have 1 to 80 characters: alphanumerics, underscores, periods and hyphens.",
    verbs=frozenset({Verb.GET, Verb.LIST, Verb.PUT, Verb.DELETE}),
    waits=WAITS,
    etag=True,
    fill=_fill_subnet,
    removal_refused=_subnet_in_use,
)

ADDRESSES = ResourceType(
    name="Microsoft.Network/publicIPAddresses",
    versions=VERSIONS,
    place=Place.TRACKED,
    codes=CODES,
    waits=WAITS,
    etag=True,
    fill=_fill_address,
)

GATEWAYS = ResourceType(
    name="Microsoft.Network/applicationGateways",
    versions=VERSIONS,
    place=Place.TRACKED,
    codes=CODES,
    waits=WAITS,
    etag=True,
    fill=_fill_gateway,
)
