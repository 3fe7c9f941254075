"""Resource providers, as ``GET /subscriptions/{id}/providers`` lists them: every one registered.

Types and API versions are those of the table; further namespaces are there because clients ask whether they are.
"""

from __future__ import annotations

from typing import Any, Final

from aksess.azure_facts.regions import REGIONS
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm.kind import Kinds, Placement, ResourceType

# Those that Terraform's azurerm provider asks for (its documentation of resource_provider_registrations).
FURTHER: Final = (
    "Microsoft.Advisor", "Microsoft.AlertsManagement", "Microsoft.ApiManagement", "Microsoft.App",
    "Microsoft.AppConfiguration", "Microsoft.AppPlatform", "Microsoft.Attestation", "Microsoft.Authorization",
    "Microsoft.Automation", "Microsoft.AVS", "Microsoft.AzureStackHCI", "Microsoft.Batch", "Microsoft.Billing",
    "Microsoft.Blueprint", "Microsoft.BotService", "Microsoft.Cache", "Microsoft.Cdn", "Microsoft.CognitiveServices",
    "Microsoft.Compute", "Microsoft.Consumption", "Microsoft.ContainerInstance", "Microsoft.ContainerRegistry",
    "Microsoft.ContainerService", "Microsoft.CostManagement", "Microsoft.CustomProviders", "Microsoft.Dashboard",
    "Microsoft.DataFactory", "Microsoft.DataLakeAnalytics", "Microsoft.DataLakeStore", "Microsoft.DataMigration",
    "Microsoft.DataProtection", "Microsoft.Databricks", "Microsoft.DBforMariaDB", "Microsoft.DBforMySQL",
    "Microsoft.DBforPostgreSQL", "Microsoft.DesktopVirtualization", "Microsoft.Devices", "Microsoft.DevTestLab",
    "Microsoft.DocumentDB", "Microsoft.EventGrid", "Microsoft.EventHub", "Microsoft.Features",
    "Microsoft.GuestConfiguration", "Microsoft.HDInsight", "Microsoft.HealthcareApis", "Microsoft.Insights",
    "Microsoft.KeyVault", "Microsoft.Kubernetes", "Microsoft.KubernetesConfiguration", "Microsoft.Kusto",
    "Microsoft.Logic", "Microsoft.MachineLearningServices", "Microsoft.Maintenance", "Microsoft.ManagedIdentity",
    "Microsoft.ManagedServices", "Microsoft.Management", "Microsoft.Maps", "Microsoft.MarketplaceOrdering",
    "Microsoft.Media", "Microsoft.MixedReality", "Microsoft.Monitor", "Microsoft.Network",
    "Microsoft.NotificationHubs", "Microsoft.OperationalInsights", "Microsoft.OperationsManagement",
    "Microsoft.PolicyInsights", "Microsoft.PowerBIDedicated", "Microsoft.Purview", "Microsoft.RecoveryServices",
    "Microsoft.RedHatOpenShift", "Microsoft.Relay", "Microsoft.ResourceGraph", "Microsoft.ResourceHealth",
    "Microsoft.Resources", "Microsoft.Search", "Microsoft.Security", "Microsoft.SecurityInsights",
    "Microsoft.ServiceBus", "Microsoft.ServiceFabric", "Microsoft.ServiceLinker", "Microsoft.SignalRService",
    "Microsoft.Sql", "Microsoft.Storage", "Microsoft.StreamAnalytics", "Microsoft.TimeSeriesInsights", "Microsoft.Web",
)  # fmt: skip


def list_providers(kinds: Kinds, call: Call) -> Answer:
    """Every provider."""
    return json_answer(200, {"value": [_shape(kinds, call, each) for each in _all(kinds)]})


def get_provider(kinds: Kinds, call: Call) -> Answer:
    """One provider; registering it finds it registered."""
    wanted = call.params["namespace"].lower()
    found = next((each for each in _all(kinds) if each.lower() == wanted), None)
    if found is None:
        raise Fault(
            404,
            "InvalidResourceNamespace",
            f"The resource namespace '{call.params['namespace']}' is invalid.",
        )
    return json_answer(200, _shape(kinds, call, found))


def _all(kinds: Kinds) -> list[str]:
    return sorted({*FURTHER, *(kind.namespace for kind in kinds.values())}, key=str.lower)


def _shape(kinds: Kinds, call: Call, namespace: str) -> dict[str, Any]:
    prefix = f"/subscriptions/{call.params['subscription']}" if "subscription" in call.params else ""
    return {
        "id": f"{prefix}/providers/{namespace}",
        "namespace": namespace,
        "registrationState": "Registered",
        "registrationPolicy": "RegistrationRequired",
        "authorizations": [],
        "resourceTypes": [_type(kind) for kind in kinds.values() if kind.namespace == namespace],
    }


def _type(kind: ResourceType) -> dict[str, Any]:
    regions = [shown for shown, _, _ in REGIONS.values()] if kind.placement is Placement.TRACKED else []
    return {
        "resourceType": "/".join(kind.types),
        "locations": regions,
        "apiVersions": list(kind.versions),
        "defaultApiVersion": next((each for each in kind.versions if "preview" not in each), kind.versions[0]),
        "capabilities": "SupportsTags, SupportsLocation" if kind.placement is Placement.TRACKED else "None",
    }
