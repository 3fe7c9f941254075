"""The properties of a cluster: checks, the defaults of AKS, and those that cannot be changed.

Microsoft Learn, "Managed Clusters - Create Or Update"; "Create an OpenID Connect provider on AKS" (once enabled, the
issuer cannot be disabled).
"""

from __future__ import annotations

import re
import zlib
from typing import Any, Final

from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.enums import AllowedValues, check_enums
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.kind import Write
from aksess.cloud.services.arm.types.agent_pools import check_fixed, keep_fixed, most_pods
from aksess.cloud.services.arm.types.cluster_versions import checked_version, has_issuer_by_default
from aksess.cloud.services.arm.types.pool_shape import check_pool_subnets, fill_pool, version_of

_FIXED: Final = ("dnsPrefix", "nodeResourceGroup", "fqdnSubdomain", "enableRBAC")
_PRIVATE: Final = ("enablePrivateCluster", "privateDNSZone", "enableVnetIntegration", "subnetId")
_DRIVERS: Final = ("diskCSIDriver", "fileCSIDriver", "snapshotController")
_ENUMS: Final[AllowedValues] = {
    "supportPlan": ("KubernetesOfficial", "AKSLongTermSupport"),
    "autoUpgradeProfile.upgradeChannel": ("none", "patch", "stable", "rapid", "node-image"),
    "autoUpgradeProfile.nodeOSUpgradeChannel": ("None", "Unmanaged", "NodeImage", "SecurityPatch"),
    "nodeProvisioningProfile.mode": ("Manual", "Auto"),
    "networkProfile.networkPlugin": ("azure", "kubenet", "none"),
    "networkProfile.networkPluginMode": ("overlay",),
    "networkProfile.networkPolicy": ("none", "azure", "calico", "cilium"),
    "networkProfile.networkDataplane": ("azure", "cilium"),
    "networkProfile.loadBalancerSku": ("standard", "basic"),
    "networkProfile.outboundType": (
        "loadBalancer",
        "userDefinedRouting",
        "managedNATGateway",
        "managedNATGatewayV2",
        "userAssignedNATGateway",
        "none",
        "block",
    ),
}
_TIERS: Final[AllowedValues] = {
    "sku.name": ("Base", "Automatic", "Basic"),
    "sku.tier": ("Free", "Standard", "Premium", "Paid"),
}
_PREFIX: Final = re.compile(r"[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?")
_LONGEST_GROUP: Final = 80
_USUAL: Final[dict[str, Any]] = {
    "enableRBAC": True,
    "disableLocalAccounts": False,
    "supportPlan": "KubernetesOfficial",
    "maxAgentPools": 100,
}


def fill_cluster(write: Write) -> None:
    """Check and complete the properties that need no other resource.

    Raises:
        Fault: 400, a property is not valid.
    """
    properties, kept = write.properties, write.kept
    check_enums(properties, _ENUMS, "InvalidParameter")
    check_enums(write.resource.body, _TIERS, "InvalidParameter")
    _check_secrets(write)
    for name in _FIXED:
        was, now = kept.get(name), properties.get(name)
        if was not in (None, "") and now in (None, ""):
            properties[name] = was
        elif was not in (None, "") and str(was).lower() != str(now).lower():
            raise bad_request("PropertyChangeNotAllowed", f"Changing property 'properties.{name}' is not allowed.")
    for name, usual in _USUAL.items():
        if properties.get(name) in (None, ""):
            properties[name] = kept.get(name, usual)
    _fill_names(write)
    asked = write.reader.text("kubernetesVersion")
    properties["kubernetesVersion"] = checked_version(asked, kept.get("kubernetesVersion", ""))
    properties["currentKubernetesVersion"] = version_of(properties["kubernetesVersion"])
    properties["powerState"] = kept.get("powerState") or {"code": "Running"}
    properties["resourceUID"] = write.resource.private["uid"].replace("-", "")[:24]
    write.reader.object("securityProfile")
    storage = write.reader.object("storageProfile").content
    properties["storageProfile"] = {**{driver: {"enabled": True} for driver in _DRIVERS}, **storage}
    properties.setdefault("autoUpgradeProfile", {"nodeOSUpgradeChannel": "NodeImage"})
    write.resource.body.setdefault("sku", {"name": "Base", "tier": "Free"})


def _check_secrets(write: Write) -> None:
    properties = write.properties
    principal = write.reader.object("servicePrincipalProfile").content
    if not principal and not write.resource.body.get("identity"):
        raise bad_request(
            "InvalidParameter",
            "A cluster needs an identity: found neither 'identity' nor 'servicePrincipalProfile', expected one.",
        )
    properties["servicePrincipalProfile"] = {"clientId": BodyReader(principal).text("clientId") or "msi"}
    # Write-only properties are never returned by GET.
    write.reader.object("windowsProfile").content.pop("adminPassword", None)
    entra = write.reader.object("aadProfile").content
    entra.pop("serverAppSecret", None)
    if entra:
        entra["tenantID"] = BodyReader(entra).text("tenantID") or write.call.cloud.settings.tenant


