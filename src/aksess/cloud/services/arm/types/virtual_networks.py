"""Microsoft.Network/virtualNetworks and their subnets. Microsoft Learn, "Virtual Networks" and "Subnets" (REST).

Subnets are resources of their own; a network shows those it has. A PUT of the network that names subnets leaves exactly
those, one that does not leaves them as they are.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Final

from aksess.azure_facts import names
from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.errors import bad_request, name_refused
from aksess.cloud.services.arm.kind import CRUD, Codes, Placement, ResourceType, Verb, Write
from aksess.cloud.services.arm.references import holder_of

VERSIONS: Final = ("2025-01-01", "2024-05-01", "2023-11-01", "2022-07-01", "2020-11-01")
SUBNET_TYPE: Final = "Microsoft.Network/virtualNetworks/subnets"
ASYNC_VERBS: Final = frozenset({Verb.PUT, Verb.DELETE})
Network = IPv4Network | IPv6Network


def _before_write(write: Write) -> None:
    properties = write.properties
    spaces = write.reader.object("addressSpace").texts("addressPrefixes")
    if not spaces:
        raise bad_request("InvalidRequestFormat", "Cannot parse the request: addressSpace.addressPrefixes is missing.")
    for each in spaces:
        read_range(each, write.resource.name)
    properties["resourceGuid"] = write.resource.private["uid"]
    properties.setdefault("enableDdosProtection", False)
    properties["virtualNetworkPeerings"] = []
    if "subnets" in properties:
        # The subnets are written after the network, because they are below it.
        write.inline = write.reader.objects("subnets")
        properties.pop("subnets")


def _after_write(write: Write) -> None:
    if write.inline is None:
        return
    names = {BodyReader(each, "properties.subnets[]").text("name").lower() for each in write.inline}
    for each in subnets_of(write.call, write.resource):
        if each.name.lower() not in names:
            refuse_where_used(write.call, each)
            write.call.cloud.inventory.delete(each.id)
    for asked in write.inline:
        _put_inline(write, asked)


def _put_inline(write: Write, asked: dict[str, Any]) -> None:
    name = BodyReader(asked).text("name")
    if not re.fullmatch(SUBNETS.name_pattern, name):
        raise name_refused(SUBNET_TYPE, name, SUBNETS.name_rule)
    before = write.call.cloud.inventory.get(f"{write.resource.id}/subnets/{name}")
    subnet = Resource(
        id=before.id if before else f"{write.resource.id}/subnets/{name}",
        name=name,
        type=SUBNET_TYPE,
        properties=dict(BodyReader(asked).object("properties").content),
        private=before.private if before else {"uid": write.call.cloud.random_source.uuid()},
        created=before.created if before else write.call.now,
        changed=write.call.now,
        etag=write.call.cloud.random_source.uuid(),
    )
    fill_subnet(write.call, write.resource, subnet)
    write.call.cloud.inventory.put(subnet)


def _to_wire(call: Call, network: Resource) -> Resource:
    network.properties["subnets"] = [
        {
            "id": each.id,
            "name": each.name,
            "etag": f'W/"{each.etag}"',
            "type": each.type,
            "properties": {**each.properties, "provisioningState": "Succeeded"},
        }
        for each in subnets_of(call, network)
    ]
    return network


def subnets_of(call: Call, network: Resource) -> list[Resource]:
    """The subnets of a network, in the order in which they were made."""
    return sorted(call.cloud.inventory.of_type(SUBNET_TYPE, network.id), key=lambda each: (each.created, each.id))


def _before_delete(call: Call, network: Resource) -> None:
    for each in subnets_of(call, network):
        refuse_where_used(call, each)


def refuse_where_used(call: Call, subnet: Resource) -> None:
    """Check that no resource uses a subnet.

    Raises:
        Fault: 400 InUseSubnetCannotBeDeleted.
    """
    holder = holder_of(call, subnet.id)
    if holder is None:
        return
    raise bad_request(
        "InUseSubnetCannotBeDeleted",
        f"Subnet {subnet.name} is in use by {holder.id} and cannot be deleted. In order to delete the "
        f"subnet, delete all the "
        "resources within the subnet. See aka.ms/deletesubnet.",
    )


def _fill_subnet(write: Write) -> None:
    if write.parent is not None:
        fill_subnet(write.call, write.parent, write.resource)


def fill_subnet(call: Call, network: Resource, subnet: Resource) -> None:
    """Check and complete a subnet. Raises Fault 400 where its range is outside its network or another's."""
    properties = subnet.properties
    prefixes = BodyReader(properties).texts("addressPrefixes") or [BodyReader(properties).text("addressPrefix")]
    spaces = [read_range(each, network.name) for each in network.properties["addressSpace"]["addressPrefixes"]]
    for prefix in prefixes:
        found = read_range(prefix, subnet.name)
        if not any(_inside(found, space) for space in spaces):
            raise bad_request(
                "NetcfgSubnetRangeOutsideVnet",
                f"Subnet '{subnet.name}' is not valid because its IP address range is outside the IP address range of "
                f"virtual network '{network.name}'.",
            )
        _check_overlap(call, network, subnet, found)
    properties.setdefault("privateEndpointNetworkPolicies", "Disabled")
    properties.setdefault("privateLinkServiceNetworkPolicies", "Enabled")
    for endpoint in BodyReader(properties, "properties").objects("serviceEndpoints"):
        endpoint["provisioningState"] = "Succeeded"
        endpoint.setdefault("locations", ["*"])
    for delegation in BodyReader(properties, "properties").objects("delegations"):
        delegation["id"] = f"{subnet.id}/delegations/{BodyReader(delegation).text('name')}"


