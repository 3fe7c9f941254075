"""What the control host says of control planes, and how it starts and stops them.

The plan of a cluster is made of what ARM keeps: Microsoft Learn, "Managed Clusters" (REST).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from aksess.chain import Allowed
from aksess.cloud.administration import NotAdministered
from aksess.cloud.cloud import Cloud
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.control.clusters import TYPE, any_cluster, node
from aksess.wire.cluster import (
    AccessAnswer,
    AccessQuestion,
    ClusterAccess,
    ClusterPlan,
    EntraAccess,
    KeyPair,
    StartCluster,
)

# What AKS takes where networkProfile says nothing ("Managed Clusters", ContainerServiceNetworkProfile).
SERVICE_CIDR: Final = "10.0.0.0/16"
DNS_SERVICE_IP: Final = "10.0.0.10"
POD_CIDR: Final = "10.244.0.0/16"


def get_plan(call: Call) -> Answer:
    """What a cluster's control plane is made of."""
    return json_answer(200, plan_of(call.cloud, any_cluster(call.cloud, call.params["cluster"])))


def list_access(call: Call) -> Answer:
    """How each cluster is reached."""
    cloud = call.cloud
    return json_answer(200, [_access(cloud, each) for each in cloud.inventory.of_type(TYPE)])


async def start_control_plane(call: Call) -> Answer:
    """Start a cluster's control plane; answered when its API server is ready."""
    cluster = any_cluster(call.cloud, call.params["cluster"])
    try:
        asked = msgspec.json.decode(call.body or b"{}", type=StartCluster)
        return json_answer(200, await call.cloud.administration.clusters.start(cluster.id, asked))
    except msgspec.DecodeError as error:
        raise Fault(400, "Invalid", f"The body is not what this operation reads: {error}.") from error
    except NotAdministered as error:
        raise Fault(409, error.code, error.message) from error


async def stop_control_plane(call: Call) -> Answer:
    """End a cluster's control plane; answered when it has ended."""
    cluster = any_cluster(call.cloud, call.params["cluster"])
    return json_answer(200, {"stopped": await call.cloud.administration.clusters.stop(cluster.id)})


def decide_access(call: Call) -> Answer:
    """Whether Azure RBAC allows a principal an action in a cluster, or in a namespace of it."""
    cluster = any_cluster(call.cloud, call.params["cluster"])
    try:
        asked = msgspec.json.decode(call.body, type=AccessQuestion)
    except msgspec.DecodeError as error:
        raise Fault(400, "Invalid", f"The body is not what this operation reads: {error}.") from error
    scope = f"{cluster.id}/namespaces/{asked.namespace}" if asked.namespace else cluster.id
    principals = call.cloud.directory.principals_of(asked.principal)
    verdict = call.cloud.authorization.decide(principals, asked.action, scope, data=True)
    return json_answer(200, AccessAnswer(isinstance(verdict, Allowed)))


def plan_of(cloud: Cloud, cluster: Resource) -> ClusterPlan:
    """The plan of one cluster."""
    properties, keys = cluster.properties, cluster.private["credentials"]
    network: dict[str, Any] = properties.get("networkProfile") or {}
    issuer = cloud.cluster_issuers.of_cluster(cluster.id)
    local_accounts = not properties.get("disableLocalAccounts")
    return ClusterPlan(
        id=cluster.id,
        name=cluster.name,
        hosts=list(hosts_of(cluster)),
        version=str(properties.get("currentKubernetesVersion") or properties.get("kubernetesVersion") or ""),
        running=_runs(cluster),
        issuer=issuer.url if issuer else "",
        signing_keys=[each.pem for each in cloud.cluster_issuers.valid_keys(issuer)] if issuer else [],
        authority=KeyPair(keys["ca"]["certificate"], keys["ca"]["key"]),
        tokens=list(keys["tokens"].values()) if local_accounts else [],
        tenant_id=cloud.settings.tenant,
        workload_identity=bool(_at(properties, "securityProfile", "workloadIdentity").get("enabled")),
        service_cidr=network.get("serviceCidr") or SERVICE_CIDR,
        dns_service_ip=network.get("dnsServiceIP") or DNS_SERVICE_IP,
        pod_cidr=network.get("podCidr") or POD_CIDR,
        node=node(cluster),
        entra=_entra(cloud, properties),
        local_accounts=local_accounts,
        ingress_gateway=bool(_at(properties, "addonProfiles", "ingressApplicationGateway").get("enabled")),
    )


def hosts_of(cluster: Resource) -> Iterator[str]:
    """The names of a cluster's API server, the one of its kubeconfigs first."""
    for name in ("fqdn", "privateFQDN"):
        if cluster.properties.get(name):
            yield str(cluster.properties[name]).lower()


def _access(cloud: Cloud, cluster: Resource) -> ClusterAccess:
    plan, keys = plan_of(cloud, cluster), cluster.private["credentials"]
    admin = keys["admin"]
    return ClusterAccess(
        id=plan.id,
        name=plan.name,
        host=plan.hosts[0],
        version=plan.version,
        running=plan.running,
        port=cloud.administration.clusters.port(plan.id),
        authority=plan.authority.certificate,
        client=KeyPair(admin["certificate"], admin["key"]) if plan.local_accounts else None,
        token=keys["tokens"]["admin"] if plan.local_accounts else "",
        entra=plan.entra is not None,
        tenant_id=plan.entra.tenant_id if plan.entra else "",
    )


def _entra(cloud: Cloud, properties: dict[str, Any]) -> EntraAccess | None:
    profile: dict[str, Any] = properties.get("aadProfile") or {}
    if not profile:
        return None
    return EntraAccess(
        tenant_id=profile.get("tenantID") or cloud.settings.tenant,
        admin_groups=[str(each) for each in profile.get("adminGroupObjectIDs") or ()],
        azure_rbac=bool(profile.get("enableAzureRBAC")),
    )


def _runs(cluster: Resource) -> bool:
    return bool(_at(cluster.properties, "powerState").get("code", "Running") == "Running")


def _at(properties: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        properties = properties.get(name) or {}
    return properties
