"""Tenants, subscriptions, locations, and what clients ask before they have a token.

Microsoft Learn, "Subscriptions" and "Tenants" (REST).
"""

from __future__ import annotations

from typing import Any, Final

from aksess.azure_facts.regions import REGIONS
from aksess.chain import Scope
from aksess.cloud.pipeline.call import Answer, Call, json_answer

_SUFFIXES: Final = {
    "keyVaultDns": "vault.azure.net",
    "mhsmDns": "managedhsm.azure.net",
    "storage": "core.windows.net",
    "storageSyncEndpointSuffix": "afs.azure.net",
    "acrLoginServer": "azurecr.io",
    "sqlServerHostname": "database.windows.net",
    "mysqlServerEndpoint": "mysql.database.azure.com",
    "postgresqlServerEndpoint": "postgres.database.azure.com",
    "azureDataLakeStoreFileSystem": "azuredatalakestore.net",
    "attestationEndpoint": "attest.azure.net",
}


def endpoints(call: Call) -> Answer:
    """``/metadata/endpoints``, in the three shapes that it has had."""
    version = call.query["api-version"]
    if version < "2019-05-01":
        return json_answer(200, {"cloudEndpoint": {"public": {"endpoint": call.host, "locations": list(REGIONS)}}})
    return json_answer(200, _environment() if version >= "2022-09-01" else [_environment()])


def _environment() -> dict[str, Any]:
    return {
        "name": "AzureCloud",
        "portal": "https://portal.azure.com",
        "authentication": {
            "loginEndpoint": "https://login.microsoftonline.com",
            "audiences": ["https://management.core.windows.net/", "https://management.azure.com/"],
            "tenant": "common",
            "identityProvider": "AAD",
        },
        "resourceManager": "https://management.azure.com/",
        "activeDirectoryGraphResourceId": "https://graph.windows.net/",
        "graph": "https://graph.windows.net/",
        "graphAudience": "https://graph.windows.net/",
        "microsoftGraphResourceId": "https://graph.microsoft.com/",
        "appInsightsResourceId": "https://api.applicationinsights.io",
        "logAnalyticsResourceId": "https://api.loganalytics.io",
        "batch": "https://batch.core.windows.net/",
        "gallery": "https://gallery.azure.com/",
        "media": "https://rest.media.azure.net",
        "sqlManagement": "https://management.core.windows.net:8443/",
        "suffixes": _SUFFIXES,
    }


def list_tenants(call: Call) -> Answer:
    """The tenants of the caller: the one there is."""
    settings = call.cloud.settings
    tenant = {
        "id": f"/tenants/{settings.tenant}",
        "tenantId": settings.tenant,
        "countryCode": "US",
        "displayName": settings.tenant_name,
        "domains": [settings.tenant_domain],
        "tenantCategory": "Home",
        "defaultDomain": settings.tenant_domain,
        "tenantType": "AAD",
    }
    return json_answer(200, {"value": [tenant]})


def list_subscriptions(call: Call) -> Answer:
    """The subscriptions in which the caller has a role somewhere."""
    return json_answer(200, {"value": [_subscription(call)] if has_role_below(call, _scope(call)) else []})


def get_subscription(call: Call) -> Answer:
    """One subscription."""
    return json_answer(200, _subscription(call))


def list_locations(call: Call) -> Answer:
    """The regions of a subscription."""
    return json_answer(200, {"value": [_location(call, name) for name in REGIONS]})


def has_role_below(call: Call, scope: str) -> bool:
    """Whether the caller has any role that reaches a scope or something below it: then its name is no secret."""
    here = Scope(scope)
    mine = {each.lower() for each in call.caller.principals}
    return any(
        each.holder in mine and (each.scope.covers(here) or here.covers(each.scope))
        for each in call.cloud.authorization.assignments()
    )


def _scope(call: Call) -> str:
    return f"/subscriptions/{call.cloud.settings.subscription}"


def _subscription(call: Call) -> dict[str, Any]:
    settings = call.cloud.settings
    return {
        "id": _scope(call),
        "authorizationSource": "RoleBased",
        "managedByTenants": [],
        "subscriptionId": settings.subscription,
        "tenantId": settings.tenant,
        "displayName": settings.subscription_name,
        "state": "Enabled",
        "subscriptionPolicies": {
            "locationPlacementId": "Public_2014-09-01",
            "quotaId": "PayAsYouGo_2014-09-01",
            "spendingLimit": "Off",
        },
        "tags": {},
    }


def _location(call: Call, name: str) -> dict[str, Any]:
    shown, geography, zoned = REGIONS[name]
    found: dict[str, Any] = {
        "id": f"{_scope(call)}/locations/{name}",
        "name": name,
        "type": "Region",
        "displayName": shown,
        "regionalDisplayName": f"({geography}) {shown}",
        "metadata": {"regionType": "Physical", "regionCategory": "Recommended", "geographyGroup": geography},
    }
    if zoned:
        found["availabilityZoneMappings"] = [
            {"logicalZone": zone, "physicalZone": f"{name}-az{zone}"} for zone in ("1", "2", "3")
        ]
    return found
