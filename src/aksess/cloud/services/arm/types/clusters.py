"""Microsoft.ContainerService/managedClusters: the cluster as ARM shows it, with its issuer, identities and pools.

No node is started. Source: Azure/azure-rest-api-specs, specification/containerservice/resource-manager; Microsoft
Learn, "Create an OpenID Connect provider on AKS" (the issuer cannot be switched off again).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from aksess.cloud.call import Answer, Call
from aksess.cloud.inventory import Resource
from aksess.cloud.services.arm.faults import bad_request, conflict
from aksess.cloud.services.arm.kind import Action, Codes, Place, ResourceType, Verb, Write
from aksess.cloud.services.arm.types import cluster_access
from aksess.cloud.services.arm.types.agent_pools import CLUSTER_TYPE, VERSIONS, pools_of, write_pools
from aksess.cloud.services.arm.types.cluster_identities import (
    fill_addons,
    fill_own_identity,
    kubelet_identity,
    put_own_principal,
    remove_own_principal,
)
from aksess.cloud.services.arm.types.cluster_network import fill_network
from aksess.cloud.services.arm.types.cluster_versions import DEFAULT, ISSUER_BY_DEFAULT, PATCHES, current, minor
from aksess.cloud.services.arm.waits import polled

_DRIVERS: Final = ("diskCSIDriver", "fileCSIDriver", "snapshotController")


def _fill(write: Write) -> None:
    properties = write.properties
    properties.pop("agentPoolProfiles", None)
    _fill_version(write)
    _fill_names(write)
    write.resource.private.setdefault("kube", _new_access(write.call))
    fill_own_identity(write)
    node_group = _node_group(write)
    fill_network(write, node_group)
    _fill_profiles(write)
    _fill_issuer(write)
    properties["identityProfile"] = {"kubeletidentity": kubelet_identity(write, node_group)}
    fill_addons(write, node_group)


def _new_access(call: Call) -> dict[str, str]:
    return {**cluster_access.new_authority(call.now), "token": call.cloud.chance.hex(64)}


def _fill_version(write: Write) -> None:
    properties = write.properties
    asked = str(properties.get("kubernetesVersion") or write.kept.get("kubernetesVersion") or PATCHES[DEFAULT])
    properties["kubernetesVersion"] = asked
    properties["currentKubernetesVersion"] = current(asked)


def _fill_names(write: Write) -> None:
    properties, kept, call = write.properties, write.kept, write.call
    prefix = properties.get("dnsPrefix") or properties.get("fqdnSubdomain")
    if not prefix:
        raise bad_request("InvalidParameter", "Required parameter dnsPrefix is missing (null or empty).")
    host = kept.get("fqdn") or kept.get("privateFQDN") or f"{prefix}-{call.cloud.chance.hex(4)}.hcp"
    if not host.endswith(".azmk8s.io"):
        host = f"{host}.{write.resource.location}.azmk8s.io"
    private = bool((properties.get("apiServerAccessProfile") or {}).get("enablePrivateCluster"))
    properties.pop("fqdn", None)
    properties["privateFQDN" if private else "fqdn"] = host
    properties["azurePortalFQDN"] = host.replace(".hcp.", ".portal.hcp.")
    properties["resourceUID"] = kept.get("resourceUID") or call.cloud.chance.hex(12)


def _node_group(write: Write) -> str:
    """The id of the node resource group, made where it is not there."""
    resource, call = write.resource, write.call
    _, _, subscription, _, group, *_ = resource.id.split("/")
    usual = f"MC_{group}_{resource.name}_{resource.location}"[:80]
    name = str(write.kept.get("nodeResourceGroup") or write.properties.get("nodeResourceGroup") or usual)
    write.properties["nodeResourceGroup"] = name
    group_id = f"/subscriptions/{subscription}/resourceGroups/{name}"
    before = call.cloud.inventory.get(group_id)
    if before is None:
        _make_group(write, group_id, name)
    elif str(before.body.get("managedBy") or "").lower() != resource.id.lower():
        raise conflict("NodeResourceGroupAlreadyExists", f"The node resource group '{name}' is there already.")
    return group_id


def _make_group(write: Write, group_id: str, name: str) -> None:
    write.call.cloud.inventory.put(
        Resource(
            id=group_id,
            name=name,
            type="Microsoft.Resources/resourceGroups",
            location=write.resource.location,
            tags=dict(write.resource.tags or {}),
            body={"managedBy": write.resource.id},
            private={"uid": write.call.cloud.chance.uuid()},
            created=write.call.now,
            changed=write.call.now,
        )
    )


def _fill_profiles(write: Write) -> None:
    properties = write.properties
    write.resource.body.setdefault("sku", {"name": "Base", "tier": "Free"})
    storage = dict(properties.get("storageProfile") or {})
    for driver in _DRIVERS:
        storage.setdefault(driver, {"enabled": True})
    properties["storageProfile"] = storage
    usual: dict[str, Any] = {
        "enableRBAC": True,
        "supportPlan": "KubernetesOfficial",
        "servicePrincipalProfile": {"clientId": "msi"},
        "disableLocalAccounts": False,
        "maxAgentPools": 100,
    }
    for name, value in usual.items():
        if properties.get(name) is None:
            properties[name] = value
    properties["powerState"] = write.kept.get("powerState") or {"code": "Running"}
    if isinstance(properties.get("aadProfile"), dict):
        properties["aadProfile"]["tenantID"] = (
            properties["aadProfile"].get("tenantID") or write.call.cloud.settings.tenant
        )


def _fill_issuer(write: Write) -> None:
    properties, kept = write.properties, write.kept
    before = kept.get("oidcIssuerProfile") or {}
    sent = properties.get("oidcIssuerProfile") or {}
    by_default = write.before is None and minor(properties["currentKubernetesVersion"]) >= ISSUER_BY_DEFAULT
    wanted = sent.get("enabled", before.get("enabled", by_default))
    if before.get("enabled") and not wanted:
        raise bad_request("OIDCIssuerCannotBeDisabled", "The OIDC issuer cannot be disabled once it is enabled.")
    _check_workload_identity(properties, enabled=bool(wanted))
    if not wanted:
        properties["oidcIssuerProfile"] = {"enabled": False}
        return
    url = (
        before.get("issuerURL") or write.call.cloud.issuers.create(str(write.resource.location), write.resource.id).url
    )
    properties["oidcIssuerProfile"] = {"enabled": True, "issuerURL": url}


def _check_workload_identity(properties: dict[str, Any], *, enabled: bool) -> None:
    asked = ((properties.get("securityProfile") or {}).get("workloadIdentity") or {}).get("enabled")
    if asked and not enabled:
        raise bad_request(
            "InvalidParameter", "Workload identity needs the OIDC issuer: oidcIssuerProfile.enabled must be true."
        )


def _wrote(write: Write) -> None:
    put_own_principal(write)
    write_pools(write)


def _show(call: Call, cluster: Resource) -> Resource:
    cluster.properties["agentPoolProfiles"] = [
        {"name": pool.name, "provisioningState": "Succeeded", **pool.properties} for pool in pools_of(call, cluster.id)
    ]
    return cluster


def _removed(call: Call, cluster: Resource) -> Iterable[str]:
    remove_own_principal(call, cluster)
    url = (cluster.properties.get("oidcIssuerProfile") or {}).get("issuerURL")
    if url:
        call.cloud.issuers.delete(url)
    subscription = cluster.id.split("/")[2]
    return (f"/subscriptions/{subscription}/resourceGroups/{cluster.properties['nodeResourceGroup']}",)


def _rotate_keys(call: Call, cluster: Resource) -> Answer:
    issuer = call.cloud.issuers.of_cluster(cluster.id)
    if issuer is None:
        raise bad_request("OIDCIssuerNotEnabled", f"The OIDC issuer of cluster '{cluster.name}' is not enabled.")
    call.cloud.issuers.rotate(issuer)
    return _accepted(call, cluster)


def _power(code: str) -> Any:
    def switch(call: Call, cluster: Resource) -> Answer:
        cluster.properties["powerState"] = {"code": code}
        call.cloud.inventory.put(cluster)
        return _accepted(call, cluster)

    return switch


def _accepted(call: Call, cluster: Resource) -> Answer:
    return Answer(202, b"", polled(call, "Microsoft.ContainerService", cluster.location, location=True))


CLUSTERS = ResourceType(
    name=CLUSTER_TYPE,
    versions=VERSIONS,
    place=Place.TRACKED,
    codes=Codes(deleted=202),
    name_pattern=r"[A-Za-z0-9]([\w-]{0,61}[A-Za-z0-9])?",
    name_rule="It must have 1 to 63 characters: alphanumerics, underscores and hyphens, alphanumeric at both ends.",
    waits=frozenset({Verb.PUT, Verb.PATCH, Verb.DELETE}),
    fill=_fill,
    wrote=_wrote,
    show=_show,
    removed=_removed,
    actions=(
        Action("listClusterUserCredential", cluster_access.list_user_credential),
        Action("listClusterAdminCredential", cluster_access.list_admin_credential),
        Action("rotateServiceAccountSigningKeys", _rotate_keys),
        Action("start", _power("Running")),
        Action("stop", _power("Stopped")),
    ),
)

MAINTENANCE = ResourceType(
    name=f"{CLUSTER_TYPE}/maintenanceConfigurations",
    versions=VERSIONS,
    place=Place.CHILD,
    verbs=frozenset({Verb.GET, Verb.LIST, Verb.PUT, Verb.DELETE}),
    provisioning=False,
)
