"""Vaults and grants as ARM would write them, for tests that are not about ARM."""

from __future__ import annotations

from typing import Any

from aksess.azure_facts.built_in_roles import built_in_role_names
from aksess.cloud.cloud import Cloud
from aksess.cloud.resources.authorization import ASSIGNMENT_TYPE
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.keyvault.vaults import VAULT_TYPE

VAULT = "widemo-kv"


def vault_id(cloud: Cloud, name: str = VAULT) -> str:
    """The ARM id of a vault in the group ``WiDemo``."""
    return f"/subscriptions/{cloud.settings.subscription}/resourceGroups/WiDemo/providers/{VAULT_TYPE}/{name}"


def put_vault(cloud: Cloud, name: str = VAULT, uid: str = "", **properties: Any) -> Resource:
    """A vault by roles, with whatever else is said. uid: of the vault; a new one where none is given."""
    resource = Resource(
        id=vault_id(cloud, name),
        name=name,
        type=VAULT_TYPE,
        location="westeurope",
        properties={
            "tenantId": cloud.settings.tenant,
            "vaultUri": f"https://{name}.vault.azure.net/",
            "enableRbacAuthorization": True,
            "enableSoftDelete": True,
            "softDeleteRetentionInDays": 90,
            "accessPolicies": [],
            "sku": {"family": "A", "name": "standard"},
            **properties,
        },
        private={"uid": uid or cloud.random_source.uuid()},
    )
    with cloud.store.transaction():
        cloud.inventory.put(resource)
    return resource


def grant(cloud: Cloud, object_id: str, role: str, scope: str) -> None:
    """A role assignment. role: the name of a built-in one."""
    definition = built_in_role_names()[role.lower()]
    name = cloud.random_source.uuid()
    assignment = Resource(
        id=f"{scope}/providers/{ASSIGNMENT_TYPE}/{name}",
        name=name,
        type=ASSIGNMENT_TYPE,
        properties={"roleDefinitionId": definition.id, "principalId": object_id, "scope": scope},
    )
    with cloud.store.transaction():
        cloud.inventory.put(assignment)


def access_policy(cloud: Cloud, object_id: str, **permissions: list[str]) -> dict[str, Any]:
    """An entry of ``accessPolicies``."""
    return {"tenantId": cloud.settings.tenant, "objectId": object_id, "permissions": permissions}
