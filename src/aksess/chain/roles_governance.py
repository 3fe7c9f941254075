"""Roles of policies, costs and deployments.

Microsoft Learn, "Azure built-in roles", as of 2026-08 (MicrosoftDocs/azure-docs, built-in-roles/:
management-and-governance.md). The descriptions are ours.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import Permissions, RoleDefinition

GOVERNANCE_ROLES: Final[tuple[RoleDefinition, ...]] = (
    RoleDefinition(
        "76cc9ee4-d5d3-4a45-a930-26add3d73475",
        "Access Review Operator Service Role",
        "Give and take access, for the access reviews themselves.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/roleAssignments/read",
                    "Microsoft.Authorization/roleAssignments/delete",
                    "Microsoft.Management/getEntities/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "bf7f8882-3383-422a-806a-6526c631a88a",
        "Azure Deployment Stack Contributor",
        "Manage deployment stacks, not their deny assignments.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Resources/deploymentStacks/write",
                    "Microsoft.Resources/deploymentStacks/read",
                    "Microsoft.Resources/deploymentStacks/validate/action",
                    "Microsoft.Resources/deploymentStacks/exportTemplate/action",
                    "Microsoft.Resources/deploymentStacksWhatIfResults/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "adb29209-aa1d-457b-a786-c913953d2891",
        "Azure Deployment Stack Owner",
        "Manage deployment stacks with their deny assignments.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Resources/deploymentStacks/*",
                    "Microsoft.Resources/deploymentStacksWhatIfResults/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "28bf596f-4eb7-45ce-b5bc-6cf482fec137",
        "Locks Contributor",
        "Manage locks.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/locks/read",
                    "Microsoft.Authorization/locks/write",
                    "Microsoft.Authorization/locks/delete",
                )
            ),
        ),
    ),
    RoleDefinition(
        "5d58bcaf-24a5-4b20-bdb6-eed9f69fbe4c",
        "Management Group Contributor",
        "Manage management groups.",
        (
            Permissions(
                actions=(
                    "Microsoft.Management/managementGroups/delete",
                    "Microsoft.Management/managementGroups/read",
                    "Microsoft.Management/managementGroups/subscriptions/delete",
                    "Microsoft.Management/managementGroups/subscriptions/write",
                    "Microsoft.Management/managementGroups/write",
                    "Microsoft.Management/managementGroups/subscriptions/read",
                    "Microsoft.Authorization/*/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "ac63b705-f282-497d-ac71-919bf39d939d",
        "Management Group Reader",
        "See management groups.",
        (
            Permissions(
                actions=(
                    "Microsoft.Management/managementGroups/read",
                    "Microsoft.Management/managementGroups/subscriptions/read",
                    "Microsoft.Authorization/*/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "36243c78-bf99-498c-9df9-86d9f8d28608",
        "Resource Policy Contributor",
        "Manage policies.",
        (
            Permissions(
                actions=(
                    "*/read",
                    "Microsoft.Authorization/policyassignments/*",
                    "Microsoft.Authorization/policydefinitions/*",
                    "Microsoft.Authorization/policyexemptions/*",
                    "Microsoft.Authorization/policyenrollments/*",
                    "Microsoft.Authorization/policysetdefinitions/*",
                    "Microsoft.PolicyInsights/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "4a9ae827-6dc8-4573-8ac7-8239d42aa03f",
        "Tag Contributor",
        "Manage the tags of resources, without access to the resources.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/resources/read",
                    "Microsoft.Resources/subscriptions/resources/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Support/*",
                    "Microsoft.Resources/tags/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "1c9b6475-caf0-4164-b5a1-2142a7116f4b",
        "Template Spec Contributor",
        "Manage template specs.",
        (
            Permissions(
                actions=(
                    "Microsoft.Resources/templateSpecs/*",
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "392ae280-861d-42bd-9ea5-08ee6d83b80e",
        "Template Spec Reader",
        "See template specs.",
        (Permissions(actions=("Microsoft.Resources/templateSpecs/*/read",)),),
    ),
    RoleDefinition(
        "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e",
        "Support Request Contributor",
        "Open and follow support requests.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "f7b75c60-3036-4b75-91c3-6b41c27c1689",
        "Reservation Purchaser",
        "Buy reservations.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/roleAssignments/read",
                    "Microsoft.Capacity/catalogs/read",
                    "Microsoft.Capacity/register/action",
                    "Microsoft.Compute/register/action",
                    "Microsoft.Consumption/register/action",
                    "Microsoft.Consumption/reservationRecommendationDetails/read",
                    "Microsoft.Consumption/reservationRecommendations/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.SQL/register/action",
                    "Microsoft.Support/supporttickets/write",
                )
            ),
        ),
    ),
    RoleDefinition(
        "fa23ad8b-c56e-40d8-ac0c-ce449e1d2c64",
        "Billing Reader",
        "See what it costs.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Billing/*/read",
                    "Microsoft.Commerce/*/read",
                    "Microsoft.Consumption/*/read",
                    "Microsoft.Management/managementGroups/read",
                    "Microsoft.CostManagement/*/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "434105ed-43f6-45c7-a02f-909b2ba83430",
        "Cost Management Contributor",
        "See costs; manage budgets and exports.",
        (
            Permissions(
                actions=(
                    "Microsoft.Consumption/*",
                    "Microsoft.CostManagement/*",
                    "Microsoft.Billing/billingPeriods/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                    "Microsoft.Advisor/configurations/read",
                    "Microsoft.Advisor/recommendations/read",
                    "Microsoft.Management/managementGroups/read",
                    "Microsoft.Billing/billingProperty/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "72fafb9e-0641-4937-9268-a91bfd8191a3",
        "Cost Management Reader",
        "See costs and how they are set up.",
        (
            Permissions(
                actions=(
                    "Microsoft.Consumption/*/read",
                    "Microsoft.CostManagement/*/read",
                    "Microsoft.Billing/billingPeriods/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                    "Microsoft.Advisor/configurations/read",
                    "Microsoft.Advisor/recommendations/read",
                    "Microsoft.Management/managementGroups/read",
                    "Microsoft.Billing/billingProperty/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "641177b8-a67a-45b9-a033-47bc880bb21e",
        "Managed Application Contributor Role",
        "Create managed applications.",
        (
            Permissions(
                actions=(
                    "*/read",
                    "Microsoft.Solutions/applications/*",
                    "Microsoft.Solutions/register/action",
                    "Microsoft.Resources/subscriptions/resourceGroups/*",
                    "Microsoft.Resources/deployments/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "c7393b34-138c-406f-901b-d8cf2b17e6ae",
        "Managed Application Operator Role",
        "See managed applications and act on them.",
        (Permissions(actions=("*/read", "Microsoft.Solutions/applications/read", "Microsoft.Solutions/*/action")),),
    ),
)
