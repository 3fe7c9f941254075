"""Roles of monitoring and security.

Microsoft Learn, "Azure built-in roles", as of 2026-08 (MicrosoftDocs/azure-docs, built-in-roles/:
monitor.md and security.md). The descriptions are ours.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import Permissions, RoleDefinition

MONITOR_ROLES: Final[tuple[RoleDefinition, ...]] = (
    RoleDefinition(
        "749f88d5-cbae-40b8-bcfc-e573ddc772fa",
        "Monitoring Contributor",
        "Read monitoring data and set monitoring up.",
        (
            Permissions(
                actions=(
                    "*/read",
                    "Microsoft.AlertsManagement/alerts/*",
                    "Microsoft.AlertsManagement/alertsSummary/*",
                    "Microsoft.AlertsManagement/issues/*",
                    "Microsoft.Insights/actiongroups/*",
                    "Microsoft.Insights/activityLogAlerts/*",
                    "Microsoft.Insights/AlertRules/*",
                    "Microsoft.Insights/components/*",
                    "Microsoft.Insights/createNotifications/*",
                    "Microsoft.Insights/dataCollectionEndpoints/*",
                    "Microsoft.Insights/dataCollectionRules/*",
                    "Microsoft.Insights/dataCollectionRuleAssociations/*",
                    "Microsoft.Insights/DiagnosticSettings/*",
                    "Microsoft.Insights/eventtypes/*",
                    "Microsoft.Insights/LogDefinitions/*",
                    "Microsoft.Insights/metricalerts/*",
                    "Microsoft.Insights/MetricDefinitions/*",
                    "Microsoft.Insights/Metrics/*",
                    "Microsoft.Insights/notificationStatus/*",
                    "Microsoft.Insights/Register/Action",
                    "Microsoft.Insights/scheduledqueryrules/*",
                    "Microsoft.Insights/webtests/*",
                    "Microsoft.Insights/workbooks/*",
                    "Microsoft.Insights/workbooktemplates/*",
                    "Microsoft.Insights/privateLinkScopes/*",
                    "Microsoft.Insights/privateLinkScopeOperationStatuses/*",
                    "Microsoft.Monitor/accounts/*",
                    "Microsoft.Monitor/settings/*",
                    "Microsoft.OperationalInsights/workspaces/write",
                    "Microsoft.OperationalInsights/workspaces/intelligencepacks/*",
                    "Microsoft.OperationalInsights/workspaces/savedSearches/*",
                    "Microsoft.OperationalInsights/workspaces/search/action",
                    "Microsoft.OperationalInsights/workspaces/sharedKeys/action",
                    "Microsoft.OperationalInsights/workspaces/sharedKeys/read",
                    "Microsoft.OperationalInsights/workspaces/storageinsightconfigs/*",
                    "Microsoft.OperationalInsights/locations/workspaces/failover/action",
                    "Microsoft.OperationalInsights/workspaces/failback/action",
                    "Microsoft.Support/*",
                    "Microsoft.AlertsManagement/smartDetectorAlertRules/*",
                    "Microsoft.AlertsManagement/actionRules/*",
                    "Microsoft.AlertsManagement/smartGroups/*",
                    "Microsoft.AlertsManagement/migrateFromSmartDetection/*",
                    "Microsoft.AlertsManagement/investigations/*",
                    "Microsoft.AlertsManagement/prometheusRuleGroups/*",
                    "Microsoft.Monitor/investigations/*",
                    "Microsoft.Resources/deployments/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "43d0d8ad-25c7-4714-9337-8ba259a9fe05",
        "Monitoring Reader",
        "Read monitoring data.",
        (
            Permissions(
                actions=("*/read", "Microsoft.OperationalInsights/workspaces/search/action", "Microsoft.Support/*")
            ),
        ),
    ),
    RoleDefinition(
        "3913510d-42f4-4e42-8a64-420c390055eb",
        "Monitoring Metrics Publisher",
        "Publish metrics.",
        (
            Permissions(
                actions=(
                    "Microsoft.Insights/Register/Action",
                    "Microsoft.Support/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                ),
                data_actions=("Microsoft.Insights/Metrics/Write", "Microsoft.Insights/Telemetry/Write"),
            ),
        ),
    ),
    RoleDefinition(
        "b0d8363b-8ddd-447d-831f-62ca05bff136",
        "Monitoring Data Reader",
        "Query monitor workspaces.",
        (Permissions(data_actions=("Microsoft.Monitor/accounts/data/metrics/read",)),),
    ),
    RoleDefinition(
        "92aaf0da-9dab-42b6-94a3-d43ce8d16293",
        "Log Analytics Contributor",
        "Read log data and set its collection up.",
        (
            Permissions(
                actions=(
                    "*/read",
                    "Microsoft.ClassicCompute/virtualMachines/extensions/*",
                    "Microsoft.ClassicStorage/storageAccounts/listKeys/action",
                    "Microsoft.Compute/virtualMachines/extensions/*",
                    "Microsoft.HybridCompute/machines/extensions/write",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Insights/diagnosticSettings/*",
                    "Microsoft.OperationalInsights/*",
                    "Microsoft.OperationsManagement/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourcegroups/deployments/*",
                    "Microsoft.Storage/storageAccounts/listKeys/action",
                    "Microsoft.Support/*",
                ),
                data_actions=("Microsoft.OperationalInsights/workspaces/jobs/export/action",),
            ),
        ),
    ),
    RoleDefinition(
        "73c42c96-874c-492b-b04d-ab87d138a893",
        "Log Analytics Reader",
        "Read log data.",
        (
            Permissions(
                actions=(
                    "*/read",
                    "Microsoft.OperationalInsights/workspaces/analytics/query/action",
                    "Microsoft.OperationalInsights/workspaces/search/action",
                    "Microsoft.Support/*",
                ),
                not_actions=("Microsoft.OperationalInsights/workspaces/sharedKeys/read",),
                data_actions=("Microsoft.OperationalInsights/workspaces/jobs/export/action",),
            ),
        ),
    ),
    RoleDefinition(
        "3b03c2da-16b3-4a49-8834-0f8130efdd3b",
        "Log Analytics Data Reader",
        "Query log data.",
        (
            Permissions(
                actions=(
                    "Microsoft.OperationalInsights/workspaces/query/read",
                    "Microsoft.OperationalInsights/workspaces/read",
                ),
                data_actions=("Microsoft.OperationalInsights/workspaces/tables/data/read",),
            ),
        ),
    ),
    RoleDefinition(
        "ae349356-3a1b-4a5e-921d-050484c6347e",
        "Application Insights Component Contributor",
        "Manage Application Insights components.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Insights/generateLiveToken/read",
                    "Microsoft.Insights/metricAlerts/*",
                    "Microsoft.Insights/components/*",
                    "Microsoft.Insights/scheduledqueryrules/*",
                    "Microsoft.Insights/topology/read",
                    "Microsoft.Insights/transactions/read",
                    "Microsoft.Insights/webtests/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "22926164-76b3-42b3-bc55-97df8dab3e41",
        "Grafana Admin",
        "Administer Grafana.",
        (Permissions(data_actions=("Microsoft.Dashboard/grafana/ActAsGrafanaAdmin/action",)),),
    ),
    RoleDefinition(
        "a79a5197-3a5c-4973-a920-486035ffd60f",
        "Grafana Editor",
        "Edit dashboards in Grafana.",
        (Permissions(data_actions=("Microsoft.Dashboard/grafana/ActAsGrafanaEditor/action",)),),
    ),
    RoleDefinition(
        "60921a7e-fef1-4a43-9b16-a26c52ad4769",
        "Grafana Viewer",
        "View dashboards in Grafana.",
        (Permissions(data_actions=("Microsoft.Dashboard/grafana/ActAsGrafanaViewer/action",)),),
    ),
    RoleDefinition(
        "e8ddcd69-c73f-4f9f-9844-4100522f16ad",
        "Workbook Contributor",
        "Save workbooks.",
        (
            Permissions(
                actions=(
                    "Microsoft.Insights/workbooks/write",
                    "Microsoft.Insights/workbooks/delete",
                    "Microsoft.Insights/workbooks/read",
                    "Microsoft.Insights/workbooks/revisions/read",
                    "Microsoft.Insights/workbooktemplates/write",
                    "Microsoft.Insights/workbooktemplates/delete",
                    "Microsoft.Insights/workbooktemplates/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "b279062a-9be3-42a0-92ae-8b3cf002ec4d",
        "Workbook Reader",
        "Read workbooks.",
        (
            Permissions(
                actions=(
                    "microsoft.insights/workbooks/read",
                    "microsoft.insights/workbooks/revisions/read",
                    "microsoft.insights/workbooktemplates/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "fb1c8493-542b-48eb-b624-b4c8fea62acd",
        "Security Admin",
        "See security; change policies, dismiss alerts.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Authorization/policyAssignments/*",
                    "Microsoft.Authorization/policyDefinitions/*",
                    "Microsoft.Authorization/policyExemptions/*",
                    "Microsoft.Authorization/policySetDefinitions/*",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Management/managementGroups/read",
                    "Microsoft.operationalInsights/workspaces/*/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Security/*",
                    "Microsoft.IoTSecurity/*",
                    "Microsoft.IoTFirmwareDefense/*",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "39bc4728-0917-49c7-9d2c-d95423bc2eb4",
        "Security Reader",
        "See security.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/read",
                    "Microsoft.operationalInsights/workspaces/*/read",
                    "Microsoft.Resources/deployments/*/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Security/*/read",
                    "Microsoft.IoTSecurity/*/read",
                    "Microsoft.Support/*/read",
                    "Microsoft.Security/iotDefenderSettings/packageDownloads/action",
                    "Microsoft.Security/iotDefenderSettings/downloadManagerActivation/action",
                    "Microsoft.Security/iotSensors/downloadResetPassword/action",
                    "Microsoft.IoTSecurity/defenderSettings/packageDownloads/action",
                    "Microsoft.IoTSecurity/defenderSettings/downloadManagerActivation/action",
                    "Microsoft.Management/managementGroups/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "fd1bd22b-8476-40bc-a0bc-69b95687b9f3",
        "Attestation Reader",
        "Read attestation providers.",
        (
            Permissions(
                actions=(
                    "Microsoft.Attestation/attestationProviders/attestation/read",
                    "Microsoft.Attestation/attestationProviders/read",
                )
            ),
        ),
    ),
)
