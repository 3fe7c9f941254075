"""The identities of a cluster: that of its nodes' kubelets, and one for each add-on that has its own.

AKS makes them in the group of the nodes. Microsoft Learn, "Use a managed identity in AKS" (summary of identities).
"""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.kind import Write
from aksess.cloud.services.arm.principals import IDENTITY_TYPE, make_identity
from aksess.cloud.services.arm.resource_identity import named_identity

# Add-on, in lower case: what its identity is called, with the cluster's name behind it.
_ADDONS: Final = {
    "omsagent": "omsagent",
    "azurekeyvaultsecretsprovider": "azurekeyvaultsecretsprovider",
    "ingressapplicationgateway": "ingressapplicationgateway",
    "azurepolicy": "azurepolicy",
    "aciconnectorlinux": "aciconnectorlinux",
}


def fill_identities(write: Write, node_group: str) -> None:
    """Complete ``identityProfile`` and the add-ons. node_group: id, where the group exists already."""
    asked = write.reader.object("identityProfile").object("kubeletidentity").text("resourceId")
    kept: dict[str, Any] = (write.kept.get("identityProfile") or {}).get("kubeletidentity") or {}
    if asked and asked.lower() != str(kept.get("resourceId", "")).lower():
        shown = _profile(named_identity(write, asked))
    else:
        shown = kept or _profile(_made_by_aks(write, node_group, f"{write.resource.name}-agentpool"))
    write.properties["identityProfile"] = {"kubeletidentity": shown}
    _fill_addons(write, node_group)


def _fill_addons(write: Write, node_group: str) -> None:
    reader = write.reader.object("addonProfiles")
    sent = reader.content
    named = {name.lower() for name in sent}
    # An add-on that a PUT does not name stays as it is: Terraform sends those that change.
    kept: dict[str, Any] = write.kept.get("addonProfiles") or {}
    addons = {**{name: each for name, each in kept.items() if name.lower() not in named}, **sent}
    for name in addons:
        addon = BodyReader(addons, reader.path).object(name).content
        addon["enabled"] = bool(addon.get("enabled"))
        addon.pop("identity", None)
        prefix = _ADDONS.get(name.lower())
        if addon["enabled"] and prefix:
            addon["identity"] = _profile(_made_by_aks(write, node_group, f"{prefix}-{write.resource.name}"))
        if name.lower() == "ingressapplicationgateway" and addon["enabled"]:
            _fill_gateway(BodyReader(addon).object("config").content, node_group)
    write.properties["addonProfiles"] = addons


def _fill_gateway(config: dict[str, Any], node_group: str) -> None:
    given = BodyReader(config).text("applicationGatewayId")
    name = BodyReader(config).text("applicationGatewayName") or "applicationgateway"
    own = f"{node_group}/providers/Microsoft.Network/applicationGateways/{name}"
    config["effectiveApplicationGatewayId"] = given or own


def _made_by_aks(write: Write, node_group: str, name: str) -> Resource:
    found = write.call.cloud.inventory.get(f"{node_group}/providers/{IDENTITY_TYPE}/{name}")
    return found or make_identity(write.call, node_group, name, write.resource.location)


def _profile(identity: Resource) -> dict[str, Any]:
    return {
        "resourceId": identity.id,
        "clientId": identity.properties["clientId"],
        "objectId": identity.properties["principalId"],
    }
