"""A vault's properties: what is checked, what is filled in, what cannot be taken back.

Microsoft Learn, "Vaults - Create Or Update" and "Azure Key Vault soft-delete overview".
"""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm.address_rules import check_address_rules
from aksess.cloud.services.arm.authz import allowed
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.enums import AllowedValues, check_enums
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.guids import is_guid
from aksess.cloud.services.arm.kind import Write
from aksess.cloud.services.arm.subnet_rules import check_subnet_rules
from aksess.cloud.services.arm.types.vault_policies import read_policies

# From this version of the API on, a vault that does not say is one with RBAC.
RBAC_BY_DEFAULT: Final = "2026-02-01"
RETENTION: Final = 90
ASSIGN_ROLES: Final = "Microsoft.Authorization/roleAssignments/write"
_ENUMS: Final[AllowedValues] = {
    "createMode": ("default", "recover"),
    "publicNetworkAccess": ("Enabled", "Disabled"),
    "networkAcls.bypass": ("AzureServices", "None"),
}
_FLAGS: Final = ("enabledForDeployment", "enabledForDiskEncryption", "enabledForTemplateDeployment")


def fill_vault(write: Write) -> None:
    """Check and complete ``write.properties``. Raises Fault 400."""
    properties, kept = write.properties, write.kept
    check_enums(properties, _ENUMS, "BadRequest")
    properties.pop("createMode", None)
    properties["tenantId"] = _tenant(write.reader, kept)
    properties["sku"] = _sku(write.reader, kept)
    policies = read_policies(write.reader) if "accessPolicies" in properties else kept.get("accessPolicies")
    properties["accessPolicies"] = policies or []
    for name in _FLAGS:
        given = write.reader.flag(name)
        properties[name] = given if given is not None else kept.get(name, False)
    properties["enableRbacAuthorization"] = _rbac(write)
    _check_deletion(write.reader, kept)
    _check_network(write)
    properties["vaultUri"] = f"https://{write.resource.name.lower()}.vault.azure.net/"
    for name in ("hsmPoolResourceId", "privateEndpointConnections", "provisioningState"):
        properties.pop(name, None)


def _tenant(reader: BodyReader, kept: dict[str, Any]) -> str:
    tenant = reader.text("tenantId") or kept.get("tenantId", "")
    if not is_guid(tenant):
        raise bad_request("BadRequest", f"The parameter tenantId has an invalid value: '{tenant}' is not a GUID.")
    return str(tenant)


def _sku(reader: BodyReader, kept: dict[str, Any]) -> dict[str, Any]:
    sent = reader.object("sku")
    sku = sent if sent.content else BodyReader(kept.get("sku") or {}, sent.path)
    name = sku.text("name")
    if name.lower() not in ("standard", "premium"):
        raise bad_request(
            "BadRequest", f"The property sku.name has the invalid value '{name}'. Allowed: 'standard', 'premium'."
        )
    # There is one family.
    family = sku.text("family") or "A"
    if family.upper() != "A":
        raise bad_request("BadRequest", f"The property sku.family has the invalid value '{family}'. Allowed: 'A'.")
    return {"family": family, "name": name}


def _rbac(write: Write) -> bool:
    given = write.reader.flag("enableRbacAuthorization")
    if write.before is not None:
        before = bool(write.kept.get("enableRbacAuthorization"))
        if given not in (None, before):
            _check_switch(write)
        return before if given is None else given
    if given is not None:
        return given
    return write.call.query["api-version"][:10] >= RBAC_BY_DEFAULT


def _check_switch(write: Write) -> None:
    """Another permission model takes access away and gives it: only who may give roles, to anybody, may set it.

    Microsoft Learn, "Enable Azure RBAC permissions on Key Vault"; text: Azure/bicep issue 13541.
    """
    if not allowed(write.call, ASSIGN_ROLES, write.resource.id):
        raise Fault(
            403,
            "InsufficientPermissions",
            "Caller is not allowed to change permission model. For more information on how to change the permissions "
            "model follow this link: https://go.microsoft.com/fwlink/?linkid=2155160. Details: "
            f"oid={write.call.caller.object_id}; action={ASSIGN_ROLES}; resource={write.resource.id}; "
            "decision=NotAllowed;",
        )


def _check_deletion(reader: BodyReader, kept: dict[str, Any]) -> None:
    properties = reader.content
    if reader.flag("enableSoftDelete") is False:
        raise bad_request(
            "BadRequest",
            'The property "enableSoftDelete" cannot be set to false. Enabling the soft delete functionality is an '
            "irreversible action.",
        )
    properties["enableSoftDelete"] = True
    if reader.flag("enablePurgeProtection") is False:
        raise bad_request(
            "BadRequest",
            'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is '
            "an irreversible action.",
        )
    if properties.get("enablePurgeProtection") or kept.get("enablePurgeProtection"):
        properties["enablePurgeProtection"] = True
    else:
        properties.pop("enablePurgeProtection", None)
    properties["softDeleteRetentionInDays"] = _retention(reader, kept)


def _retention(reader: BodyReader, kept: dict[str, Any]) -> int:
    days = reader.number("softDeleteRetentionInDays")
    before = kept.get("softDeleteRetentionInDays")
    if days is None:
        return int(before or RETENTION)
    if not 7 <= days <= 90:
        raise bad_request(
            "BadRequest", f"The property softDeleteRetentionInDays has the invalid value {days}. Allowed: 7 to 90."
        )
    if before is not None and days != before:
        raise bad_request(
            "BadRequest", 'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.'
        )
    return days


def _check_network(write: Write) -> None:
    properties = write.properties
    access = write.reader.text("publicNetworkAccess")
    properties["publicNetworkAccess"] = access or write.kept.get("publicNetworkAccess", "Enabled")
    if properties.get("networkAcls") is None:
        properties.pop("networkAcls", None)
        if write.kept.get("networkAcls") is not None:
            properties["networkAcls"] = write.kept["networkAcls"]
        return
    check_address_rules(write.reader)
    check_subnet_rules(write, "Microsoft.KeyVault")
