"""Azure's built-in roles, as Azure gives them."""

from __future__ import annotations

import re

import pytest

from aksess.azure_facts.built_in_roles import BuiltInRole, built_in_role_names, built_in_roles
from aksess.chain import RoleDefinition, is_condition

ROLES = tuple(built_in_roles().values())
BY_NAME = {role.name: RoleDefinition.from_azure(role.id, role.properties(), built_in=True) for role in ROLES}
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

VAULT, STORAGE = "Microsoft.KeyVault/vaults", "Microsoft.Storage/storageAccounts"
BLOBS = f"{STORAGE}/blobServices/containers/blobs"
MESSAGES = f"{STORAGE}/queueServices/queues/messages"
STORE = "Microsoft.AppConfiguration/configurationStores"

# Microsoft Learn, "Azure built-in roles".
IDS = {
    "Owner": "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    "Contributor": "b24988ac-6180-42a0-ab88-20f7382dd24c",
    "Reader": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    "User Access Administrator": "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    "Role Based Access Control Administrator": "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    "Key Vault Administrator": "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    "Key Vault Secrets User": "4633458b-17de-408a-b874-0445c86b69e6",
    "Key Vault Secrets Officer": "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    "Key Vault Reader": "21090545-7ca7-4776-b22c-e363652d74d2",
    "Key Vault Certificate User": "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba",
    "Key Vault Certificates Officer": "a4417e6f-fecd-4de8-b567-7b0420556985",
    "Key Vault Crypto User": "12338af0-0e69-4776-bea7-57ae8d297424",
    "Key Vault Crypto Officer": "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
    "Key Vault Crypto Service Encryption User": "e147488a-f6f5-4113-8e2d-b22465e65bf6",
    "Key Vault Crypto Service Release User": "08bbd89e-9f13-488c-ac41-acfcb10c90ab",
    "Key Vault Data Access Administrator": "8b54135c-b56d-4d72-a534-26097cfdc8d8",
    "Key Vault Contributor": "f25e0fa2-a7c8-4377-a976-54943a77a395",
    "App Configuration Data Reader": "516239f1-63e1-4d78-a4de-a74fb236a071",
    "App Configuration Data Owner": "5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b",
    "Storage Blob Data Reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    "Storage Blob Data Owner": "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    "Storage Blob Delegator": "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
    "Storage Queue Data Reader": "19e7f393-937e-4f77-808e-94535e297925",
    "Storage Queue Data Contributor": "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    "Storage Queue Data Message Processor": "8a0f0c08-91a1-4084-bc3d-661d67233fed",
    "Storage Queue Data Message Sender": "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
    "Storage Table Data Contributor": "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    "Storage Table Data Reader": "76199698-9eea-4c19-bc75-cec21354c6b6",
    "Managed Identity Contributor": "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59",
    "Managed Identity Operator": "f1a07417-d97a-45cb-824c-7a7467783830",
    "AcrPull": "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    "Network Contributor": "4d97b98b-1d4f-4787-a291-c67834d212e7",
    "Azure Kubernetes Service Cluster Admin Role": "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8",
    "Azure Kubernetes Service Cluster User Role": "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
    "Azure Kubernetes Service Contributor Role": "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8",
    "Azure Kubernetes Service RBAC Cluster Admin": "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b",
    "Azure Kubernetes Service RBAC Admin": "3498e952-d568-435e-9b2c-8d77e338d7f7",
    "Azure Kubernetes Service RBAC Writer": "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb",
    "Azure Kubernetes Service RBAC Reader": "7f6c6a51-bcf8-42ba-9220-52d62157d7db",
}


@pytest.mark.parametrize(("name", "guid"), IDS.items())
def test_a_role_has_azures_guid(name: str, guid: str) -> None:
    """Assignments are written with it."""
    assert guid == BY_NAME[name].id


def test_names_and_guids_are_unique_and_well_formed() -> None:
    """``data.azurerm_role_definition`` expects exactly one role of a name, and Azure ignores the case of the name."""
    assert len(ROLES) == len(BY_NAME) == len({role.id for role in ROLES}) == len(built_in_role_names())
    assert [] == [role.name for role in ROLES if not GUID.fullmatch(role.id)]


def test_every_published_role_is_there() -> None:
    """Azure published 928 built-in roles in August 2026, and it adds more than it removes."""
    assert len(ROLES) >= 928


# Microsoft Learn has these four without any action: Azure uses them as markers.
EMPTY = {
    "Azure Center for SAP solutions Management role",
    "Azure Center for SAP solutions Service role for management",
    "Defender Unified RBAC Authorization Manager",
    "Defender Unified RBAC Authorization Reader",
}


