"""Clusters as a person names them, and where on the network their nodes are."""

from __future__ import annotations

import zlib
from typing import Any

from aksess.cloud.cloud import Cloud
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.resources.origin import Origin
from aksess.cloud.services.control.errors import ambiguous, not_found

TYPE = "Microsoft.ContainerService/managedClusters"
POOL_TYPE = "Microsoft.ContainerService/managedClusters/agentPools"


def clusters(cloud: Cloud) -> list[Resource]:
    """Every cluster that has an issuer."""
    return [each for each in cloud.inventory.of_type(TYPE) if cloud.cluster_issuers.of_cluster(each.id)]


def find_cluster(cloud: Cloud, wanted: str) -> Resource:
    """The cluster of that name or ARM id, any case. Raises Fault where there is none, or several."""
    every, name = clusters(cloud), wanted.lower().strip("/")
    found = [each for each in every if name in (each.name.lower(), each.id.lower().strip("/"))]
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous(f"{len(found)} clusters are called {wanted}: give the ARM id, one of {_list(found, ids=True)}.")
    if not every:
        raise not_found(
            "There is no cluster with an OIDC issuer yet: declare one in aksess.yaml (`aksess up --apply aksess.yaml`) "
            "or in Terraform (oidc_issuer_enabled = true)."
        )
    raise not_found(f"There is no cluster {wanted} with an OIDC issuer; there is {_list(every)}.")


def any_cluster(cloud: Cloud, wanted: str) -> Resource:
    """The cluster of that name or ARM id, any case, with an issuer or without. Raises Fault as ``find_cluster``."""
    every, name = list(cloud.inventory.of_type(TYPE)), wanted.lower().strip("/")
    found = [each for each in every if name in (each.name.lower(), each.id.lower().strip("/"))]
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous(f"{len(found)} clusters are called {wanted}: give the ARM id, one of {_list(found, ids=True)}.")
    there = f"there is {_list(every)}" if every else "there is none yet"
    raise not_found(f"There is no cluster {wanted}; {there}.")


def issuer_url(cloud: Cloud, cluster: Resource) -> str:
    """The cluster's issuer, with its last slash. Raises Fault where its issuer is switched off."""
    issuer = cloud.cluster_issuers.of_cluster(cluster.id)
    if issuer is None:
        raise not_found(f"Cluster {cluster.name} has no OIDC issuer: set oidc_issuer_enabled.")
    return issuer.url


def node(cluster: Resource) -> str:
    """The name of a node, as AKS makes it."""
    pools = cluster.properties.get("agentPoolProfiles") or [{}]
    number = zlib.crc32(cluster.id.lower().encode()) % 100_000_000
    return f"aks-{pools[0].get('name') or 'default'}-{number:08d}-vmss000000"


def node_origin(cloud: Cloud, cluster: Resource, name: str) -> Origin:
    """Where pods of a cluster call from: its outbound address, its nodes' subnet, its kubelet's identity at IMDS."""
    pools = cluster.properties.get("agentPoolProfiles") or [{}]
    kubelet = (cluster.properties.get("identityProfile") or {}).get("kubeletidentity") or {}
    return Origin(
        name=name,
        address=_outbound(cloud, cluster),
        subnet=pools[0].get("vnetSubnetID") or None,
        identities=tuple(each for each in (kubelet.get("objectId"),) if each),
    )


def _outbound(cloud: Cloud, cluster: Resource) -> str:
    network: dict[str, Any] = cluster.properties.get("networkProfile") or {}
    balancer = network.get("loadBalancerProfile") or {}
    for reference in balancer.get("effectiveOutboundIPs") or ():
        address = cloud.inventory.get(str(reference.get("id", "")))
        if address is not None and address.properties.get("ipAddress"):
            return str(address.properties["ipAddress"])
    # TEST-NET-2 (RFC 5737), the same one for the life of the cluster.
    return f"198.51.100.{zlib.crc32(cluster.id.lower().encode()) % 254 + 1}"


def _list(found: list[Resource], *, ids: bool = False) -> str:
    return ", ".join(each.id if ids else each.name for each in found)
