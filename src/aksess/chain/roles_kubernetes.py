"""Roles of Kubernetes services.

Microsoft Learn, "Azure built-in roles", as of 2026-08 (MicrosoftDocs/azure-docs, built-in-roles/:
containers.md). The descriptions are ours.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import Permissions, RoleDefinition

KUBERNETES_ROLES: Final[tuple[RoleDefinition, ...]] = (
    RoleDefinition(
        "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8",
        "Azure Kubernetes Service Cluster Admin Role",
        "Get the admin credential of a cluster.",
        (
            Permissions(
                actions=(
                    "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
                    "Microsoft.ContainerService/managedClusters/accessProfiles/listCredential/action",
                    "Microsoft.ContainerService/managedClusters/read",
                    "Microsoft.ContainerService/managedClusters/runcommand/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
        "Azure Kubernetes Service Cluster User Role",
        "Get the user credential of a cluster.",
        (
            Permissions(
                actions=(
                    "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
                    "Microsoft.ContainerService/managedClusters/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "1afdec4b-e479-420e-99e7-f82237c7c5e6",
        "Azure Kubernetes Service Cluster Monitoring User",
        "Get the monitoring credential of a cluster.",
        (
            Permissions(
                actions=(
                    "Microsoft.ContainerService/managedClusters/listClusterMonitoringUserCredential/action",
                    "Microsoft.ContainerService/managedClusters/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8",
        "Azure Kubernetes Service Contributor Role",
        "Manage clusters.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.ContainerService/locations/*",
                    "Microsoft.ContainerService/managedClusters/*",
                    "Microsoft.ContainerService/managedclustersnapshots/*",
                    "Microsoft.ContainerService/snapshots/*",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.ContainerService/deploymentSafeguards/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b",
        "Azure Kubernetes Service RBAC Cluster Admin",
        "Everything in a cluster.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Resources/subscriptions/operationresults/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
                ),
                data_actions=("Microsoft.ContainerService/managedClusters/*",),
            ),
        ),
    ),
    RoleDefinition(
        "3498e952-d568-435e-9b2c-8d77e338d7f7",
        "Azure Kubernetes Service RBAC Admin",
        "Everything in a namespace but its quota and the namespace itself.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Resources/subscriptions/operationresults/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
                ),
                data_actions=("Microsoft.ContainerService/managedClusters/*",),
                not_data_actions=(
                    "Microsoft.ContainerService/managedClusters/resourcequotas/write",
                    "Microsoft.ContainerService/managedClusters/resourcequotas/delete",
                    "Microsoft.ContainerService/managedClusters/namespaces/write",
                    "Microsoft.ContainerService/managedClusters/namespaces/delete",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb",
        "Azure Kubernetes Service RBAC Writer",
        "Read and write most of a namespace; no roles.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Resources/subscriptions/operationresults/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                ),
                data_actions=(
                    "Microsoft.ContainerService/managedClusters/apps/controllerrevisions/read",
                    "Microsoft.ContainerService/managedClusters/apps/daemonsets/*",
                    "Microsoft.ContainerService/managedClusters/apps/deployments/*",
                    "Microsoft.ContainerService/managedClusters/apps/replicasets/*",
                    "Microsoft.ContainerService/managedClusters/apps/statefulsets/*",
                    "Microsoft.ContainerService/managedClusters/autoscaling/horizontalpodautoscalers/*",
                    "Microsoft.ContainerService/managedClusters/batch/cronjobs/*",
                    "Microsoft.ContainerService/managedClusters/coordination.k8s.io/leases/read",
                    "Microsoft.ContainerService/managedClusters/coordination.k8s.io/leases/write",
                    "Microsoft.ContainerService/managedClusters/coordination.k8s.io/leases/delete",
                    "Microsoft.ContainerService/managedClusters/discovery.k8s.io/endpointslices/read",
                    "Microsoft.ContainerService/managedClusters/batch/jobs/*",
                    "Microsoft.ContainerService/managedClusters/configmaps/*",
                    "Microsoft.ContainerService/managedClusters/endpoints/*",
                    "Microsoft.ContainerService/managedClusters/events.k8s.io/events/read",
                    "Microsoft.ContainerService/managedClusters/events/*",
                    "Microsoft.ContainerService/managedClusters/extensions/daemonsets/*",
                    "Microsoft.ContainerService/managedClusters/extensions/deployments/*",
                    "Microsoft.ContainerService/managedClusters/extensions/ingresses/*",
                    "Microsoft.ContainerService/managedClusters/extensions/networkpolicies/*",
                    "Microsoft.ContainerService/managedClusters/extensions/replicasets/*",
                    "Microsoft.ContainerService/managedClusters/limitranges/read",
                    "Microsoft.ContainerService/managedClusters/metrics.k8s.io/pods/read",
                    "Microsoft.ContainerService/managedClusters/metrics.k8s.io/nodes/read",
                    "Microsoft.ContainerService/managedClusters/namespaces/read",
                    "Microsoft.ContainerService/managedClusters/networking.k8s.io/ingresses/*",
                    "Microsoft.ContainerService/managedClusters/networking.k8s.io/networkpolicies/*",
                    "Microsoft.ContainerService/managedClusters/persistentvolumeclaims/*",
                    "Microsoft.ContainerService/managedClusters/pods/*",
                    "Microsoft.ContainerService/managedClusters/policy/poddisruptionbudgets/*",
                    "Microsoft.ContainerService/managedClusters/replicationcontrollers/*",
                    "Microsoft.ContainerService/managedClusters/resourcequotas/read",
                    "Microsoft.ContainerService/managedClusters/secrets/*",
                    "Microsoft.ContainerService/managedClusters/serviceaccounts/*",
                    "Microsoft.ContainerService/managedClusters/services/*",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "7f6c6a51-bcf8-42ba-9220-52d62157d7db",
        "Azure Kubernetes Service RBAC Reader",
        "Read most of a namespace; no secrets, no roles.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Resources/subscriptions/operationresults/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                ),
                data_actions=(
                    "Microsoft.ContainerService/managedClusters/apps/controllerrevisions/read",
                    "Microsoft.ContainerService/managedClusters/apps/daemonsets/read",
                    "Microsoft.ContainerService/managedClusters/apps/deployments/read",
                    "Microsoft.ContainerService/managedClusters/apps/replicasets/read",
                    "Microsoft.ContainerService/managedClusters/apps/statefulsets/read",
                    "Microsoft.ContainerService/managedClusters/autoscaling/horizontalpodautoscalers/read",
                    "Microsoft.ContainerService/managedClusters/batch/cronjobs/read",
                    "Microsoft.ContainerService/managedClusters/batch/jobs/read",
                    "Microsoft.ContainerService/managedClusters/configmaps/read",
                    "Microsoft.ContainerService/managedClusters/discovery.k8s.io/endpointslices/read",
                    "Microsoft.ContainerService/managedClusters/endpoints/read",
                    "Microsoft.ContainerService/managedClusters/events.k8s.io/events/read",
                    "Microsoft.ContainerService/managedClusters/events/read",
                    "Microsoft.ContainerService/managedClusters/extensions/daemonsets/read",
                    "Microsoft.ContainerService/managedClusters/extensions/deployments/read",
                    "Microsoft.ContainerService/managedClusters/extensions/ingresses/read",
                    "Microsoft.ContainerService/managedClusters/extensions/networkpolicies/read",
                    "Microsoft.ContainerService/managedClusters/extensions/replicasets/read",
                    "Microsoft.ContainerService/managedClusters/limitranges/read",
                    "Microsoft.ContainerService/managedClusters/metrics.k8s.io/pods/read",
                    "Microsoft.ContainerService/managedClusters/metrics.k8s.io/nodes/read",
                    "Microsoft.ContainerService/managedClusters/namespaces/read",
                    "Microsoft.ContainerService/managedClusters/networking.k8s.io/ingresses/read",
                    "Microsoft.ContainerService/managedClusters/networking.k8s.io/networkpolicies/read",
                    "Microsoft.ContainerService/managedClusters/persistentvolumeclaims/read",
                    "Microsoft.ContainerService/managedClusters/pods/read",
                    "Microsoft.ContainerService/managedClusters/policy/poddisruptionbudgets/read",
                    "Microsoft.ContainerService/managedClusters/replicationcontrollers/read",
                    "Microsoft.ContainerService/managedClusters/resourcequotas/read",
                    "Microsoft.ContainerService/managedClusters/serviceaccounts/read",
                    "Microsoft.ContainerService/managedClusters/services/read",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "18ed5180-3e48-46fd-8541-4ea054d57064",
        "Azure Kubernetes Service Policy Add-on Deployment",
        "Deploy the policy add-on.",
        (
            Permissions(
                actions=(
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Network/virtualNetworks/subnets/join/action",
                    "Microsoft.Network/publicIPPrefixes/join/action",
                    "Microsoft.Network/publicIPAddresses/join/action",
                    "Microsoft.Compute/diskEncryptionSets/read",
                    "Microsoft.Compute/proximityPlacementGroups/write",
                )
            ),
        ),
    ),
    RoleDefinition(
        "1b7f3653-4324-473a-9165-bc55e4d04ba8",
        "Azure Kubernetes Service Agent Pool Manager Role",
        "Manage node pools.",
        (
            Permissions(
                actions=(
                    "Microsoft.ContainerService/managedClusters/agentPools/read",
                    "Microsoft.ContainerService/managedClusters/agentPools/write",
                    "Microsoft.ContainerService/managedClusters/agentPools/delete",
                    "Microsoft.ContainerService/managedClusters/agentPools/upgradeNodeImageVersion/action",
                    "Microsoft.ContainerService/managedClusters/agentPools/abort/action",
                )
            ),
        ),
    ),
)
