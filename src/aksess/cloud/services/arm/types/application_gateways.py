"""Microsoft.Network/applicationGateways: kept, checked for what it names, and shown. It forwards no request.

Microsoft Learn, "Application Gateways - Create Or Update".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from aksess.azure_facts import names
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.enums import AllowedValues, check_enums
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.kind import Codes, Placement, ResourceType, Write
from aksess.cloud.services.arm.references import ids_under, linked
from aksess.cloud.services.arm.resource_identity import create_principal, delete_principal, fill_identity
from aksess.cloud.services.arm.types.pool_shape import JOIN, SUBNET
from aksess.cloud.services.arm.types.public_addresses import TYPE as ADDRESS_TYPE
from aksess.cloud.services.arm.types.virtual_networks import ASYNC_VERBS, VERSIONS

_ADDRESS_JOIN: Final = "Microsoft.Network/publicIPAddresses/join/action"
# Collections whose items are resources inside the gateway, each with an id of its own.
PARTS: Final = (
    "gatewayIPConfigurations", "authenticationCertificates", "trustedRootCertificates", "trustedClientCertificates",
    "sslCertificates", "frontendIPConfigurations", "frontendPorts", "probes", "backendAddressPools",
    "backendHttpSettingsCollection", "backendSettingsCollection", "httpListeners", "listeners", "sslProfiles",
    "urlPathMaps", "requestRoutingRules", "routingRules", "rewriteRuleSets", "redirectConfigurations",
    "loadDistributionPolicies", "privateLinkConfigurations",
)  # fmt: skip
_ENUMS: Final[AllowedValues] = {
    "sku.name": (
        "Standard_v2",
        "WAF_v2",
        "Basic",
        "Standard_Small",
        "Standard_Medium",
        "Standard_Large",
        "WAF_Medium",
        "WAF_Large",
    ),
    "sku.tier": ("Standard_v2", "WAF_v2", "Basic", "Standard", "WAF"),
}
# What no gateway is without: of two names the first is for HTTP, the second for TCP and TLS, and either will do
# (Microsoft Learn, "Application Pipeline TCP/TLS proxy overview").
_REQUIRED: Final = (
    ("gatewayIPConfigurations",), ("frontendIPConfigurations",), ("frontendPorts",), ("backendAddressPools",),
    ("backendHttpSettingsCollection", "backendSettingsCollection"), ("httpListeners", "listeners"),
    ("requestRoutingRules", "routingRules"),
)  # fmt: skip
_INWARD: Final = ("data", "password")


def _before_write(write: Write) -> None:
    properties = write.properties
    fill_identity(write)
    check_enums(properties, _ENUMS, "InvalidRequestFormat")
    for alternatives in _REQUIRED:
        if not any(write.reader.objects(name) for name in alternatives):
            raise bad_request(
                "ApplicationGatewayMissingRequiredProperty",
                f"An application gateway needs at least one of {' or '.join(map(repr, alternatives))}.",
            )
    _check_links(write)
    for name in PARTS:
        for item in write.reader.readers(name):
            _fill_part(write, name, item)
    _check_inside(write)
    # The SKU of a gateway stands in its properties.
    properties["operationalState"] = "Running"
    properties["resourceGuid"] = write.resource.private["uid"]


def _check_links(write: Write) -> None:
    known = set(ids_under(write.kept, "subnet")) | set(ids_under(write.kept, "publicIPAddress"))
    for subnet in ids_under(write.properties, "subnet"):
        if subnet not in known:
            linked(write, subnet, SUBNET, JOIN)
    for address in ids_under(write.properties, "publicIPAddress"):
        if address not in known:
            linked(write, address, ADDRESS_TYPE, _ADDRESS_JOIN)


def _fill_part(write: Write, collection: str, reader: BodyReader) -> None:
    item, name = reader.content, reader.text("name")
    if not name:
        raise bad_request("InvalidRequestFormat", f"Cannot parse the request: an item of {collection} has no name.")
    item["id"] = f"{write.resource.id}/{collection}/{name}"
    item["type"] = f"Microsoft.Network/applicationGateways/{collection}"
    inner = item.get("properties")
    properties: dict[str, Any] = dict(inner) if isinstance(inner, dict) else {}
    for secret in _INWARD:
        properties.pop(secret, None)
    item["properties"] = {**properties, "provisioningState": "Succeeded"}
    rules = BodyReader(properties).objects("pathRules") if collection == "urlPathMaps" else []
    for rule in rules:
        rule["id"] = f"{item['id']}/pathRules/{BodyReader(rule).text('name')}"


def _check_inside(write: Write) -> None:
    """What the parts of a gateway name of each other is there."""
    own = f"{write.resource.id}/".lower()
    known = {item["id"].lower() for name in PARTS for item in write.reader.objects(name)}
    known |= {rule["id"].lower() for item in write.reader.objects("urlPathMaps") for rule in _path_rules(item)}
    for each in _ids(write.properties):
        if each.lower().startswith(own) and each.lower() not in known:
            raise bad_request(
                "InvalidResourceReference",
                f"Resource {each} referenced by resource {write.resource.id} was not found. Please make sure that the "
                "referenced resource exists, and that both resources are in the same region.",
            )


def _path_rules(path_map: dict[str, Any]) -> list[dict[str, Any]]:
    return BodyReader(path_map["properties"]).objects("pathRules")


def _ids(content: Any) -> Iterator[str]:
    if isinstance(content, list):
        for each in content:
            yield from _ids(each)
    elif isinstance(content, dict):
        if isinstance(content.get("id"), str):
            yield content["id"]
        for each in content.values():
            yield from _ids(each)


GATEWAYS = ResourceType(
    name="Microsoft.Network/applicationGateways",
    versions=VERSIONS,
    placement=Placement.TRACKED,
    codes=Codes(deleted=202),
    name_pattern=names.NETWORK_RESOURCE,
    name_rule="It must have 1 to 80 letters, digits, '-', '.' and '_', begin with a letter or digit and not "
    "end with a dot.",
    async_verbs=ASYNC_VERBS,
    etag=True,
    before_write=_before_write,
    after_write=create_principal,
    after_delete=delete_principal,
)
