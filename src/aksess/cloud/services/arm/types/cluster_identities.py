"""The identities that a cluster has: its own, its kubelets', its add-ons'.

Kubelet and add-on identities are user-assigned ones in the node resource group (Microsoft Learn, "Use a managed
identity in AKS", summary table); the cluster's own is system-assigned, or one of the user's.
"""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.call import Call
from aksess.cloud.directory import Kind, Principal
from aksess.cloud.inventory import Resource
from aksess.cloud.services.arm.faults import bad_request
from aksess.cloud.services.arm.grants import demand_linked
from aksess.cloud.services.arm.kind import Write
from aksess.cloud.services.arm.types.identities import IDENTITIES

ASSIGN: Final = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"
# Add-ons that get an identity, and how it is called.
_ADDONS: Final = {
    "omsagent": "omsagent",
    "azurekeyvaultsecretsprovider": "azurekeyvaultsecretsprovider",
    "ingressapplicationgateway": "ingressapplicationgateway",
    "azurepolicy": "azurepolicy",
    "aciconnectorlinux": "aciconnectorlinux",
}


def fill_own_identity(write: Write) -> None:
    """Complete ``identity``: a principal for a system-assigned one, those that exist for the user's."""
    identity = write.resource.body.get("identity")
    if not isinstance(identity, dict):
        return
    kind = str(identity.get("type") or "None").lower()
    if "systemassigned" in kind:
        before = (write.before.body.get("identity") or {}) if write.before else {}
        identity["principalId"] = before.get("principalId") or write.call.cloud.chance.uuid()
        identity["tenantId"] = write.call.cloud.settings.tenant
    assigned = identity.get("userAssignedIdentities")
    if "userassigned" in kind and isinstance(assigned, dict):
        identity["userAssignedIdentities"] = {each: _assigned(write, each) for each in assigned}


def put_own_principal(write: Write) -> None:
    """The system-assigned identity as a principal of the directory."""
    identity = write.resource.body.get("identity") or {}
    object_id = str(identity.get("principalId") or "")
    directory = write.call.cloud.directory
    if object_id and directory.get(object_id) is None:
        directory.put(
            Principal(
                object_id=object_id,
                kind=Kind.MANAGED_IDENTITY,
                display_name=write.resource.name,
                app_id=write.call.cloud.chance.uuid(),
                resource_id=write.resource.id,
                created=write.call.now,
            )
        )


def remove_own_principal(call: Call, cluster: Resource) -> None:
    """Delete the system-assigned identity's principal."""
    identity = cluster.body.get("identity") or {}
    if identity.get("principalId"):
        call.cloud.directory.delete(str(identity["principalId"]))


def kubelet_identity(write: Write, node_group: str) -> dict[str, str]:
    """``identityProfile.kubeletidentity``: the user's where one is named, else one in the node group."""
    sent = (write.properties.get("identityProfile") or {}).get("kubeletidentity") or {}
    resource_id = sent.get("resourceId")
    if resource_id and f"{node_group}/".lower() not in str(resource_id).lower():
        return {"resourceId": str(resource_id), **_named(_assigned(write, str(resource_id)))}
    return _in_node_group(write, node_group, f"{write.resource.name}-agentpool")


def fill_addons(write: Write, node_group: str) -> None:
    """An identity for each add-on that is on and has one; what an ingress controller's gateway came to."""
    for name, profile in (write.properties.get("addonProfiles") or {}).items():
        if not isinstance(profile, dict) or not profile.get("enabled") or name.lower() not in _ADDONS:
            continue
        profile["identity"] = _in_node_group(write, node_group, f"{_ADDONS[name.lower()]}-{write.resource.name}")
        config = profile.get("config")
        if isinstance(config, dict) and config.get("applicationGatewayId"):
            config["effectiveApplicationGatewayId"] = config["applicationGatewayId"]


def _assigned(write: Write, resource_id: str) -> dict[str, str]:
    found = write.call.cloud.inventory.get(resource_id)
    if found is None or found.type.lower() != IDENTITIES.name.lower():
        raise bad_request("UserAssignedIdentityNotFound", f"The user assigned identity '{resource_id}' does not exist.")
    demand_linked(write.call, f"{write.kind.name}/write", write.resource.id, ASSIGN, found.id)
    return {"principalId": found.properties["principalId"], "clientId": found.properties["clientId"]}


def _named(identity: dict[str, str]) -> dict[str, str]:
    return {"clientId": identity["clientId"], "objectId": identity["principalId"]}


def _in_node_group(write: Write, node_group: str, name: str) -> dict[str, str]:
    call = write.call
    resource_id = f"{node_group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}"
    found = call.cloud.inventory.get(resource_id)
    if found is None:
        found = Resource(
            id=resource_id,
            name=name,
            type=IDENTITIES.name,
            location=write.resource.location,
            tags={},
            private={"uid": call.cloud.chance.uuid()},
            created=call.now,
            changed=call.now,
        )
        made = Write(call, IDENTITIES, write.verb, {}, None, found)
        IDENTITIES.fill(made)
        call.cloud.inventory.put(found)
        IDENTITIES.wrote(made)
    properties: dict[str, Any] = found.properties
    return {"resourceId": found.id, "clientId": properties["clientId"], "objectId": properties["principalId"]}
