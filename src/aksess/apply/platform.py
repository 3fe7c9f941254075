"""Resource group, network, identities, clusters, federated credentials: what the rest stands on."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from aksess.apply.errors import ApplyFailed
from aksess.apply.work import Work
from aksess.model import Cluster, Credential

# A rule of a vault or an account that names a subnet works only where the subnet has the service's endpoint.
ENDPOINTS = ("Microsoft.KeyVault", "Microsoft.Storage")
AUDIENCE = "api://AzureADTokenExchange"
POOL = "system"


def group(work: Work) -> None:
    """The resource group."""
    body = {"location": work.model.location, "tags": dict(work.model.tags)}
    work.put(f"resource group {work.model.resource_group}", work.group, "group", body)


def network(work: Work) -> None:
    """The virtual network and its subnets, where the file declares one."""
    wanted = work.model.network
    if wanted is None:
        return
    network_id = work.provider(f"Microsoft.Network/virtualNetworks/{wanted.name}")
    _make_room(work, "network", "/subnets/", [f"{network_id}/subnets/{each.name}" for each in wanted.subnets])
    space = {"properties": {"addressSpace": {"addressPrefixes": list(wanted.address_space)}}}
    known = work.azure.arm("GET", network_id, "2025-01-01", allowed=(404,))
    if known.status_code == 200:
        # A PUT without the subnets would take them away.
        space["properties"]["subnets"] = known.json()["properties"].get("subnets", [])
    work.put(f"network {wanted.name}", network_id, "network", work.tracked(space))
    for subnet in wanted.subnets:
        endpoints = [{"service": service} for service in ENDPOINTS]
        properties = {"addressPrefixes": [subnet.prefix], "serviceEndpoints": endpoints}
        path = f"{network_id}/subnets/{subnet.name}"
        work.put(f"subnet {wanted.name}/{subnet.name}", path, "network", {"properties": properties})


def subnet_id(work: Work, name: str) -> str:
    """ARM id of ``network/subnet``."""
    parent, _, subnet = name.partition("/")
    return work.provider(f"Microsoft.Network/virtualNetworks/{parent}/subnets/{subnet}")


def identities(work: Work) -> None:
    """The user-assigned identities; their object and client ids are known from here on."""
    for name in work.model.identities:
        path = work.provider(f"Microsoft.ManagedIdentity/userAssignedIdentities/{name}")
        shown = work.put(f"identity {name}", path, "identity", work.tracked({}))
        work.principals[name] = shown["properties"]["principalId"]
        work.clients[name] = shown["properties"]["clientId"]


def clusters(work: Work) -> None:
    """The clusters; their issuers are known from here on."""
    for cluster in work.model.clusters:
        path = work.provider(f"Microsoft.ContainerService/managedClusters/{cluster.name}")
        shown = work.put(f"cluster {cluster.name}", path, "cluster", work.tracked(_cluster(work, cluster)))
        work.issuers[cluster.name] = shown["properties"]["oidcIssuerProfile"]["issuerURL"]
        _stay(cluster, shown["properties"]["agentPoolProfiles"])


def credentials(work: Work) -> None:
    """The federated credentials, one after the other: Azure refuses two writes at once to one identity."""
    paths = {each: _credential_path(work, each) for each in work.model.credentials}
    _make_room(work, "identity", "/federatedidentitycredentials/", paths.values())
    for credential, path in paths.items():
        what = f"federated credential {credential.identity}/{credential.name}"
        work.put(what, path, "identity", {"properties": _credential(work, credential)})


def _make_room(work: Work, version: str, kind: str, wanted: Iterable[str]) -> None:
    """Remove what is no longer wanted of a kind before the rest, because it would be in the way of what comes.

    An address range is used once, and an identity has 20 federated credentials at most. What cannot go yet, because
    something stands on it that goes later, goes after that.
    """
    kept = {each.lower() for each in wanted}
    for each in work.before:
        if kind in each.lower() and each.lower() not in kept:
            with suppress(ApplyFailed):
                work.delete(each, version)


def _stay(cluster: Cluster, pools: list[dict[str, Any]]) -> None:
    """Raises ApplyFailed where nodes are in a subnet that the file no longer names: an update leaves them there."""
    found = [each["vnetSubnetID"] for each in pools if each["name"] == POOL and each.get("vnetSubnetID")]
    if found and cluster.subnet is None:
        says = f"its nodes are in {found[0]}, the file names no subnet, and AKS does not move nodes: name it, or rename"
        raise ApplyFailed(f"cluster {cluster.name}", 0, "", f"{says} the cluster")


def _credential_path(work: Work, credential: Credential) -> str:
    identity = f"Microsoft.ManagedIdentity/userAssignedIdentities/{credential.identity}"
    return work.provider(f"{identity}/federatedIdentityCredentials/{credential.name}")


def _credential(work: Work, credential: Credential) -> dict[str, Any]:
    return {
        "issuer": work.issuers[credential.cluster],
        "subject": credential.account.subject,
        "audiences": [AUDIENCE],
    }


def _cluster(work: Work, cluster: Cluster) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "dnsPrefix": cluster.dns_prefix,
        "enableRBAC": True,
        "agentPoolProfiles": [_pool(work, cluster)],
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


def _pool(work: Work, cluster: Cluster) -> dict[str, Any]:
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
        pool["vnetSubnetID"] = subnet_id(work, cluster.subnet)
    return pool
