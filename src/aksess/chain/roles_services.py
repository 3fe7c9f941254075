"""Roles of search, AI, API Management and data factories.

Microsoft Learn, "Azure built-in roles", as of 2026-08 (MicrosoftDocs/azure-docs, built-in-roles/:
ai-machine-learning.md, integration.md and analytics.md). The descriptions are ours.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import Permissions, RoleDefinition

SERVICES_ROLES: Final[tuple[RoleDefinition, ...]] = (
    RoleDefinition(
        "7ca78c08-252a-4471-8644-bb5ff32d4ba0",
        "Search Service Contributor",
        "Manage search services.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Search/searchServices/*",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "8ebe5a00-799e-43f5-93ac-243d3dce84a7",
        "Search Index Data Contributor",
        "Write to search indexes.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.Search/searchServices/indexes/documents/*",
                    "Microsoft.Search/searchServices/indexes/contentSecurity/elevatedOperations/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "1407120a-92aa-4202-b7e9-c0e197c71c8f",
        "Search Index Data Reader",
        "Query search indexes.",
        (Permissions(data_actions=("Microsoft.Search/searchServices/indexes/documents/read",)),),
    ),
    RoleDefinition(
        "a97b65f3-24c7-4388-baec-2e87135dc908",
        "Cognitive Services User",
        "Use AI services, with their keys.",
        (
            Permissions(
                actions=(
                    "Microsoft.CognitiveServices/*/read",
                    "Microsoft.CognitiveServices/accounts/listkeys/action",
                    "Microsoft.Insights/alertRules/read",
                    "Microsoft.Insights/diagnosticSettings/read",
                    "Microsoft.Insights/logDefinitions/read",
                    "Microsoft.Insights/metricdefinitions/read",
                    "Microsoft.Insights/metrics/read",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/operations/read",
                    "Microsoft.Resources/subscriptions/operationresults/read",
                    "Microsoft.Resources/subscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                ),
                data_actions=("Microsoft.CognitiveServices/*",),
                not_data_actions=(
                    "Microsoft.CognitiveServices/accounts/AIServices/agents/endpoints/UserIdentityImpersonation/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes-deployments/write",
                    "Microsoft.CognitiveServices/accounts/AIServices/fine_tuning_deployments/write",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
        "Cognitive Services OpenAI User",
        "Use the models of Azure OpenAI.",
        (
            Permissions(
                actions=(
                    "Microsoft.CognitiveServices/*/read",
                    "Microsoft.Authorization/roleAssignments/read",
                    "Microsoft.Authorization/roleDefinitions/read",
                ),
                data_actions=(
                    "Microsoft.CognitiveServices/accounts/OpenAI/*/read",
                    "Microsoft.CognitiveServices/accounts/OpenAI/engines/completions/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/engines/search/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/engines/generate/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/deployments/audio/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/deployments/search/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/deployments/completions/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/deployments/realtime/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/deployments/extensions/chat/completions/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/deployments/embeddings/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/images/generations/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/video/generations/*/action",
                    "Microsoft.CognitiveServices/accounts/OpenAI/video/generations/*/delete",
                    "Microsoft.CognitiveServices/accounts/OpenAI/assistants/*",
                    "Microsoft.CognitiveServices/accounts/OpenAI/responses/*",
                ),
                not_data_actions=("Microsoft.CognitiveServices/accounts/OpenAI/stored-completions/read",),
            ),
        ),
    ),
    RoleDefinition(
        "312a565d-c81f-4fd8-895a-4e21e48d571c",
        "API Management Service Contributor",
        "Manage API Management.",
        (
            Permissions(
                actions=(
                    "Microsoft.ApiManagement/service/*",
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "673868aa-7521-48a0-acc6-0f60742d39f5",
        "Data Factory Contributor",
        "Manage data factories.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.DataFactory/dataFactories/*",
                    "Microsoft.DataFactory/factories/*",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                    "Microsoft.EventGrid/eventSubscriptions/write",
                )
            ),
        ),
    ),
)
