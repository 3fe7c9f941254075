"""Roles of container applications, extensions and fleets.

Microsoft Learn, "Azure built-in roles", as of 2026-08 (MicrosoftDocs/azure-docs, built-in-roles/:
containers.md). The descriptions are ours.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import Permissions, RoleDefinition

APPLICATIONS_ROLES: Final[tuple[RoleDefinition, ...]] = (
    RoleDefinition(
        "5d977122-f97e-4b4d-a52f-6b43003ddb4d",
        "Azure Container Instances Contributor Role",
        "Manage container instances.",
        (
            Permissions(
                actions=(
                    "Microsoft.ContainerInstance/containerGroups/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "85cb6faf-e071-4c9b-8136-154b5a04f717",
        "Kubernetes Extension Contributor",
        "Manage the extensions of clusters.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.KubernetesConfiguration/extensions/write",
                    "Microsoft.KubernetesConfiguration/extensions/read",
                    "Microsoft.KubernetesConfiguration/extensions/delete",
                    "Microsoft.KubernetesConfiguration/extensions/operations/read",
                    "Microsoft.KubernetesConfiguration/register/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "61eb6405-5f4a-440b-ad03-fe06c5c85e44",
        "Flux Configurations Contributor",
        "Manage Flux configurations of clusters.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.KubernetesConfiguration/fluxConfigurations/write",
                    "Microsoft.KubernetesConfiguration/fluxConfigurations/read",
                    "Microsoft.KubernetesConfiguration/fluxConfigurations/delete",
                    "Microsoft.KubernetesConfiguration/fluxConfigurations/operations/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "63bb64ad-9799-4770-b5c3-24ed299a07bf",
        "Azure Kubernetes Fleet Manager Contributor Role",
        "Manage fleets of clusters.",
        (
            Permissions(
                actions=(
                    "Microsoft.ContainerService/fleets/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.ContainerService/fleetMemberships/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "358470bc-b998-42bd-ab17-a7e34c199c0f",
        "Container Apps Contributor",
        "Manage container apps.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.App/containerApps/*/read",
                    "Microsoft.App/containerApps/*/write",
                    "Microsoft.App/containerApps/*/delete",
                    "Microsoft.App/containerApps/*/action",
                    "Microsoft.App/managedEnvironments/read",
                    "Microsoft.App/managedEnvironments/*/read",
                    "Microsoft.App/managedEnvironments/join/action",
                    "Microsoft.App/managedEnvironments/checknameavailability/action",
                    "Microsoft.App/connectedEnvironments/read",
                    "Microsoft.App/connectedEnvironments/*/read",
                    "Microsoft.App/connectedEnvironments/join/action",
                    "Microsoft.App/connectedEnvironments/checknameavailability/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "f3bd1b5c-91fa-40e7-afe7-0c11d331232c",
        "Container Apps Operator",
        "See, start and stop container apps; open their logs and shells.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.App/containerApps/*/read",
                    "Microsoft.App/containerApps/*/action",
                    "Microsoft.App/managedEnvironments/read",
                    "Microsoft.App/managedEnvironments/*/read",
                    "Microsoft.App/managedEnvironments/join/action",
                    "Microsoft.App/managedEnvironments/checknameavailability/action",
                    "Microsoft.App/connectedEnvironments/read",
                    "Microsoft.App/connectedEnvironments/*/read",
                    "Microsoft.App/connectedEnvironments/join/action",
                    "Microsoft.App/connectedEnvironments/checknameavailability/action",
                ),
                data_actions=(
                    "Microsoft.App/containerApps/logstream/action",
                    "Microsoft.App/containerApps/exec/action",
                    "Microsoft.App/containerApps/debug/action",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "57cc5028-e6a7-4284-868d-0611c5923f8d",
        "Container Apps ManagedEnvironments Contributor",
        "Manage the environments of container apps.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.App/managedEnvironments/*/read",
                    "Microsoft.App/managedEnvironments/*/write",
                    "Microsoft.App/managedEnvironments/*/delete",
                    "Microsoft.App/managedEnvironments/*/action",
                    "Microsoft.Resources/deployments/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "0fb8eba5-a2bb-4abe-b1c1-49dfad359bb0",
        "Azure ContainerApps Session Executor",
        "Run code in sessions.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.App/sessionPools/*/read",
                    "Microsoft.App/sessionPools/sessions/generatesessions/action",
                    "Microsoft.App/sessionPools/fetchMcpServerCredentials/action",
                    "Microsoft.App/sessionPools/rotateMcpServerCredentials/action",
                ),
                data_actions=(
                    "Microsoft.App/sessionPools/*/read",
                    "Microsoft.App/sessionPools/interpreters/execute/action",
                    "Microsoft.App/sessionPools/interpreters/read",
                    "Microsoft.App/sessionPools/executions/*",
                    "Microsoft.App/sessionPools/files/*",
                ),
            ),
        ),
    ),
)
