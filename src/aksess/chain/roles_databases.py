"""Roles of databases and web applications.

Microsoft Learn, "Azure built-in roles", as of 2026-08 (MicrosoftDocs/azure-docs, built-in-roles/:
databases.md and web-and-mobile.md). The descriptions are ours.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import Permissions, RoleDefinition

DATABASES_ROLES: Final[tuple[RoleDefinition, ...]] = (
    RoleDefinition(
        "fbdf93bf-df7d-467e-a4d2-9458aa1360c8",
        "Cosmos DB Account Reader Role",
        "See Cosmos DB accounts, with their read-only keys.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.DocumentDB/*/read",
                    "Microsoft.DocumentDB/databaseAccounts/readonlykeys/action",
                    "Microsoft.Insights/MetricDefinitions/read",
                    "Microsoft.Insights/Metrics/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "e0f68234-74aa-48ed-b826-c38b57376e17",
        "Redis Cache Contributor",
        "Manage Redis caches.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Cache/register/action",
                    "Microsoft.Cache/redis/*",
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
        "9b7fa17d-e63e-47b0-bb0a-15c516ac86ec",
        "SQL DB Contributor",
        "Manage SQL databases; not their security.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Sql/locations/*/read",
                    "Microsoft.Sql/servers/databases/*",
                    "Microsoft.Sql/servers/read",
                    "Microsoft.Support/*",
                    "Microsoft.Insights/metrics/read",
                    "Microsoft.Insights/metricDefinitions/read",
                ),
                not_actions=(
                    "Microsoft.Sql/managedInstances/advancedThreatProtectionSettings/*",
                    "Microsoft.Sql/managedInstances/databases/advancedThreatProtectionSettings/*",
                    "Microsoft.Sql/managedInstances/databases/currentSensitivityLabels/*",
                    "Microsoft.Sql/managedInstances/databases/recommendedSensitivityLabels/*",
                    "Microsoft.Sql/managedInstances/databases/schemas/tables/columns/sensitivityLabels/*",
                    "Microsoft.Sql/managedInstances/databases/securityAlertPolicies/*",
                    "Microsoft.Sql/managedInstances/databases/sensitivityLabels/*",
                    "Microsoft.Sql/managedInstances/databases/vulnerabilityAssessments/*",
                    "Microsoft.Sql/managedInstances/securityAlertPolicies/*",
                    "Microsoft.Sql/managedInstances/vulnerabilityAssessments/*",
                    "Microsoft.Sql/servers/databases/advancedThreatProtectionSettings/*",
                    "Microsoft.Sql/servers/databases/auditingSettings/*",
                    "Microsoft.Sql/servers/databases/auditRecords/read",
                    "Microsoft.Sql/servers/databases/currentSensitivityLabels/*",
                    "Microsoft.Sql/servers/databases/dataMaskingPolicies/*",
                    "Microsoft.Sql/servers/databases/extendedAuditingSettings/*",
                    "Microsoft.Sql/servers/databases/ledgerDigestUploads/disable/action",
                    "Microsoft.Sql/servers/databases/ledgerDigestUploads/write",
                    "Microsoft.Sql/servers/databases/recommendedSensitivityLabels/*",
                    "Microsoft.Sql/servers/databases/schemas/tables/columns/sensitivityLabels/*",
                    "Microsoft.Sql/servers/databases/securityAlertPolicies/*",
                    "Microsoft.Sql/servers/databases/securityMetrics/*",
                    "Microsoft.Sql/servers/databases/sensitivityLabels/*",
                    "Microsoft.Sql/servers/databases/sqlVulnerabilityAssessments/*",
                    "Microsoft.Sql/servers/databases/vulnerabilityAssessments/*",
                    "Microsoft.Sql/servers/databases/vulnerabilityAssessmentScans/*",
                    "Microsoft.Sql/servers/databases/vulnerabilityAssessmentSettings/*",
                    "Microsoft.Sql/servers/sqlVulnerabilityAssessments/*",
                    "Microsoft.Sql/servers/vulnerabilityAssessments/*",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "420fcaa2-552c-430f-98ca-3264be4806c7",
        "SignalR App Server",
        "Serve SignalR connections.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.SignalRService/SignalR/auth/accessKey/action",
                    "Microsoft.SignalRService/SignalR/serverConnection/write",
                    "Microsoft.SignalRService/SignalR/clientConnection/write",
                )
            ),
        ),
    ),
    RoleDefinition(
        "7e4f1700-ea5a-4f59-8f37-079cfe29dce3",
        "SignalR Service Owner",
        "Everything with SignalR.",
        (Permissions(data_actions=("Microsoft.SignalRService/SignalR/*",)),),
    ),
    RoleDefinition(
        "12cf5a90-567b-43ae-8102-96cf46c7d9b4",
        "Web PubSub Service Owner",
        "Everything with Web PubSub.",
        (Permissions(data_actions=("Microsoft.SignalRService/WebPubSub/*",)),),
    ),
    RoleDefinition(
        "de139f84-1756-47ae-9be6-808fbbe84772",
        "Website Contributor",
        "Manage web apps.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Insights/components/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                    "Microsoft.Web/certificates/*",
                    "Microsoft.Web/listSitesAssignedToHostName/read",
                    "Microsoft.Web/register/action",
                    "Microsoft.Web/serverFarms/join/action",
                    "Microsoft.Web/serverFarms/read",
                    "Microsoft.Web/sites/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "2cc479cb-7b4d-49a8-b449-8c00fd0f0a4b",
        "Web Plan Contributor",
        "Manage the plans of web apps.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                    "Microsoft.Web/serverFarms/*",
                    "Microsoft.Web/hostingEnvironments/Join/Action",
                    "Microsoft.Insights/autoscalesettings/*",
                )
            ),
        ),
    ),
)
