"""Microsoft.ContainerService/managedClusters. Microsoft Learn, "Managed Clusters" (REST).

A cluster is created and deleted together with its node resource group, which holds the identities of its kubelets and
add-ons and its outbound address, and with its OIDC issuer. There are no nodes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from aksess.azure_facts import names
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.errors import conflict
from aksess.cloud.services.arm.kind import CRUD, Action, Codes, Placement, ResourceType, Verb, Write
from aksess.cloud.services.arm.resource_identity import create_principal, delete_principal, fill_identity
from aksess.cloud.services.arm.response_headers import operation
from aksess.cloud.services.arm.types.agent_pools import store_pools
from aksess.cloud.services.arm.types.cluster_actions import (
    reset_profile,
    rotate_certificates,
    rotate_signing_keys,
    start,
    stop,
)
from aksess.cloud.services.arm.types.cluster_identities import fill_identities
from aksess.cloud.services.arm.types.cluster_keys import make_keys
from aksess.cloud.services.arm.types.cluster_network import fill_network, outbound_address
from aksess.cloud.services.arm.types.cluster_shape import check_workload_identity, fill_cluster, fill_pools
from aksess.cloud.services.arm.types.cluster_versions import VERSIONS, list_orchestrators, list_versions
from aksess.cloud.services.arm.types.kubeconfigs import list_admin, list_monitoring, list_user

TYPE: Final = "Microsoft.ContainerService/managedClusters"


def _before_write(write: Write) -> None:
    fill_identity(write)
    fill_cluster(write)
    check_workload_identity(write)
    node_group = node_group_id(write.call, write.resource)
    fill_network(write, node_group)
    fill_pools(write)
    _make_node_group(write, node_group)
    fill_identities(write, node_group)
    if write.before is None:
        write.resource.private["credentials"] = make_keys(write.call.cloud.random_source, write.call.now)
    _publish_issuer(write)


def node_group_id(call: Call, cluster: Resource) -> str:
    """The id of the group that a cluster's nodes are in."""
    return f"/subscriptions/{call.cloud.settings.subscription}/resourceGroups/{cluster.properties['nodeResourceGroup']}"


def _make_node_group(write: Write, node_group: str) -> None:
    inventory, cluster = write.call.cloud.inventory, write.resource
    found = inventory.get(node_group)
    if found is not None and str(found.body.get("managedBy", "")).lower() != cluster.id.lower():
        raise conflict(
            "ResourceGroupExists",
            f"The node resource group '{found.name}' exists already. Choose another nodeResourceGroup, "
            f"which AKS will make.",
        )
    if found is None:
        inventory.put(
            Resource(
                id=node_group,
                name=node_group.rpartition("/")[2],
                type="Microsoft.Resources/resourceGroups",
                location=cluster.location,
                tags={"aks-managed-cluster-name": cluster.name, "aks-managed-cluster-rg": cluster.id.split("/")[4]},
                body={"managedBy": cluster.id},
                private={"uid": write.call.cloud.random_source.uuid()},
                created=write.call.now,
                changed=write.call.now,
            )
        )
    balancer = write.properties["networkProfile"].get("loadBalancerProfile") or {}
    if balancer.get("managedOutboundIPs"):
        inventory.put(outbound_address(write, node_group))


def _after_write(write: Write) -> None:
    create_principal(write)
    store_pools(write)


def _publish_issuer(write: Write) -> None:
    """Create the issuer when it is enabled, and show its URL."""
    cloud, cluster = write.call.cloud, write.resource
    profile = cluster.properties["oidcIssuerProfile"]
    if not profile["enabled"]:
        return
    found = cloud.cluster_issuers.of_cluster(cluster.id) or cloud.cluster_issuers.create(
        str(cluster.location), cluster.id
    )
    profile["issuerURL"] = found.url


def _to_wire(call: Call, cluster: Resource) -> Resource:
    # AKS spells it its own way; clients send it back in If-Match.
    cluster.body["eTag"] = cluster.etag
    for profile in cluster.properties["agentPoolProfiles"]:
        pool = call.cloud.inventory.get(f"{cluster.id}/agentPools/{profile['name']}")
        if pool is not None:
            profile["eTag"] = pool.etag
    return cluster


def _after_delete(call: Call, gone: Resource) -> Iterable[str]:
    delete_principal(call, gone)
    issuer = call.cloud.cluster_issuers.of_cluster(gone.id)
    if issuer is not None:
        call.cloud.cluster_issuers.delete(issuer.url)
    yield node_group_id(call, gone)


CLUSTERS = ResourceType(
    name=TYPE,
    versions=VERSIONS,
    placement=Placement.TRACKED,
    codes=Codes(deleted=202),
    name_pattern=names.CLUSTER,
    name_rule="It must have 1 to 63 letters, digits, '-' and '_', a letter or digit at both ends.",
    verbs=CRUD,
    async_verbs=frozenset({Verb.PUT, Verb.PATCH, Verb.DELETE}),
    before_write=_before_write,
    after_write=_after_write,
    to_wire=_to_wire,
    after_delete=_after_delete,
    actions=(
        Action("listClusterUserCredential", list_user),
        Action("listClusterAdminCredential", list_admin),
        Action("listClusterMonitoringUserCredential", list_monitoring),
        Action("rotateServiceAccountSigningKeys", rotate_signing_keys),
        Action("rotateClusterCertificates", rotate_certificates),
        Action("resetAADProfile", reset_profile),
        Action("resetServicePrincipalProfile", reset_profile),
        Action("start", start),
        Action("stop", stop),
    ),
)

_LOCATION: Final = "/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}"

ROUTES: Final[tuple[Route, ...]] = (
    Route(
        "GET",
        f"{_LOCATION}/orchestrators",
        operation(
            "list orchestrators",
            RequiresRole("Microsoft.ContainerService/locations/orchestrators/read", data=False),
            list_orchestrators,
        ),
    ),
    Route(
        "GET",
        f"{_LOCATION}/kubernetesVersions",
        operation(
            "list Kubernetes versions",
            RequiresRole("Microsoft.ContainerService/locations/kubernetesVersions/read", data=False),
            list_versions,
        ),
    ),
)
