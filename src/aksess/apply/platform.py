"""Resource group, network, identities, clusters, federated credentials: the resources that the others depend on."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from aksess.apply.context import ApplyContext
from aksess.apply.errors import ApplyFailed
from aksess.model import Cluster, Credential

# A rule of a vault or an account that names a subnet works only where the subnet has the service's endpoint.
ENDPOINTS = ("Microsoft.KeyVault", "Microsoft.Storage")
AUDIENCE = "api://AzureADTokenExchange"
POOL = "system"


def group(context: ApplyContext) -> None:
    """The resource group."""
    body = {"location": context.model.location, "tags": dict(context.model.tags)}
    context.put(f"resource group {context.model.resource_group}", context.group, "group", body)


def network(context: ApplyContext) -> None:
    """The virtual network and its subnets, where the file declares one."""
    declared = context.model.network
    if declared is None:
        return
    network_id = context.provider(f"Microsoft.Network/virtualNetworks/{declared.name}")
    _make_room(context, "network", "/subnets/", [f"{network_id}/subnets/{each.name}" for each in declared.subnets])
    space = {"properties": {"addressSpace": {"addressPrefixes": list(declared.address_space)}}}
    known = context.azure.arm("GET", network_id, "2025-01-01", allowed=(404,))
    if known.status_code == 200:
        # A PUT without the subnets would delete them.
        space["properties"]["subnets"] = known.json()["properties"].get("subnets", [])
    context.put(f"network {declared.name}", network_id, "network", context.tracked(space))
    for subnet in declared.subnets:
        endpoints = [{"service": service} for service in ENDPOINTS]
        properties = {"addressPrefixes": [subnet.prefix], "serviceEndpoints": endpoints}
        path = f"{network_id}/subnets/{subnet.name}"
        context.put(f"subnet {declared.name}/{subnet.name}", path, "network", {"properties": properties})


def subnet_id(context: ApplyContext, name: str) -> str:
    """ARM id of ``network/subnet``."""
    parent, _, subnet = name.partition("/")
    return context.provider(f"Microsoft.Network/virtualNetworks/{parent}/subnets/{subnet}")


def identities(context: ApplyContext) -> None:
    """The user-assigned identities; their object and client ids are known from here on."""
    for name in context.model.identities:
        path = context.provider(f"Microsoft.ManagedIdentity/userAssignedIdentities/{name}")
        shown = context.put(f"identity {name}", path, "identity", context.tracked({}))
        context.principals[name] = shown["properties"]["principalId"]
        context.clients[name] = shown["properties"]["clientId"]


def clusters(context: ApplyContext) -> None:
    """The clusters; their issuers are known from here on."""
    for cluster in context.model.clusters:
        path = context.provider(f"Microsoft.ContainerService/managedClusters/{cluster.name}")
        shown = context.put(f"cluster {cluster.name}", path, "cluster", context.tracked(_cluster(context, cluster)))
        context.issuers[cluster.name] = shown["properties"]["oidcIssuerProfile"]["issuerURL"]
        _require_same_subnet(cluster, shown["properties"]["agentPoolProfiles"])


def credentials(context: ApplyContext) -> None:
    """The federated credentials, one after the other: Azure refuses two writes at once to one identity."""
    paths = {each: _credential_path(context, each) for each in context.model.credentials}
    _make_room(context, "identity", "/federatedidentitycredentials/", paths.values())
    for credential, path in paths.items():
        what = f"federated credential {credential.identity}/{credential.name}"
        context.put(what, path, "identity", {"properties": _credential(context, credential)})


def _make_room(context: ApplyContext, version: str, kind: str, names: Iterable[str]) -> None:
    """Remove resources of a kind that the file no longer names, before the new ones are created.

    Two subnets cannot share an address range, and an identity has 20 federated credentials at most. A resource that
    another one still uses cannot be removed yet; it is removed at the end.
    """
    kept = {each.lower() for each in names}
    for each in context.before:
        if kind in each.lower() and each.lower() not in kept:
            with suppress(ApplyFailed):
                context.delete(each, version)


def _require_same_subnet(cluster: Cluster, pools: list[dict[str, Any]]) -> None:
    """Raise ApplyFailed if nodes are in a subnet that the file no longer names: an update does not move them."""
    found = [each["vnetSubnetID"] for each in pools if each["name"] == POOL and each.get("vnetSubnetID")]
    if found and cluster.subnet is None:
        says = f"its nodes are in {found[0]}, the file names no subnet, and AKS does not move nodes: name it, or rename"
        raise ApplyFailed(f"cluster {cluster.name}", 0, "", f"{says} the cluster")


def _credential_path(context: ApplyContext, credential: Credential) -> str:
    identity = f"Microsoft.ManagedIdentity/userAssignedIdentities/{credential.identity}"
    return context.provider(f"{identity}/federatedIdentityCredentials/{credential.name}")


def _credential(context: ApplyContext, credential: Credential) -> dict[str, Any]:
    return {
        "issuer": context.issuers[credential.cluster],
        "subject": credential.account.subject,
        "audiences": [AUDIENCE],
    }


def _cluster(context: ApplyContext, cluster: Cluster) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "dnsPrefix": cluster.dns_prefix,
        "enableRBAC": True,
        "agentPoolProfiles": [_pool(context, cluster)],
        "networkProfile": {
            "networkPlugin": "azure",
            "loadBalancerSku": "standard",
            "serviceCidr": "172.16.0.0/16",
            "dnsServiceIP": "172.16.0.10",
        },
        "autoUpgradeProfile": {"upgradeChannel": "patch", "nodeOSUpgradeChannel": "NodeImage"},
        "nodeProvisioningProfile": {"mode": "Manual"},
        "oidcIssuerProfile": {"enabled": True},
        "securityProfile": {"workloadIdentity": {"enabled": True}},
    }
    if cluster.kubernetes_version:
        properties["kubernetesVersion"] = cluster.kubernetes_version
    return {
        "identity": {"type": "SystemAssigned"},
        "sku": {"name": "Base", "tier": cluster.sku_tier},
        "properties": properties,
    }


def _pool(context: ApplyContext, cluster: Cluster) -> dict[str, Any]:
    pool: dict[str, Any] = {
        "name": POOL,
        "mode": "System",
        "type": "VirtualMachineScaleSets",
        "osType": "Linux",
        "count": cluster.node_count,
        "vmSize": cluster.node_size,
        "upgradeSettings": {"maxSurge": "10%"},
    }
    if cluster.subnet:
        pool["vnetSubnetID"] = subnet_id(context, cluster.subnet)
    return pool
