"""Microsoft's own applications in the tenant: service principals that exist from the start and cannot be deleted.

Permissions: Microsoft Learn, "Microsoft Graph permissions reference" (ids of the application permissions).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Final

from aksess.cloud.identity.audiences import FIRST_PARTY

GRAPH: Final = "00000003-0000-0000-c000-000000000000"
# The tenant that owns Microsoft's applications.
MICROSOFT: Final = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"

NAMES: Final = {
    GRAPH: "Microsoft Graph",
    "00000002-0000-0000-c000-000000000000": "Windows Azure Active Directory",
    "797f4846-ba00-4fd7-ba43-dac1f8f63013": "Windows Azure Service Management API",
    "cfa8b339-82a2-471a-a3c9-0fc0be7a4093": "Azure Key Vault",
    "589d5083-6f11-4d30-a62a-a4b316a14abf": "Azure Key Vault Managed HSM",
    "e406a681-f3d4-42a8-90b6-c2b029497af1": "Azure Storage",
    "35ffadb3-7fc1-497e-b61b-381d28e744cc": "Azure App Configuration",
    "6dae42f8-4368-4678-94ff-3960e28e3630": "Azure Kubernetes Service AAD Server",
    "123cd850-d9df-40bd-94d5-c9f07b7fa203": "Azure OSSRDBMS Database",
    "022907d3-0f1b-48f7-badc-1ba6abab6d66": "Azure SQL Database",
    "80369ed6-5f11-4dd9-bef3-692475845e77": "Microsoft.EventHubs",
    "80a10ef9-8168-493d-abf9-3297c4ef6e3c": "Microsoft.ServiceBus",
    "a232010e-820c-4083-83bb-3ace5fc29d0b": "Azure Cosmos DB",
    "ca7f3f0b-7d91-482c-8e09-c5d840d0eac5": "Log Analytics API",
    "6a0ec4d3-30cb-4a83-91c0-ae56bc0e3d26": "Azure Container Registry",
    "7d312290-28c8-473c-a0ed-8e53749b6d6d": "Microsoft Cognitive Services",
    "499b84ac-1321-427f-aa17-267ca6975798": "Azure DevOps",
    "fb60f99c-7a34-4190-8149-302f77469936": "AAD Token Exchange",
}

GRAPH_ROLES: Final = {
    "Application.Read.All": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
    "Application.ReadWrite.All": "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9",
    "Application.ReadWrite.OwnedBy": "18a4783c-866b-4cc7-a460-3d5e5662c884",
    "AppRoleAssignment.ReadWrite.All": "06b708a9-e830-4db3-a914-8e69da51d44f",
    "Directory.Read.All": "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
    "Directory.ReadWrite.All": "19dbc75e-c2e2-444c-a770-ec69d8559fc7",
    "Group.Create": "bf7b1a76-6e77-406b-b258-bf5c7720e98f",
    "Group.Read.All": "5b567255-7703-4780-807c-7be8301ae99b",
    "Group.ReadWrite.All": "62a82d76-70ea-41e2-9197-370581804d09",
    "GroupMember.Read.All": "98830695-27a2-44f7-8c18-0c3ebc9698f6",
    "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
    "User.ReadWrite.All": "741f803b-c850-494e-b5df-cde7c675a1ca",
}


@dataclass(frozen=True, slots=True)
class FirstParty:
    """One of Microsoft's applications. object_id: of its service principal in this tenant. roles: value to id."""

    object_id: str
    app_id: str
    display_name: str
    names: tuple[str, ...]
    roles: dict[str, str]


def first_parties(tenant: str) -> list[FirstParty]:
    """Return all of them for one tenant. Their object ids differ from tenant to tenant, and never change."""
    return [
        FirstParty(
            object_id=str(uuid.uuid5(uuid.UUID(tenant), app_id)),
            app_id=app_id,
            display_name=NAMES[app_id],
            names=names,
            roles=GRAPH_ROLES if app_id == GRAPH else {},
        )
        for app_id, names in FIRST_PARTY.items()
    ]
