"""What is left of a configuration after its destroy, as a reader of ARM and Graph sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

from aksess.testing import LocalAzure

ARM = "https://management.azure.com"
GRAPH = "https://graph.microsoft.com"


@dataclass(frozen=True, slots=True)
class Reader:
    """The operator, reading. http: a client at the operator's door."""

    azure: LocalAzure
    http: httpx.Client
    tokens: dict[str, str] = field(default_factory=dict, repr=False)

    def get(self, url: str) -> Any:
        """A document, as JSON. Raises httpx.HTTPStatusError."""
        origin = f"https://{httpx.URL(url).host}"
        answer = self.http.get(url, headers={"authorization": f"Bearer {self._token(origin)}"})
        answer.raise_for_status()
        return answer.json()

    def listed(self, url: str) -> list[dict[str, Any]]:
        """All items of a list, page after page."""
        found: list[dict[str, Any]] = []
        following: str | None = url
        while following:
            page = self.get(following)
            found += page["value"]
            following = page.get("nextLink") or page.get("@odata.nextLink")
        return found

    def _token(self, audience: str) -> str:
        if audience not in self.tokens:
            operator = self.azure.operator
            answer = self.http.post(
                f"https://login.microsoftonline.com/{operator.tenant}/oauth2/v2.0/token",
                data={
                    "grant_type": "client_credentials",
                    "client_id": operator.client_id,
                    "client_secret": operator.client_secret,
                    "scope": f"{audience}/.default",
                },
            )
            answer.raise_for_status()
            self.tokens[audience] = answer.json()["access_token"]
        return self.tokens[audience]


def everything(azure: LocalAzure) -> dict[str, list[str]]:
    """Ids of all that a subscription and its directory show: compare before and after."""
    with azure.http() as http:
        reader = Reader(azure, http)
        scope = f"{ARM}/subscriptions/{azure.operator.subscription}"
        grants = f"{scope}/providers/Microsoft.Authorization"
        lists = {
            "resource groups": f"{scope}/resourcegroups?api-version=2022-09-01",
            "resources": f"{scope}/resources?api-version=2022-09-01",
            "deleted vaults": f"{scope}/providers/Microsoft.KeyVault/deletedVaults?api-version=2023-07-01",
            "deleted stores": f"{scope}/providers/Microsoft.AppConfiguration/deletedConfigurationStores"
            "?api-version=2024-05-01",
            "role assignments": f"{grants}/roleAssignments?api-version=2022-04-01",
            "custom roles": f"{grants}/roleDefinitions?api-version=2022-04-01&$filter=type+eq+'CustomRole'",
            "applications": f"{GRAPH}/v1.0/applications",
            "service principals": f"{GRAPH}/v1.0/servicePrincipals",
            "groups": f"{GRAPH}/v1.0/groups",
        }
        return {name: sorted(each["id"] for each in reader.listed(url)) for name, url in lists.items()}
