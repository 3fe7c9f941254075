"""A storage account's properties. Microsoft Learn, "Storage Accounts - Create" and "- Update"."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from aksess.cloud.services.arm.address_rules import check_address_rules
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.enums import AllowedValues, check_enums, check_flags
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.kind import Write
from aksess.cloud.services.arm.subnet_rules import check_subnet_rules

KINDS: Final = ("Storage", "StorageV2", "BlobStorage", "FileStorage", "BlockBlobStorage")
SKUS: Final = (
    "Standard_LRS", "Standard_GRS", "Standard_RAGRS", "Standard_ZRS", "Standard_GZRS", "Standard_RAGZRS", "Premium_LRS",
    "Premium_ZRS", "PremiumV2_LRS", "PremiumV2_ZRS", "StandardV2_LRS", "StandardV2_GRS", "StandardV2_ZRS",
    "StandardV2_GZRS",
)  # fmt: skip
SERVICES: Final = ("blob", "queue", "table", "file", "dfs", "web")
# What cannot be changed once the account is made.
_FIXED: Final = ("isHnsEnabled", "isNfsV3Enabled")
_FLAGS: Final = (
    *_FIXED, "isLocalUserEnabled", "isSftpEnabled", "supportsHttpsTrafficOnly", "allowBlobPublicAccess",
    "allowSharedKeyAccess", "allowCrossTenantReplication", "defaultToOAuthAuthentication",
)  # fmt: skip
_ENUMS: Final[AllowedValues] = {
    "accessTier": ("Hot", "Cool", "Cold", "Premium"),
    "minimumTlsVersion": ("TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3"),
    "publicNetworkAccess": ("Enabled", "Disabled", "SecuredByPerimeter"),
    "allowedCopyScope": ("PrivateLink", "AAD"),
    "dnsEndpointType": ("Standard", "AzureDnsZone"),
    "largeFileSharesState": ("Enabled", "Disabled"),
    "encryption.keySource": ("Microsoft.Storage", "Microsoft.Keyvault"),
}
# An account becomes one of these from an older kind, and nothing else from any.
_NEWEST: Final = "StorageV2"
_OLDER: Final = ("Storage", "BlobStorage")
_USUAL: Final[dict[str, Any]] = {
    "supportsHttpsTrafficOnly": True,
    "minimumTlsVersion": "TLS1_2",
    "allowBlobPublicAccess": False,
    "allowCrossTenantReplication": False,
}


def fill_account(write: Write) -> None:
    """Check and complete an account. Raises Fault 400."""
    properties, kept = write.properties, write.kept
    check_flags(properties, _FLAGS)
    check_enums(properties, _ENUMS, "InvalidRequestPropertyValue")
    _fill_sku(write)
    _check_fixed(write)
    for name, usual in _USUAL.items():
        if properties.get(name) is None:
            properties[name] = kept.get(name, usual)
    kind = write.resource.body["kind"]
    if kind in ("StorageV2", "BlobStorage"):
        properties["accessTier"] = write.reader.text("accessTier") or kept.get("accessTier") or "Hot"
    properties["encryption"] = _encryption(write, write.reader.object("encryption").content)
    _fill_network(write)
    _fill_server(write)


def _check_fixed(write: Write) -> None:
    for name in _FIXED:
        given = write.properties.get(name)
        if given is None:
            if name in write.kept:
                write.properties[name] = write.kept[name]
        elif write.before is not None and given != bool(write.kept.get(name)):
            raise _fixed(name)
    if write.before is None:
        return
    was, now = write.before.body, write.resource.body
    if now["sku"]["tier"] != was["sku"]["tier"]:
        raise _fixed("sku.name")
    if now["kind"] != was["kind"] and not (now["kind"] == _NEWEST and was["kind"] in _OLDER):
        raise _fixed("kind")


def _fixed(name: str) -> Exception:
    return bad_request(
        "AccountPropertyCannotBeUpdated", f"The property '{name}' was specified in the input, but it cannot be updated."
    )


def _fill_sku(write: Write) -> None:
    body = write.resource.body
    before = write.before.body if write.before else {}
    sku = BodyReader(body).object("sku").content or before.get("sku") or {}
    found = next((each for each in SKUS if each.lower() == BodyReader(sku, "sku").text("name").lower()), None)
    if found is None:
        raise bad_request(
            "InvalidValuesForRequestParameters",
            f"Values for request parameters are invalid: sku.name ('{sku.get('name')}').",
        )
    body["sku"] = {"name": found, "tier": "Premium" if found.startswith("Premium") else "Standard"}
    asked = BodyReader(body).text("kind") or before.get("kind") or "StorageV2"
    kind = next((each for each in KINDS if each.lower() == asked.lower()), None)
    if kind is None:
        raise bad_request(
            "InvalidValuesForRequestParameters", f"Values for request parameters are invalid: kind ('{asked}')."
        )
    body["kind"] = kind


def _encryption(write: Write, sent: dict[str, Any]) -> dict[str, Any]:
    when = _when(write.resource.created)
    asked = BodyReader(sent).object("services").content
    services: dict[str, Any] = {}
    for name in ("blob", "file"):
        services[name] = {
            "keyType": "Account",
            **BodyReader(asked).object(name).content,
            "enabled": True,
            "lastEnabledTime": when,
        }
    for name in ("queue", "table"):
        if BodyReader(asked).object(name).content:
            services[name] = {
                "keyType": "Service",
                **BodyReader(asked).object(name).content,
                "enabled": True,
                "lastEnabledTime": when,
            }
    return {**sent, "services": services, "keySource": BodyReader(sent).text("keySource") or "Microsoft.Storage"}


def _fill_network(write: Write) -> None:
    properties = write.properties
    if properties.get("networkAcls") is None:
        properties["networkAcls"] = write.kept.get("networkAcls") or {
            "bypass": "AzureServices",
            "virtualNetworkRules": [],
            "ipRules": [],
            "defaultAction": "Allow",
        }
    check_address_rules(write.reader)
    check_subnet_rules(write, "Microsoft.Storage")
    for rule in properties["networkAcls"]["virtualNetworkRules"]:
        rule.setdefault("action", "Allow")
        rule["state"] = "Succeeded"
    for rule in properties["networkAcls"]["ipRules"]:
        rule.setdefault("action", "Allow")
    access = write.reader.text("publicNetworkAccess") or write.kept.get("publicNetworkAccess")
    if access:
        properties["publicNetworkAccess"] = access


def _fill_server(write: Write) -> None:
    properties, resource = write.properties, write.resource
    when = _when(resource.created)
    name = resource.name
    properties["creationTime"] = when
    properties["keyCreationTime"] = resource.private.get("keyTimes") or {"key1": when, "key2": when}
    properties["primaryLocation"] = resource.location
    properties["statusOfPrimary"] = "available"
    properties["primaryEndpoints"] = endpoints(name)
    properties["privateEndpointConnections"] = []
    properties.pop("secondaryEndpoints", None)
    if "RAG" in resource.body["sku"]["name"]:
        properties["secondaryEndpoints"] = endpoints(f"{name}-secondary")


def endpoints(name: str) -> dict[str, str]:
    """The addresses of an account's services."""
    found = {service: f"https://{name}.{service}.core.windows.net/" for service in SERVICES}
    # Static websites live in a zone; the first one is as good as any.
    return {**found, "web": f"https://{name}.z6.web.core.windows.net/"}


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")
