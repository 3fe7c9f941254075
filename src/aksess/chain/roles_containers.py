"""Roles of container registries.

Microsoft Learn, "Azure built-in roles", as of 2026-08 (MicrosoftDocs/azure-docs, built-in-roles/:
containers.md). The descriptions are ours.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import Permissions, RoleDefinition

CONTAINERS_ROLES: Final[tuple[RoleDefinition, ...]] = (
    RoleDefinition(
        "7f951dda-4ed3-4680-a7ca-43fe172d538d",
        "AcrPull",
        "Pull images.",
        (Permissions(actions=("Microsoft.ContainerRegistry/registries/pull/read",)),),
    ),
    RoleDefinition(
        "8311e382-0749-4cb8-b61a-304f252e45ec",
        "AcrPush",
        "Push and pull images.",
        (
            Permissions(
                actions=(
                    "Microsoft.ContainerRegistry/registries/pull/read",
                    "Microsoft.ContainerRegistry/registries/push/write",
                )
            ),
        ),
    ),
    RoleDefinition(
        "c2f4ef07-c644-48eb-af81-4b1b4947fb11",
        "AcrDelete",
        "Delete images.",
        (Permissions(actions=("Microsoft.ContainerRegistry/registries/artifacts/delete",)),),
    ),
    RoleDefinition(
        "6cef56e8-d556-48e5-a04f-b8e64114680f",
        "AcrImageSigner",
        "Sign images.",
        (
            Permissions(
                actions=("Microsoft.ContainerRegistry/registries/sign/write",),
                data_actions=("Microsoft.ContainerRegistry/registries/trustedCollections/write",),
            ),
        ),
    ),
    RoleDefinition(
        "cdda3590-29a3-44f6-95f2-9f980659eb04",
        "AcrQuarantineReader",
        "Pull images that are in quarantine.",
        (
            Permissions(
                actions=("Microsoft.ContainerRegistry/registries/quarantine/read",),
                data_actions=("Microsoft.ContainerRegistry/registries/quarantinedArtifacts/read",),
            ),
        ),
    ),
    RoleDefinition(
        "c8d4ff99-41c3-41a8-9f60-21dfdad59608",
        "AcrQuarantineWriter",
        "Put images in quarantine and take them out.",
        (
            Permissions(
                actions=(
                    "Microsoft.ContainerRegistry/registries/quarantine/read",
                    "Microsoft.ContainerRegistry/registries/quarantine/write",
                ),
                data_actions=(
                    "Microsoft.ContainerRegistry/registries/quarantinedArtifacts/read",
                    "Microsoft.ContainerRegistry/registries/quarantinedArtifacts/write",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "b93aa761-3e63-49ed-ac28-beffa264f7ac",
        "Container Registry Repository Reader",
        "Read images of the repositories that a condition names.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.ContainerRegistry/registries/repositories/metadata/read",
                    "Microsoft.ContainerRegistry/registries/repositories/content/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "2a1e307c-b015-4ebd-883e-5b7698a07328",
        "Container Registry Repository Writer",
        "Read and write images of the repositories that a condition names.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.ContainerRegistry/registries/repositories/metadata/read",
                    "Microsoft.ContainerRegistry/registries/repositories/content/read",
                    "Microsoft.ContainerRegistry/registries/repositories/metadata/write",
                    "Microsoft.ContainerRegistry/registries/repositories/content/write",
                )
            ),
        ),
    ),
    RoleDefinition(
        "2efddaa5-3f1f-4df3-97df-af3f13818f4c",
        "Container Registry Repository Contributor",
        "Read, write and delete images of the repositories that a condition names.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.ContainerRegistry/registries/repositories/metadata/read",
                    "Microsoft.ContainerRegistry/registries/repositories/content/read",
                    "Microsoft.ContainerRegistry/registries/repositories/metadata/write",
                    "Microsoft.ContainerRegistry/registries/repositories/content/write",
                    "Microsoft.ContainerRegistry/registries/repositories/metadata/delete",
                    "Microsoft.ContainerRegistry/registries/repositories/content/delete",
                )
            ),
        ),
    ),
    RoleDefinition(
        "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7",
        "Container Registry Repository Catalog Lister",
        "List the repositories of a registry.",
        (Permissions(data_actions=("Microsoft.ContainerRegistry/registries/catalog/read",)),),
    ),
    RoleDefinition(
        "fb382eab-e894-4461-af04-94435c366c3f",
        "Container Registry Tasks Contributor",
        "Manage the tasks and runs of a registry.",
        (
            Permissions(
                actions=(
                    "Microsoft.ContainerRegistry/registries/agentpools/read",
                    "Microsoft.ContainerRegistry/registries/agentpools/write",
                    "Microsoft.ContainerRegistry/registries/agentpools/delete",
                    "Microsoft.ContainerRegistry/registries/agentpools/listQueueStatus/action",
                    "Microsoft.ContainerRegistry/registries/agentpools/operationResults/status/read",
                    "Microsoft.ContainerRegistry/registries/agentpools/operationStatuses/read",
                    "Microsoft.ContainerRegistry/registries/tasks/read",
                    "Microsoft.ContainerRegistry/registries/tasks/write",
                    "Microsoft.ContainerRegistry/registries/tasks/delete",
                    "Microsoft.ContainerRegistry/registries/tasks/listDetails/action",
                    "Microsoft.ContainerRegistry/registries/scheduleRun/action",
                    "Microsoft.ContainerRegistry/registries/listBuildSourceUploadUrl/action",
                    "Microsoft.ContainerRegistry/registries/runs/read",
                    "Microsoft.ContainerRegistry/registries/runs/write",
                    "Microsoft.ContainerRegistry/registries/runs/listLogSasUrl/action",
                    "Microsoft.ContainerRegistry/registries/runs/cancel/action",
                    "Microsoft.ContainerRegistry/registries/taskruns/read",
                    "Microsoft.ContainerRegistry/registries/taskruns/write",
                    "Microsoft.ContainerRegistry/registries/taskruns/delete",
                    "Microsoft.ContainerRegistry/registries/taskruns/listDetails/action",
                    "Microsoft.ContainerRegistry/registries/taskruns/operationStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.ContainerRegistry/registries/read",
                )
            ),
        ),
    ),
)