def test_every_role_has_permissions_and_a_description() -> None:
    """A role is assignable at every scope, is described, and has actions; four published roles have none."""
    roles = list(BY_NAME.values())

    assert roles
    assert [] == [role.name for role in roles if not role.built_in]
    assert [] == [role.name for role in roles if role.assignable_scopes != ("/",)]
    assert [] == [role.name for role in roles if not role.description.strip()]
    assert EMPTY == {role.name for role in roles if not any(e.actions or e.data_actions for e in role.permissions)}


def test_every_condition_of_a_role_can_be_read() -> None:
    """A condition that cannot be read would deny every request."""
    conditions = [entry.condition for role in BY_NAME.values() for entry in role.permissions if entry.condition]

    assert conditions
    assert [] == [condition for condition in conditions if not is_condition(condition)]


def test_the_properties_have_azures_shape() -> None:
    """ARM shows them, and the chain reads them."""
    reader = built_in_role_names()["acrpull"]

    assert isinstance(reader, BuiltInRole)
    assert {
        "roleName": "AcrPull",
        "type": "BuiltInRole",
        "description": "acr pull",
        "assignableScopes": ["/"],
        "permissions": [{"actions": ["Microsoft.ContainerRegistry/registries/pull/read"]}],
    } == reader.properties()


@pytest.mark.parametrize(
    ("role", "action"),
    [
        ("Key Vault Secrets User", f"{VAULT}/secrets/getSecret/action"),
        ("Key Vault Secrets User", f"{VAULT}/secrets/readMetadata/action"),
        ("Key Vault Secrets Officer", f"{VAULT}/secrets/setSecret/action"),
        ("Key Vault Administrator", f"{VAULT}/keys/create/action"),
        ("Key Vault Reader", f"{VAULT}/secrets/readMetadata/action"),
        ("Key Vault Certificate User", f"{VAULT}/secrets/getSecret/action"),
        ("Key Vault Crypto User", f"{VAULT}/keys/sign/action"),
        ("Storage Blob Data Contributor", f"{BLOBS}/add/action"),
        ("Storage Blob Data Owner", f"{BLOBS}/manageOwnership/action"),
        ("Storage Queue Data Reader", f"{MESSAGES}/read"),
        ("Storage Queue Data Message Processor", f"{MESSAGES}/process/action"),
        ("Storage Queue Data Message Sender", f"{MESSAGES}/add/action"),
        ("App Configuration Data Reader", f"{STORE}/keyValues/read"),
        ("App Configuration Data Owner", f"{STORE}/keyValues/delete"),
    ],
)
def test_a_data_role_gives_its_data(role: str, action: str) -> None:
    """The dataActions that the local services ask for."""
    assert BY_NAME[role].contains(action, data=True)


@pytest.mark.parametrize(
    ("role", "action"),
    [
        ("Owner", f"{VAULT}/secrets/getSecret/action"),
        ("Contributor", f"{BLOBS}/read"),
        ("Key Vault Contributor", f"{VAULT}/secrets/getSecret/action"),
        ("Key Vault Reader", f"{VAULT}/secrets/getSecret/action"),
        ("Key Vault Secrets User", f"{VAULT}/secrets/setSecret/action"),
        ("Storage Account Contributor", f"{BLOBS}/read"),
        ("Storage Blob Delegator", f"{BLOBS}/read"),
        ("Storage Queue Data Reader", f"{MESSAGES}/process/action"),
        ("Storage Queue Data Message Sender", f"{MESSAGES}/read"),
        ("Storage Queue Data Message Processor", f"{MESSAGES}/add/action"),
        ("App Configuration Contributor", f"{STORE}/keyValues/read"),
        ("App Configuration Data Reader", f"{STORE}/keyValues/write"),
    ],
)
def test_a_role_gives_no_more_data_than_it_should(role: str, action: str) -> None:
    """What people find out from a 403."""
    assert not BY_NAME[role].contains(action, data=True)


@pytest.mark.parametrize(
    ("role", "action", "gives"),
    [
        ("Owner", "Microsoft.Authorization/roleAssignments/write", True),
        ("Contributor", "Microsoft.Authorization/roleAssignments/write", False),
        ("Contributor", "Microsoft.Authorization/roleAssignments/read", True),
        ("Contributor", f"{VAULT}/write", True),
        ("Reader", f"{VAULT}/write", False),
        ("User Access Administrator", "Microsoft.Authorization/roleAssignments/write", True),
        (
            "Managed Identity Contributor",
            "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
            True,
        ),
        (
            "Managed Identity Operator",
            "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
            False,
        ),
        ("Key Vault Contributor", "Microsoft.KeyVault/locations/deletedVaults/purge/action", False),
        ("Reader and Data Access", f"{STORAGE}/listKeys/action", True),
        ("AcrPull", "Microsoft.ContainerRegistry/registries/push/write", False),
    ],
)
def test_a_role_manages_what_it_should(role: str, action: str, gives: bool) -> None:
    """The actions of the control plane."""
    assert gives == BY_NAME[role].contains(action, data=False)