def _fill_names(write: Write) -> None:
    properties, resource = write.properties, write.resource
    prefix = write.reader.text("dnsPrefix") or write.reader.text("fqdnSubdomain")
    if not prefix:
        raise bad_request("InvalidParameter", "Required parameter dnsPrefix is missing (null).")
    if not _PREFIX.fullmatch(prefix):
        raise bad_request(
            "InvalidParameter",
            f"The value of parameter dnsPrefix is invalid: '{prefix}'. It must have 1 to 54 letters, digits and "
            "hyphens, a letter or digit at both ends.",
        )
    group = resource.id.split("/")[4]
    if not write.reader.text("nodeResourceGroup"):
        properties["nodeResourceGroup"] = f"MC_{group}_{resource.name}_{resource.location}"[:_LONGEST_GROUP]
    elif len(properties["nodeResourceGroup"]) > _LONGEST_GROUP:
        raise bad_request(
            "InvalidParameter",
            f"The value of parameter nodeResourceGroup is invalid: it has {len(properties['nodeResourceGroup'])} "
            f"characters; at most {_LONGEST_GROUP} are allowed.",
        )
    label = f"{prefix}-{zlib.crc32(resource.id.lower().encode()):08x}".lower()
    access = _filled_access(write)
    private = bool(BodyReader(access).flag("enablePrivateCluster"))
    public = not private or bool(BodyReader(access).flag("enablePrivateClusterPublicFQDN"))
    for name, shown in (("privateFQDN", private), ("fqdn", public)):
        properties.pop(name, None)
        if shown:
            properties[name] = f"{label}.hcp.{resource.location}.azmk8s.io"
    properties["azurePortalFQDN"] = f"{label}.portal.hcp.{resource.location}.azmk8s.io"


def _filled_access(write: Write) -> dict[str, Any]:
    """``apiServerAccessProfile``, with what an update leaves out as it was: azurerm sends parts of it."""
    reader = write.reader.object("apiServerAccessProfile")
    access = reader.content
    kept = BodyReader(write.kept).object("apiServerAccessProfile").content
    for name in _PRIVATE:
        if access.get(name) in (None, "") and name in kept:
            access[name] = kept[name]
    if reader.flag("enablePrivateCluster"):
        access["privateDNSZone"] = reader.text("privateDNSZone") or "system"
    if access:
        write.properties["apiServerAccessProfile"] = access
    return access


def fill_pools(write: Write) -> None:
    """Complete ``agentPoolProfiles``; pools that are not named stay as they are. Raises Fault 400 or 403."""
    before = {each["name"]: each for each in write.kept.get("agentPoolProfiles") or ()}
    sent = write.reader.readers("agentPoolProfiles")
    version, pods = write.properties["kubernetesVersion"], most_pods(write.properties)
    found: dict[str, dict[str, Any]] = dict(before)
    for order, reader in enumerate(sent):
        pool, name = reader.content, reader.text("name")
        if order == 0 and not before:
            pool.setdefault("mode", "System")
        if name in [each.text("name") for each in sent[:order]]:
            raise bad_request("InvalidParameter", f"Two agent pools have the name '{name}'; names must be unique.")
        was = before.get(name, {})
        keep_fixed(pool, was)
        check_pool_subnets(write, pool, was)
        fill_pool(pool, name, version, pods)
        check_fixed(pool, was)
        found[name] = pool
    if not any(BodyReader(each).text("mode").lower() == "system" for each in found.values()):
        raise bad_request("InvalidParameter", "There has to be at least one system agent pool in the cluster.")
    write.properties["agentPoolProfiles"] = list(found.values())


def check_workload_identity(write: Write) -> None:
    """The issuer cannot be switched off, and workload identity needs it. Raises Fault 400."""
    enabled = write.reader.object("oidcIssuerProfile").flag("enabled")
    was: dict[str, Any] = write.kept.get("oidcIssuerProfile") or {}
    if was.get("enabled") and enabled is False:
        raise bad_request("OIDCIssuerFeatureCannotBeDisabled", "OIDC issuer feature cannot be disabled.")
    usual = was.get("enabled") if write.before else has_issuer_by_default(write.properties["kubernetesVersion"])
    write.properties["oidcIssuerProfile"] = {"enabled": bool(usual if enabled is None else enabled)}
    reader = write.reader.object("securityProfile").object("workloadIdentity")
    workload = reader.content
    if workload:
        workload["enabled"] = bool(reader.flag("enabled"))
    if workload.get("enabled") and not write.properties["oidcIssuerProfile"]["enabled"]:
        raise bad_request(
            "InvalidParameter",
            "Workload identity needs the OIDC issuer: securityProfile.workloadIdentity.enabled is true, "
            "oidcIssuerProfile.enabled is not.",
        )
