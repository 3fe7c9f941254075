"""The operator at ARM and Graph, with a plain HTTP client: what the tests look at and prepare."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from aksess.testing import LocalAzure

ARM = "https://management.azure.com"
GRAPH = "https://graph.microsoft.com"


@dataclass(frozen=True, slots=True)
class Client:
    """Requests as the operator. http: a client at the operator's listener. Each raises httpx.HTTPStatusError."""

    azure: LocalAzure
    http: httpx.Client
    tokens: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def subscription(self) -> str:
        """The subscription's ARM id."""
        return f"/subscriptions/{self.azure.operator.subscription}"

    def get(self, url: str) -> Any:
        """A document, as JSON."""
        return self._ask("GET", url).json()

    def put(self, resource_id: str, version: str, content: dict[str, Any]) -> Any:
        """Create or replace an ARM resource; what ARM shows of it."""
        return self._ask("PUT", f"{ARM}{resource_id}?api-version={version}", content).json()

    def post(self, url: str, content: dict[str, Any]) -> Any:
        """Create something in the directory; what Graph shows of it."""
        return self._ask("POST", url, content).json()

    def listed(self, url: str, items: str = "value") -> list[dict[str, Any]]:
        """All items of a list, page after page."""
        found: list[dict[str, Any]] = []
        following: str | None = url
        while following:
            page = self.get(following)
            found += page[items]
            following = page.get("nextLink") or page.get("@odata.nextLink")
        return found

    def storage(self, method: str, url: str, headers: dict[str, str]) -> httpx.Response:
        """A request to Blob or Queue Storage."""
        bearer = {"authorization": f"Bearer {self._token('https://storage.azure.com')}"}
        answer = self.http.request(method, url, headers={**headers, **bearer})
        answer.raise_for_status()
        return answer

    def group(self, name: str) -> str:
        """A new resource group in West Europe; its ARM id."""
        group = f"{self.subscription}/resourceGroups/{name}"
        self.put(group, "2022-09-01", {"location": "westeurope"})
        return group

    def grant(self, scope: str, role: str, principal: str) -> None:
        """A role assignment. role: name of a definition; principal: object id."""
        definitions = f"{ARM}{scope}/providers/Microsoft.Authorization/roleDefinitions"
        found = self.listed(f"{definitions}?api-version=2022-04-01&$filter=roleName eq '{role}'")
        name = self.azure.cloud.random_source.uuid()
        properties = {
            "roleDefinitionId": found[0]["id"],
            "principalId": principal,
            "principalType": "ServicePrincipal",
        }
        self.put(
            f"{scope}/providers/Microsoft.Authorization/roleAssignments/{name}",
            "2022-04-01",
            {"properties": properties},
        )

    def _ask(self, method: str, url: str, content: dict[str, Any] | None = None) -> httpx.Response:
        host = httpx.URL(url).host
        audience = "https://vault.azure.net" if host.endswith(".vault.azure.net") else f"https://{host}"
        headers = {"authorization": f"Bearer {self._token(audience)}"}
        answer = self.http.request(method, url, headers=headers, json=content)
        answer.raise_for_status()
        return answer

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


@contextmanager
def client(azure: LocalAzure) -> Iterator[Client]:
    """The operator at that local Azure."""
    with azure.http() as http:
        yield Client(azure, http)
