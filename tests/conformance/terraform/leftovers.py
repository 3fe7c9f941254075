"""What is left of a configuration after its destroy, as a reader of ARM and Graph sees it."""

from __future__ import annotations

from aksess.testing import LocalAzure
from tests.conformance.terraform.client import ARM, GRAPH, client


def everything(azure: LocalAzure) -> dict[str, list[str]]:
    """Ids of all that a subscription and its directory show: compare before and after."""
    with client(azure) as operator:
        scope = f"{ARM}{operator.subscription}"
        providers = f"{scope}/providers"
        lists = {
            "resource groups": f"{scope}/resourcegroups?api-version=2022-09-01",
            "resources": f"{scope}/resources?api-version=2022-09-01",
            "deleted vaults": f"{providers}/Microsoft.KeyVault/deletedVaults?api-version=2023-07-01",
            "deleted stores": f"{providers}/Microsoft.AppConfiguration/deletedConfigurationStores"
            "?api-version=2024-05-01",
            "role assignments": f"{providers}/Microsoft.Authorization/roleAssignments?api-version=2022-04-01",
            "custom roles": f"{providers}/Microsoft.Authorization/roleDefinitions"
            "?api-version=2022-04-01&$filter=type eq 'CustomRole'",
            "applications": f"{GRAPH}/v1.0/applications",
            "service principals": f"{GRAPH}/v1.0/servicePrincipals",
            "groups": f"{GRAPH}/v1.0/groups",
        }
        return {name: sorted(each["id"] for each in operator.listed(url)) for name, url in lists.items()}
