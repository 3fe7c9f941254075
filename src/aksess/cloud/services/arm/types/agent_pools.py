"""Microsoft.ContainerService/managedClusters/agentPools: the pools of a cluster, one by one.

The cluster shows the same pools as ``agentPoolProfiles``: a write of one changes the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from aksess.azure_facts import names
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.async_operations import polled
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.kind import CRUD, Action, Codes, Placement, ResourceType, Verb, Write
from aksess.cloud.services.arm.types.cluster_versions import VERSIONS
from aksess.cloud.services.arm.types.pool_shape import check_pool_subnets, fill_pool

TYPE: Final = "Microsoft.ContainerService/managedClusters/agentPools"
# The properties that cannot change (Microsoft Learn, "Agent Pools": these can only be changed by a new pool).
_FIXED: Final = ("vmSize", "vnetSubnetID", "podSubnetID", "osType", "osDiskType", "osDiskSizeGB", "maxPods", "type")


def cluster_id_of(pool_id: str) -> str:
    """Return the id of the cluster of a pool."""
    return pool_id.rpartition("/agentPools/")[0]


def _before_write(write: Write) -> None:
    cluster = write.parent
    if cluster is None:
        raise bad_request("BadRequest", "The pool has no cluster.")
    pool, before = write.properties, write.kept
    keep_fixed(pool, before)
    check_pool_subnets(write, pool, before)
    fill_pool(pool, write.resource.name, cluster.properties["kubernetesVersion"], most_pods(cluster.properties))
    check_fixed(pool, before)
    left = {**profiles_by_name(cluster), write.resource.name: pool}
    if not any(str(each.get("mode")).lower() == "system" for each in left.values()):
        raise bad_request("InvalidParameter", "There has to be at least one system agent pool in the cluster.")


def keep_fixed(pool: dict[str, Any], before: dict[str, Any]) -> None:
    """Keep the values of properties that cannot change and that a write leaves out: defaults are for new pools."""
    for name in _FIXED:
        if pool.get(name) in (None, "", 0) and before.get(name) is not None:
            pool[name] = before[name]


def check_fixed(pool: dict[str, Any], before: dict[str, Any]) -> None:
    """Check that a write changes no property that only a new pool can have.

    Raises:
        Fault: 400 PropertyChangeNotAllowed.
    """
    for name in _FIXED:
        was, now = before.get(name), pool.get(name)
        if was is not None and now is not None and str(was).lower() != str(now).lower():
            raise bad_request(
                "PropertyChangeNotAllowed",
                f"Changing property 'properties.{name}' is not allowed. Found '{now}', the pool has '{was}'.",
            )


def most_pods(cluster: dict[str, Any]) -> int:
    """Return the default ``maxPods``: 30 with the Azure plugin, 250 with its overlay, 110 with others."""
    network = cluster.get("networkProfile") or {}
    if str(network.get("networkPlugin")).lower() == "azure":
        return 250 if str(network.get("networkPluginMode") or "").lower() == "overlay" else 30
    return 110


def profiles_by_name(cluster: Resource) -> dict[str, dict[str, Any]]:
    """The pools of a cluster by name."""
    return {each["name"]: each for each in cluster.properties.get("agentPoolProfiles") or ()}


def _after_write(write: Write) -> None:
    cluster = write.parent
    if cluster is not None:
        found = {**profiles_by_name(cluster), write.resource.name: {"name": write.resource.name, **write.properties}}
        cluster.properties["agentPoolProfiles"] = list(found.values())
        cluster.etag = write.call.cloud.random_source.uuid()
        write.call.cloud.inventory.put(cluster)


def _to_wire(call: Call, pool: Resource) -> Resource:
    pool.properties["eTag"] = pool.etag
    return pool


def _before_delete(call: Call, pool: Resource) -> None:
    cluster = call.cloud.inventory.get(cluster_id_of(pool.id))
    others = [each for name, each in profiles_by_name(cluster).items() if name != pool.name] if cluster else []
    if any(str(each.get("mode")).lower() == "system" for each in others):
        return
    raise bad_request(
        "OperationNotAllowed", f"The last system pool of a cluster cannot be deleted: '{pool.name}' is the only one."
    )


def _after_delete(call: Call, gone: Resource) -> Iterable[str]:
    cluster = call.cloud.inventory.get(cluster_id_of(gone.id))
    if cluster is not None:
        left = [each for each in cluster.properties["agentPoolProfiles"] if each["name"] != gone.name]
        cluster.properties["agentPoolProfiles"] = left
        cluster.etag = call.cloud.random_source.uuid()
        call.cloud.inventory.put(cluster)
    return ()


def store_pools(write: Write) -> None:
    """Write the pools of a cluster that was just stored as resources of their own."""
    inventory = write.call.cloud.inventory
    for profile in write.properties["agentPoolProfiles"]:
        pool_id = f"{write.resource.id}/agentPools/{profile['name']}"
        before = inventory.get(pool_id)
        properties = {name: value for name, value in profile.items() if name != "name"}
        inventory.put(
            Resource(
                id=pool_id,
                name=profile["name"],
                type=TYPE,
                properties=properties,
                private=before.private if before else {"uid": write.call.cloud.random_source.uuid()},
                created=before.created if before else write.call.now,
                changed=write.call.now,
                etag=before.etag
                if before and before.properties == properties
                else write.call.cloud.random_source.uuid(),
            )
        )


def _upgrade_image(call: Call, pool: Resource) -> Answer:
    return Answer(202, b"", polled(call, "Microsoft.ContainerService", None, location=True))


POOLS = ResourceType(
    name=TYPE,
    versions=VERSIONS,
    placement=Placement.CHILD,
    codes=Codes(deleted=202),
    name_pattern=names.AGENT_POOL,
    name_rule="It must begin with a lower case letter and have lower case letters and digits only, 12 at most.",
    verbs=CRUD - {Verb.PATCH},
    async_verbs=frozenset({Verb.PUT, Verb.DELETE}),
    before_write=_before_write,
    after_write=_after_write,
    to_wire=_to_wire,
    before_delete=_before_delete,
    after_delete=_after_delete,
    actions=(
        Action(
            "upgradeNodeImageVersion",
            _upgrade_image,
            requirement=RequiresRole(f"{TYPE}/upgradeNodeVersion/action", data=False),
        ),
    ),
)
