"""Microsoft.Network/publicIPAddresses. Microsoft Learn, "Public IP Addresses" (REST)."""

from __future__ import annotations

import zlib
from typing import Any, Final

from aksess.azure_facts import names
from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.enums import AllowedValues, check_enums
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.kind import Codes, Placement, ResourceType, Write
from aksess.cloud.services.arm.references import holder_of
from aksess.cloud.services.arm.types.virtual_networks import ASYNC_VERBS, VERSIONS

TYPE: Final = "Microsoft.Network/publicIPAddresses"


_ENUMS: Final[AllowedValues] = {
    "publicIPAllocationMethod": ("Static", "Dynamic"),
    "publicIPAddressVersion": ("IPv4", "IPv6"),
}
_SKUS: Final[AllowedValues] = {"sku.name": ("Basic", "Standard", "StandardV2"), "sku.tier": ("Regional", "Global")}


def _before_write(write: Write) -> None:
    properties, kept = write.properties, write.kept
    check_enums(properties, _ENUMS, "InvalidRequestFormat")
    check_enums(write.resource.body, _SKUS, "InvalidRequestFormat")
    sku = BodyReader(write.resource.body).object("sku").content or {"name": "Basic"}
    write.resource.body["sku"] = {**sku, "tier": BodyReader(sku).text("tier") or "Regional"}
    method = write.reader.text("publicIPAllocationMethod") or "Dynamic"
    properties["publicIPAllocationMethod"] = method
    if BodyReader(sku).text("name").lower().startswith("standard") and method.lower() != "static":
        raise bad_request(
            "PublicIPAddressWithStandardSkuMustUseStaticAllocation",
            f"Standard publicIPAddress {write.resource.id} must have AllocationMethod set to Static.",
        )
    properties["publicIPAddressVersion"] = write.reader.text("publicIPAddressVersion") or "IPv4"
    properties["idleTimeoutInMinutes"] = write.reader.number("idleTimeoutInMinutes") or 4
    properties["resourceGuid"] = write.resource.private["uid"]
    properties.pop("ipAddress", None)
    if method.lower() == "static":
        properties["ipAddress"] = kept.get("ipAddress") or _free_address(write.call, write.resource.id)
    _fill_name(write, write.reader.object("dnsSettings").content)


def _fill_name(write: Write, settings: dict[str, Any]) -> None:
    label = BodyReader(settings).text("domainNameLabel")
    if label:
        settings["fqdn"] = f"{label.lower()}.{write.resource.location}.cloudapp.azure.com"


def _free_address(call: Call, resource_id: str) -> str:
    """Return a free address of 198.18.0.0/15, which no host on the internet has (RFC 2544)."""
    taken = {each.properties.get("ipAddress") for each in call.cloud.inventory.of_type(TYPE)}
    number = zlib.crc32(resource_id.lower().encode()) % 0x1FFFE
    while True:
        number = number % 0x1FFFE + 1
        address = f"198.{18 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"
        if address not in taken:
            return address


def _before_delete(call: Call, address: Resource) -> None:
    holder = holder_of(call, address.id)
    if holder is None:
        return
    raise bad_request(
        "PublicIPAddressCannotBeDeleted",
        f"Public IP address {address.id} can not be deleted since it is still allocated to resource "
        f"{holder.id}. In order to "
        "delete the public IP, disassociate/detach the Public IP address from the resource.",
    )


ADDRESSES = ResourceType(
    name=TYPE,
    versions=VERSIONS,
    placement=Placement.TRACKED,
    codes=Codes(deleted=202),
    name_pattern=names.NETWORK_RESOURCE,
    name_rule="It must have 1 to 80 letters, digits, '-', '.' and '_', begin with a letter or digit and not "
    "end with a dot.",
    async_verbs=ASYNC_VERBS,
    etag=True,
    before_write=_before_write,
    before_delete=_before_delete,
)
