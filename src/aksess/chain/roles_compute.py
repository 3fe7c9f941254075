"""Roles of virtual machines and disks.

Microsoft Learn, "Azure built-in roles", as of 2026-08 (MicrosoftDocs/azure-docs, built-in-roles/:
compute.md). The descriptions are ours.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import Permissions, RoleDefinition

COMPUTE_ROLES: Final[tuple[RoleDefinition, ...]] = (
    RoleDefinition(
        "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
        "Virtual Machine Contributor",
        "Manage virtual machines; not the way into them, nor their network.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Compute/availabilitySets/*",
                    "Microsoft.Compute/locations/*",
                    "Microsoft.Compute/virtualMachines/*",
                    "Microsoft.Compute/virtualMachineScaleSets/*",
                    "Microsoft.Compute/cloudServices/*",
                    "Microsoft.Compute/disks/write",
                    "Microsoft.Compute/disks/read",
                    "Microsoft.Compute/disks/delete",
                    "Microsoft.Compute/hostgroups/write",
                    "Microsoft.Compute/hostgroups/hosts/write",
                    "Microsoft.DevTestLab/schedules/*",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Network/applicationGateways/backendAddressPools/join/action",
                    "Microsoft.Network/loadBalancers/backendAddressPools/join/action",
                    "Microsoft.Network/loadBalancers/inboundNatPools/join/action",
                    "Microsoft.Network/loadBalancers/inboundNatRules/join/action",
                    "Microsoft.Network/loadBalancers/probes/join/action",
                    "Microsoft.Network/loadBalancers/read",
                    "Microsoft.Network/locations/*",
                    "Microsoft.Network/networkInterfaces/*",
                    "Microsoft.Network/networkSecurityGroups/join/action",
                    "Microsoft.Network/networkSecurityGroups/read",
                    "Microsoft.Network/publicIPAddresses/join/action",
                    "Microsoft.Network/publicIPAddresses/read",
                    "Microsoft.Network/virtualNetworks/read",
                    "Microsoft.Network/virtualNetworks/subnets/join/action",
                    "Microsoft.RecoveryServices/locations/*",
                    "Microsoft.RecoveryServices/Vaults/backupFabrics/backupProtectionIntent/write",
                    "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/*/read",
                    "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/read",
                    "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write",
                    "Microsoft.RecoveryServices/Vaults/backupPolicies/read",
                    "Microsoft.RecoveryServices/Vaults/backupPolicies/write",
                    "Microsoft.RecoveryServices/Vaults/read",
                    "Microsoft.RecoveryServices/Vaults/usages/read",
                    "Microsoft.RecoveryServices/Vaults/write",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.SerialConsole/serialPorts/connect/action",
                    "Microsoft.SqlVirtualMachine/*",
                    "Microsoft.Storage/storageAccounts/listKeys/action",
                    "Microsoft.Storage/storageAccounts/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "1c0163c0-47e6-4577-8991-ea5c82e286e4",
        "Virtual Machine Administrator Login",
        "Sign in to machines as administrator.",
        (
            Permissions(
                actions=(
                    "Microsoft.Network/publicIPAddresses/read",
                    "Microsoft.Network/virtualNetworks/read",
                    "Microsoft.Network/loadBalancers/read",
                    "Microsoft.Network/networkInterfaces/read",
                    "Microsoft.Compute/virtualMachines/*/read",
                    "Microsoft.HybridCompute/machines/*/read",
                    "Microsoft.HybridConnectivity/endpoints/listCredentials/action",
                ),
                data_actions=(
                    "Microsoft.Compute/virtualMachines/login/action",
                    "Microsoft.Compute/virtualMachines/loginAsAdmin/action",
                    "Microsoft.HybridCompute/machines/login/action",
                    "Microsoft.HybridCompute/machines/loginAsAdmin/action",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "fb879df8-f326-4884-b1cf-06f3ad86be52",
        "Virtual Machine User Login",
        "Sign in to machines as user.",
        (
            Permissions(
                actions=(
                    "Microsoft.Network/publicIPAddresses/read",
                    "Microsoft.Network/virtualNetworks/read",
                    "Microsoft.Network/loadBalancers/read",
                    "Microsoft.Network/networkInterfaces/read",
                    "Microsoft.Compute/virtualMachines/*/read",
                    "Microsoft.HybridCompute/machines/*/read",
                    "Microsoft.HybridConnectivity/endpoints/listCredentials/action",
                ),
                data_actions=(
                    "Microsoft.Compute/virtualMachines/login/action",
                    "Microsoft.HybridCompute/machines/login/action",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "602da2ba-a5c2-41da-b01d-5360126ab525",
        "Virtual Machine Local User Login",
        "Sign in to connected machines as a local user.",
        (
            Permissions(
                actions=(
                    "Microsoft.HybridCompute/machines/*/read",
                    "Microsoft.HybridConnectivity/endpoints/listCredentials/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "66f75aeb-eabe-4b70-9f1e-c350c4c9ad04",
        "Virtual Machine Data Access Administrator (preview)",
        "Give and take the roles for signing in to machines, and no others.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/roleAssignments/write",
                    "Microsoft.Authorization/roleAssignments/delete",
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Management/managementGroups/read",
                    "Microsoft.Network/publicIPAddresses/read",
                    "Microsoft.Network/virtualNetworks/read",
                    "Microsoft.Network/loadBalancers/read",
                    "Microsoft.Network/networkInterfaces/read",
                    "Microsoft.Compute/virtualMachines/*/read",
                    "Microsoft.HybridCompute/machines/*/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Support/*",
                ),
                condition=(
                    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR "
                    "(@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] "
                    "ForAnyOfAnyValues:GuidEquals{1c0163c0-47e6-4577-8991-ea5c82e286e4, "
                    "fb879df8-f326-4884-b1cf-06f3ad86be52})) AND "
                    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR "
                    "(@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] "
                    "ForAnyOfAnyValues:GuidEquals{1c0163c0-47e6-4577-8991-ea5c82e286e4, "
                    "fb879df8-f326-4884-b1cf-06f3ad86be52}))"
                ),
            ),
        ),
    ),
    RoleDefinition(
        "3e5e47e6-65f7-47ef-90b5-e5dd4d455f24",
        "Disk Backup Reader",
        "Back disks up.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Compute/disks/read",
                    "Microsoft.Compute/disks/beginGetAccess/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "b50d9833-a0cb-478e-945f-707fcc997c13",
        "Disk Restore Operator",
        "Restore disks.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Compute/disks/write",
                    "Microsoft.Compute/disks/read",
                    "Microsoft.Compute/disks/beginGetAccess/action",
                    "Microsoft.Compute/disks/endGetAccess/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "7efff54f-a5b4-42b5-a1c5-5411624893ce",
        "Disk Snapshot Contributor",
        "Manage snapshots of disks.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Compute/snapshots/delete",
                    "Microsoft.Compute/snapshots/write",
                    "Microsoft.Compute/snapshots/read",
                    "Microsoft.Compute/snapshots/beginGetAccess/action",
                    "Microsoft.Compute/snapshots/endGetAccess/action",
                    "Microsoft.Compute/disks/beginGetAccess/action",
                    "Microsoft.Storage/storageAccounts/listkeys/action",
                    "Microsoft.Storage/storageAccounts/write",
                    "Microsoft.Storage/storageAccounts/read",
                    "Microsoft.Storage/storageAccounts/delete",
                )
            ),
        ),
    ),
    RoleDefinition(
        "959f8984-c045-4866-89c7-12bf9737be2e",
        "Data Operator for Managed Disks",
        "Upload to and download from disks and snapshots.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.Compute/disks/download/action",
                    "Microsoft.Compute/disks/upload/action",
                    "Microsoft.Compute/snapshots/download/action",
                    "Microsoft.Compute/snapshots/upload/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "d73bb868-a0df-4d4d-bd69-98a00b01fccb",
        "Classic Virtual Machine Contributor",
        "Manage classic virtual machines.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.ClassicCompute/domainNames/*",
                    "Microsoft.ClassicCompute/virtualMachines/*",
                    "Microsoft.ClassicNetwork/networkSecurityGroups/join/action",
                    "Microsoft.ClassicNetwork/reservedIps/link/action",
                    "Microsoft.ClassicNetwork/reservedIps/read",
                    "Microsoft.ClassicNetwork/virtualNetworks/join/action",
                    "Microsoft.ClassicNetwork/virtualNetworks/read",
                    "Microsoft.ClassicStorage/storageAccounts/disks/read",
                    "Microsoft.ClassicStorage/storageAccounts/images/read",
                    "Microsoft.ClassicStorage/storageAccounts/listKeys/action",
                    "Microsoft.ClassicStorage/storageAccounts/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
)
