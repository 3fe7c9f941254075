"""Roles of Storage accounts.

Microsoft Learn, "Azure built-in roles", as of 2026-08 (MicrosoftDocs/azure-docs, built-in-roles/:
storage.md). The descriptions are ours.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import Permissions, RoleDefinition

STORAGE_ROLES: Final[tuple[RoleDefinition, ...]] = (
    RoleDefinition(
        "17d1049b-9a84-46fb-8f53-869881c3d3ab",
        "Storage Account Contributor",
        "Manage storage accounts, their keys included.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Insights/diagnosticSettings/*",
                    "Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Storage/storageAccounts/*",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "81a9662b-bebf-436f-a333-f67b29880f12",
        "Storage Account Key Operator Service Role",
        "List and renew the keys of accounts.",
        (
            Permissions(
                actions=(
                    "Microsoft.Storage/storageAccounts/listkeys/action",
                    "Microsoft.Storage/storageAccounts/regeneratekey/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "c12c1c16-33a1-487b-954d-41c89c60f349",
        "Reader and Data Access",
        "See accounts, and reach all their data through the keys.",
        (
            Permissions(
                actions=(
                    "Microsoft.Storage/storageAccounts/listKeys/action",
                    "Microsoft.Storage/storageAccounts/ListAccountSas/action",
                    "Microsoft.Storage/storageAccounts/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        "Storage Blob Data Owner",
        "Everything with blobs, POSIX ownership included.",
        (
            Permissions(
                actions=(
                    "Microsoft.Storage/storageAccounts/blobServices/containers/*",
                    "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
                ),
                data_actions=("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*",),
            ),
        ),
    ),
    RoleDefinition(
        "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        "Storage Blob Data Contributor",
        "Read, write and delete blobs and containers.",
        (
            Permissions(
                actions=(
                    "Microsoft.Storage/storageAccounts/blobServices/containers/delete",
                    "Microsoft.Storage/storageAccounts/blobServices/containers/read",
                    "Microsoft.Storage/storageAccounts/blobServices/containers/write",
                    "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
                ),
                data_actions=(
                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete",
                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write",
                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/move/action",
                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
        "Storage Blob Data Reader",
        "Read and list blobs and containers.",
        (
            Permissions(
                actions=(
                    "Microsoft.Storage/storageAccounts/blobServices/containers/read",
                    "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
                ),
                data_actions=("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",),
            ),
        ),
    ),
    RoleDefinition(
        "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
        "Storage Blob Delegator",
        "Get the key that signs user delegation SAS.",
        (Permissions(actions=("Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",)),),
    ),
    RoleDefinition(
        "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        "Storage Queue Data Contributor",
        "Read, write and delete queues and messages.",
        (
            Permissions(
                actions=(
                    "Microsoft.Storage/storageAccounts/queueServices/queues/delete",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/read",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/write",
                ),
                data_actions=(
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/delete",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/read",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/write",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/process/action",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "19e7f393-937e-4f77-808e-94535e297925",
        "Storage Queue Data Reader",
        "Read queues and peek at messages.",
        (
            Permissions(
                actions=("Microsoft.Storage/storageAccounts/queueServices/queues/read",),
                data_actions=("Microsoft.Storage/storageAccounts/queueServices/queues/messages/read",),
            ),
        ),
    ),
    RoleDefinition(
        "8a0f0c08-91a1-4084-bc3d-661d67233fed",
        "Storage Queue Data Message Processor",
        "Peek, receive and delete messages.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/read",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/process/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
        "Storage Queue Data Message Sender",
        "Send messages.",
        (Permissions(data_actions=("Microsoft.Storage/storageAccounts/queueServices/queues/messages/add/action",)),),
    ),
    RoleDefinition(
        "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        "Storage Table Data Contributor",
        "Read, write and delete tables and entities.",
        (
            Permissions(
                actions=(
                    "Microsoft.Storage/storageAccounts/tableServices/tables/read",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/write",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/delete",
                ),
                data_actions=(
                    "Microsoft.Storage/storageAccounts/tableServices/tables/entities/read",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/entities/write",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/entities/delete",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/entities/add/action",
                    "Microsoft.Storage/storageAccounts/tableServices/tables/entities/update/action",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "76199698-9eea-4c19-bc75-cec21354c6b6",
        "Storage Table Data Reader",
        "Read tables and entities.",
        (
            Permissions(
                actions=("Microsoft.Storage/storageAccounts/tableServices/tables/read",),
                data_actions=("Microsoft.Storage/storageAccounts/tableServices/tables/entities/read",),
            ),
        ),
    ),
    RoleDefinition(
        "69566ab7-960f-475b-8e7c-b3118f30c6bd",
        "Storage File Data Privileged Contributor",
        "Read, write, delete and re-own files, whatever their ACLs.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read",
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/write",
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/delete",
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/modifypermissions/action",
                    "Microsoft.Storage/storageAccounts/fileServices/readFileBackupSemantics/action",
                    "Microsoft.Storage/storageAccounts/fileServices/writeFileBackupSemantics/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "b8eda974-7b85-4f76-af95-65846b26df6d",
        "Storage File Data Privileged Reader",
        "Read files, whatever their ACLs.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read",
                    "Microsoft.Storage/storageAccounts/fileServices/readFileBackupSemantics/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "0c867c2a-1d8c-454a-a3db-ab2ea1bdc8bb",
        "Storage File Data SMB Share Contributor",
        "Read, write and delete files over SMB.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read",
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/write",
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/delete",
                )
            ),
        ),
    ),
    RoleDefinition(
        "a7264617-510b-434b-a828-9731dc254ea7",
        "Storage File Data SMB Share Elevated Contributor",
        "Read, write, delete and change ACLs over SMB.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read",
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/write",
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/delete",
                    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/modifypermissions/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "aba4ae5f-2193-4029-9191-0cb91df5e314",
        "Storage File Data SMB Share Reader",
        "Read files over SMB.",
        (Permissions(data_actions=("Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read",)),),
    ),
    RoleDefinition(
        "e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1",
        "Storage Account Backup Contributor",
        "Back an account up.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Authorization/locks/read",
                    "Microsoft.Authorization/locks/write",
                    "Microsoft.Authorization/locks/delete",
                    "Microsoft.Features/features/read",
                    "Microsoft.Features/providers/features/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Storage/operations/read",
                    "Microsoft.Storage/storageAccounts/objectReplicationPolicies/delete",
                    "Microsoft.Storage/storageAccounts/objectReplicationPolicies/read",
                    "Microsoft.Storage/storageAccounts/objectReplicationPolicies/write",
                    "Microsoft.Storage/storageAccounts/objectReplicationPolicies/restorePointMarkers/write",
                    "Microsoft.Storage/storageAccounts/blobServices/containers/read",
                    "Microsoft.Storage/storageAccounts/blobServices/containers/write",
                    "Microsoft.Storage/storageAccounts/blobServices/read",
                    "Microsoft.Storage/storageAccounts/blobServices/write",
                    "Microsoft.Storage/storageAccounts/read",
                    "Microsoft.Storage/storageAccounts/restoreBlobRanges/action",
                )
            ),
        ),
    ),
)
