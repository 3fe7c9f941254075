"""Microsoft.ContainerService/managedClusters/agentPools: the cluster shows them, and writes them too.

Source: Azure/azure-rest-api-specs, specification/containerservice/resource-manager.
"""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.call import Call
from aksess.cloud.fault import Fault
from aksess.cloud.inventory import Resource
from aksess.cloud.services.arm.body import objects_at
from aksess.cloud.services.arm.faults import bad_request
from aksess.cloud.services.arm.grants import demand_linked
from aksess.cloud.services.arm.kind import Codes, Place, ResourceType, Verb, Write
from aksess.cloud.services.arm.types.cluster_versions import current

CLUSTER_TYPE: Final = "Microsoft.ContainerService/managedClusters"
POOL_TYPE: Final = f"{CLUSTER_TYPE}/agentPools"
VERSIONS: Final = ("2026-04-01", "2025-10-01", "2025-05-01", "2024-09-01", "2023-09-02-preview")
JOIN: Final = "Microsoft.Network/virtualNetworks/subnets/join/action"
_PODS: Final = {"kubenet": 110, "none": 110, "azure": 30}
_OVERLAY_PODS: Final = 250


def _fill(write: Write) -> None:
    cluster = write.call.cloud.inventory.get(cluster_of(write.resource.id))
    if cluster is None:
        raise Fault(404, "ResourceNotFound", f"The cluster of {write.resource.id} was not found.")
    fill_pool(write.call, cluster, write.resource)


def fill_pool(call: Call, cluster: Resource, pool: Resource) -> None:
    """Complete a pool's properties. Raises Fault 400 where Azure would refuse them."""
    properties = pool.properties
    if not properties.get("vmSize"):
        raise bad_request("InvalidParameter", "Required parameter agentPoolProfile.vmSize is missing (null or empty).")
    _fill_counts(properties)
    _fill_version(cluster, properties)
    network = cluster.properties.get("networkProfile") or {}
    plugin = str(network.get("networkPlugin") or "azure").lower()
    pods = _OVERLAY_PODS if str(network.get("networkPluginMode") or "").lower() == "overlay" else _PODS.get(plugin, 110)
    usual: dict[str, Any] = {
        "maxPods": pods,
        "osDiskSizeGB": 128,
        "osDiskType": "Managed",
        "osType": "Linux",
        "osSKU": "Ubuntu",
        "kubeletDiskType": "OS",
        "type": "VirtualMachineScaleSets",
        "mode": "User",
        "scaleDownMode": "Delete",
        "enableFIPS": False,
    }
    for name, value in usual.items():
        properties[name] = properties.get(name) or value
    properties["nodeImageVersion"] = "AKSUbuntu-2204gen2containerd-202511.03.0"
    properties["powerState"] = {"code": "Running"}
    _check_subnet(call, cluster, properties)


def _fill_counts(properties: dict[str, Any]) -> None:
    if properties.get("enableAutoScaling"):
        least, most = properties.get("minCount"), properties.get("maxCount")
        if least is None or most is None or least > most:
            raise bad_request("InvalidParameter", "With autoscaling, minCount and maxCount are needed, minCount first.")
        if properties.get("count") is None:
            properties["count"] = least
    elif properties.get("count") is None:
        properties["count"] = 1


def _fill_version(cluster: Resource, properties: dict[str, Any]) -> None:
    asked = properties.get("orchestratorVersion") or cluster.properties["kubernetesVersion"]
    properties["orchestratorVersion"] = asked
    properties["currentOrchestratorVersion"] = current(str(asked))


def _check_subnet(call: Call, cluster: Resource, properties: dict[str, Any]) -> None:
    for name in ("vnetSubnetID", "podSubnetID"):
        subnet = properties.get(name)
        if not subnet:
            continue
        if subnet not in call.cloud.inventory:
            raise bad_request(
                "LinkedInvalidPropertyId", f"Property '{name}' of agent pool names '{subnet}', which was not found."
            )
        demand_linked(call, f"{CLUSTER_TYPE}/write", cluster.id, JOIN, str(subnet))


def cluster_of(pool_id: str) -> str:
    """The id of the cluster that a pool is in."""
    return pool_id[: pool_id.lower().rindex("/agentpools/")]


def pools_of(call: Call, cluster_id: str) -> list[Resource]:
    """The pools of a cluster, by name."""
    return list(call.cloud.inventory.of_type(POOL_TYPE, cluster_id))


def write_pools(write: Write) -> None:
    """The pools that a cluster was sent with; those that it was not sent with stay."""
    call, cluster = write.call, write.resource
    sent = write.sent.get("properties") or {}
    profiles = objects_at(sent, "agentPoolProfiles", "properties.agentPoolProfiles")
    if write.before is None and not profiles:
        raise bad_request("InvalidParameter", "Required parameter agentPoolProfiles is missing (null or empty).")
    for profile in profiles:
        properties = {name: value for name, value in profile.items() if name not in ("name", "provisioningState")}
        name = str(profile.get("name") or "")
        pool_id = f"{cluster.id}/agentPools/{name}"
        before = call.cloud.inventory.get(pool_id)
        pool = Resource(
            id=before.id if before else pool_id,
            name=before.name if before else name,
            type=POOL_TYPE,
            properties={"mode": "System", **properties},
            private=before.private if before else {"uid": call.cloud.chance.uuid()},
            created=before.created if before else call.now,
            changed=call.now,
        )
        fill_pool(call, cluster, pool)
        call.cloud.inventory.put(pool)


def _last_system_pool(call: Call, pool: Resource) -> Fault | None:
    cluster_id = cluster_of(pool.id)
    system = [each for each in pools_of(call, cluster_id) if each.properties.get("mode") == "System"]
    if cluster_id in call.cloud.inventory and [each.id for each in system] == [pool.id]:
        return Fault(400, "OperationNotAllowed", "There has to be at least one system agent pool.")
    return None


POOLS = ResourceType(
    name=POOL_TYPE,
    versions=VERSIONS,
    place=Place.CHILD,
    codes=Codes(deleted=202),
    name_pattern=r"[a-z][a-z0-9]{0,11}",
    name_rule="It must begin with a lower-case letter and have at most 12 lower-case letters and digits.",
    verbs=frozenset({Verb.GET, Verb.LIST, Verb.PUT, Verb.DELETE}),
    waits=frozenset({Verb.PUT, Verb.DELETE}),
    fill=_fill,
    removal_refused=_last_system_pool,
)
