"""A resource group, people with and without roles, and requests to Azure Resource Manager."""

from __future__ import annotations

from typing import Any

import pytest

from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.resources.inventory import Inventory, Resource
from aksess.cloud.state.store import Store
from tests.cloud_fixtures import Ask, Reply

HOST = "https://management.azure.com"
GROUP = "widemo"
PEOPLE = {
    "reader": ("11111111-1111-4111-8111-111111111111", "acdd72a7-3385-48ef-bd42-f606fba81ae7"),
    "contributor": ("22222222-2222-4222-8222-222222222222", "b24988ac-6180-42a0-ab88-20f7382dd24c"),
    "nobody": ("33333333-3333-4333-8333-333333333333", ""),
}
VERSION = "2024-11-01"


class Arm:
    """Asks as the operator, or as one of the PEOPLE.

    A path that begins with no slash is below the group's providers.
    """

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.cloud = ask.cloud
        self.subscription = f"/subscriptions/{self.cloud.settings.subscription}"
        self.group = f"{self.subscription}/resourceGroups/{GROUP}"
        self._tokens: dict[str, str] = {}

    def __call__(
        self, method: str, path: str, content: Any = None, *, who: str = "operator", version: str = VERSION, **more: Any
    ) -> Reply:
        """One request with a good token; more: what ``Ask`` takes."""
        path = self.id(path)
        joint = "&" if "?" in path else "?"
        url = f"{HOST}{path}{joint}api-version={version}"
        return self.ask(method, url, content=content, token=self._token(who), **more)

    def id(self, path: str) -> str:
        """The whole path: ``~`` stands for the subscription, a name of a provider for what is in the group."""
        if path.startswith("~"):
            return self.subscription + path[1:]
        return path if path.startswith("/") else f"{self.group}/providers/{path}"

    def ok(self, method: str, path: str, content: Any = None, **request: Any) -> Any:
        """As a call, for an answer that must be a success; its body, None where it has none."""
        reply = self(method, path, content, **request)
        assert reply.status < 300, (reply.status, reply.body)
        return reply.json() if reply.body else None

    def code(self, method: str, path: str, content: Any = None, **request: Any) -> tuple[int, str]:
        """As a call, for an answer that must be an error: status and code."""
        reply = self(method, path, content, **request)
        return reply.status, reply.error

    def identity(self, name: str = "wi-api") -> str:
        """A user-assigned identity; its path."""
        path = f"Microsoft.ManagedIdentity/userAssignedIdentities/{name}"
        self.ok("PUT", path, {"location": "westeurope"})
        return path

    def subnet(self, *endpoints: str, name: str = "pods", prefix: str = "10.1.0.0/24") -> str:
        """A subnet with service endpoints in a network; its ARM id."""
        network = "Microsoft.Network/virtualNetworks/net"
        if self("GET", network).status == 404:
            space = {"addressSpace": {"addressPrefixes": ["10.0.0.0/8"]}}
            self.ok("PUT", network, {"location": "westeurope", "properties": space})
        services = [{"service": each} for each in endpoints]
        properties = {"addressPrefix": prefix, "serviceEndpoints": services}
        made = self.ok("PUT", f"{network}/subnets/{name}", {"properties": properties})
        return str(made["id"])

    def vault(self, name: str = "widemo-kv", **properties: Any) -> str:
        """A vault; its path."""
        path = f"Microsoft.KeyVault/vaults/{name}"
        usual = {
            "tenantId": self.cloud.settings.tenant,
            "sku": {"family": "A", "name": "standard"},
            "accessPolicies": [],
        }
        self.ok("PUT", path, {"location": "westeurope", "properties": {**usual, **properties}})
        return path

    def cluster(self, name: str = "aks", **properties: Any) -> str:
        """A cluster; its path."""
        path = f"Microsoft.ContainerService/managedClusters/{name}"
        self.ok("PUT", path, cluster_body(**properties))
        return path

    def grant(self, role: str, principal: str, scope: str) -> Reply:
        """A role assignment. role: GUID; scope: as in a call."""
        name = self.cloud.random_source.uuid()
        definition = f"{self.subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}"
        properties = {"roleDefinitionId": definition, "principalId": principal}
        path = f"{self.id(scope)}/providers/Microsoft.Authorization/roleAssignments/{name}"
        return self("PUT", path, {"properties": properties})

    def _token(self, who: str) -> str:
        if who not in self._tokens:
            found = PEOPLE.get(who, (who, ""))[0]
            self._tokens[who] = self.ask.operator() if who == "operator" else self.ask.token(found, HOST)
        return self._tokens[who]


class CountedInventory(Inventory):
    """An inventory that lists the ids that it is asked for and the ids that are written."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.gets: list[str] = []
        self.puts: list[str] = []

    def get(self, resource_id: str) -> Resource | None:
        """Note the id, then look it up."""
        self.gets.append(resource_id.lower())
        return super().get(resource_id)

    def put(self, resource: Resource) -> None:
        """Note the id, then write."""
        self.puts.append(resource.id.lower())
        super().put(resource)


def count_inventory(arm: Arm) -> CountedInventory:
    """Count what requests do with the inventory from now on."""
    counted = CountedInventory(arm.cloud.store)
    arm.cloud.inventory = counted
    return counted


def cluster_body(**properties: Any) -> dict[str, Any]:
    """The least that makes a cluster with an issuer and workload identity. properties: beside or in place of those."""
    usual = {
        "dnsPrefix": "widemo",
        "agentPoolProfiles": [{"name": "default", "mode": "System", "count": 1, "vmSize": "Standard_D2s_v3"}],
        "oidcIssuerProfile": {"enabled": True},
        "securityProfile": {"workloadIdentity": {"enabled": True}},
    }
    return {"location": "westeurope", "identity": {"type": "SystemAssigned"}, "properties": {**usual, **properties}}


@pytest.fixture
def arm(ask: Ask) -> Arm:
    """A group in West Europe, its reader, its contributor, and somebody with no role."""
    arm = Arm(ask)
    arm.ok("PUT", arm.group, {"location": "westeurope"})
    with ask.cloud.store.transaction():
        for name, (object_id, _) in PEOPLE.items():
            ask.cloud.directory.put(Principal(object_id, Kind.MANAGED_IDENTITY, name, app_id=object_id))
    for object_id, role in PEOPLE.values():
        if role:
            assert 201 == arm.grant(role, object_id, arm.group).status
    return arm
