"""A cloud as its users meet it: all that it decides by, by name, without what is made anew each time."""

from __future__ import annotations

import re
from typing import Any

from aksess.cloud.cloud import Cloud
from aksess.cloud.resources.inventory import Resource, type_of
from aksess.testing import LocalAzure
from tests.conformance.terraform.client import Client, client

Seen = dict[str, Any]

# What matters of each type; a path leads through ``properties`` where it begins with none of ARM's other fields.
SEEN: dict[str, str] = {
    "microsoft.resources/resourcegroups": "location tags",
    "microsoft.network/virtualnetworks": "location tags addressSpace.addressPrefixes",
    "microsoft.network/virtualnetworks/subnets": "addressPrefix addressPrefixes serviceEndpoints.*.service",
    "microsoft.managedidentity/userassignedidentities": "location tags",
    "microsoft.managedidentity/userassignedidentities/federatedidentitycredentials": "issuer subject audiences",
    "microsoft.containerservice/managedclusters": (
        "location tags sku identity.type kubernetesVersion dnsPrefix oidcIssuerProfile.enabled autoUpgradeProfile "
        "securityProfile.workloadIdentity.enabled nodeProvisioningProfile.mode networkProfile.networkPlugin "
        "networkProfile.serviceCidr networkProfile.dnsServiceIP agentPoolProfiles.*.name agentPoolProfiles.*.count "
        "agentPoolProfiles.*.vmSize agentPoolProfiles.*.vnetSubnetID agentPoolProfiles.*.mode "
        "agentPoolProfiles.*.upgradeSettings.maxSurge"
    ),
    "microsoft.keyvault/vaults": (
        "location tags sku.name enableRbacAuthorization softDeleteRetentionInDays publicNetworkAccess "
        "enablePurgeProtection accessPolicies networkAcls"
    ),
    "microsoft.appconfiguration/configurationstores": "location tags sku disableLocalAuth",
    "microsoft.storage/storageaccounts": (
        "location tags sku.name kind minimumTlsVersion allowSharedKeyAccess allowBlobPublicAccess isLocalUserEnabled "
        "supportsHttpsTrafficOnly networkAcls.bypass networkAcls.defaultAction networkAcls.ipRules.*.value "
        "networkAcls.virtualNetworkRules.*.id"
    ),
    "microsoft.storage/storageaccounts/blobservices/containers": "publicAccess",
    "microsoft.storage/storageaccounts/queueservices/queues": "",
    "microsoft.authorization/roleassignments": "roleDefinitionId principalId principalType",
}


def as_seen(azure: LocalAzure) -> Seen:
    """Everything by name: resources, grants, and what is in vaults and stores."""
    names = azure.on_server(_names)
    resources = azure.on_server(
        lambda cloud: list(cloud.inventory.below(f"/subscriptions/{cloud.settings.subscription}"))
    )
    found: Seen = {}
    for each in resources:
        kind = type_of(each.id)
        if kind in SEEN and "MC_" not in each.id:
            found[_named(_key(each, kind), names)] = _normal(
                {path: _at(each, path) for path in SEEN[kind].split()}, names
            )
    with client(azure) as operator:
        return {**found, **_contents(operator, resources)}


def _names(cloud: Cloud) -> dict[str, str]:
    """What stands for each identifier that is made anew: by value."""
    settings = cloud.settings
    known = {settings.subscription: "{subscription}", settings.tenant: "{tenant}"}
    for cluster in cloud.inventory.of_type("Microsoft.ContainerService/managedClusters"):
        known[cluster.properties["oidcIssuerProfile"]["issuerURL"]] = f"{{issuer of {cluster.name}}}"
    for identity in cloud.inventory.of_type("Microsoft.ManagedIdentity/userAssignedIdentities"):
        known[identity.properties["principalId"]] = f"{{identity {identity.name}}}"
    return known | {settings.operator_object_id: "{operator}"}


def _key(resource: Resource, kind: str) -> str:
    """Its id; of a role assignment, whose name is made anew, its scope and what it gives to whom."""
    if kind != "microsoft.authorization/roleassignments":
        return resource.id
    given = resource.properties
    role = given["roleDefinitionId"].rpartition("/")[2]
    return f"{resource.id.partition('/providers/Microsoft.Authorization/')[0]} {role} to {given['principalId']}"


def _at(resource: Resource, path: str) -> Any:
    steps = path.split(".")
    shown = {"location": resource.location, "tags": resource.tags, **resource.body}
    return _follow(shown if steps[0] in shown else resource.properties, steps)


def _follow(value: Any, steps: list[str]) -> Any:
    if not steps or value is None:
        return value
    if steps[0] == "*":
        return [_follow(each, steps[1:]) for each in value]
    return _follow(value.get(steps[0]), steps[1:])


def _normal(value: Any, names: dict[str, str]) -> Any:
    """With names for identifiers, without nothing, and in one order: rules and policies have none."""
    match value:
        case dict():
            kept = {name: _normal(each, names) for name, each in value.items()}
            return {name: each for name, each in sorted(kept.items()) if each not in (None, [], {}, "", False)}
        case list():
            return sorted((_normal(each, names) for each in value), key=repr)
        case str():
            return _named(value, names)
        case _:
            return value


def _named(text: str, names: dict[str, str]) -> str:
    for value, name in sorted(names.items(), key=lambda each: -len(each[0])):
        text = re.sub(re.escape(value), name, text, flags=re.IGNORECASE)
    return text


def _contents(operator: Client, resources: list[Resource]) -> Seen:
    found: Seen = {}
    for each in resources:
        match type_of(each.id):
            case "microsoft.keyvault/vaults":
                base = f"https://{each.name}.vault.azure.net"
                for listed in operator.listed(f"{base}/secrets?api-version=7.4"):
                    secret = operator.get(f"{listed['id']}?api-version=7.4")
                    name = secret["id"].rpartition("/")[0]
                    found[name] = {part: secret[part] for part in ("value", "contentType")}
            case "microsoft.appconfiguration/configurationstores":
                for setting in operator.listed(f"https://{each.name}.azconfig.io/kv?api-version=1.0", items="items"):
                    parts = {part: setting[part] for part in ("value", "content_type", "locked")}
                    found[f"{each.name} {setting['key']} {setting['label']}"] = parts
    return found