def _inside(found: Network, space: Network) -> bool:
    return found.version == space.version and found.network_address in space and found.prefixlen >= space.prefixlen


def _check_overlap(call: Call, network: Resource, subnet: Resource, found: Network) -> None:
    for other in subnets_of(call, network):
        if other.id.lower() == subnet.id.lower():
            continue
        theirs = BodyReader(other.properties).texts("addressPrefixes") or [
            BodyReader(other.properties).text("addressPrefix")
        ]
        if any(found.overlaps(read_range(each, other.name)) for each in theirs):
            raise bad_request(
                "NetcfgSubnetRangesOverlap",
                f"Subnet '{subnet.name}' is not valid because its IP address range overlaps with that of an "
                f"existing subnet "
                f"in virtual network '{network.name}'.",
            )


def read_range(text: str, name: str) -> Network:
    """A range in CIDR form. Raises Fault 400 InvalidAddressPrefixFormat."""
    try:
        return ip_network(text)
    except ValueError as error:
        raise bad_request(
            "InvalidCIDRNotation",
            f"The address prefix {text} in resource {name} has an invalid CIDR notation. For the given "
            f"prefix length, the "
            "address must be the first of its range.",
        ) from error


NETWORKS = ResourceType(
    name="Microsoft.Network/virtualNetworks",
    versions=VERSIONS,
    placement=Placement.TRACKED,
    codes=Codes(deleted=202),
    name_pattern=names.VIRTUAL_NETWORK,
    name_rule="It must have 2 to 64 letters, digits, '-', '.' and '_', begin with a letter or digit and not "
    "end with a dot.",
    async_verbs=ASYNC_VERBS,
    etag=True,
    before_write=_before_write,
    after_write=_after_write,
    to_wire=_to_wire,
    before_delete=_before_delete,
)

SUBNETS = ResourceType(
    name=SUBNET_TYPE,
    versions=VERSIONS,
    placement=Placement.CHILD,
    codes=Codes(deleted=202),
    name_pattern=names.SUBNET,
    name_rule="It must have 1 to 80 letters, digits, '-', '.' and '_', begin with a letter or digit and not "
    "end with a dot.",
    verbs=CRUD - {Verb.PATCH},
    async_verbs=ASYNC_VERBS,
    etag=True,
    before_write=_fill_subnet,
    before_delete=refuse_where_used,
)
