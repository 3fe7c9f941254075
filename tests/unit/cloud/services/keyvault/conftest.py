"""A vault, people with grants at it, and requests to it."""

from __future__ import annotations

from typing import Any

import pytest

from aksess.chain.roles import BUILT_IN_ROLES
from aksess.cloud.authorization import ASSIGNMENT_TYPE
from aksess.cloud.call import Origin
from aksess.cloud.directory import Kind, Principal
from aksess.cloud.inventory import Resource
from tests.cloud_fixtures import Ask, Reply

AUDIENCE = "https://vault.azure.net"
READER = "11111111-1111-4111-8111-111111111111"
ADMIN = "22222222-2222-4222-8222-222222222222"
STRANGER = "33333333-3333-4333-8333-333333333333"


class Bench:
    """Makes vaults and grants, and asks the vault as one of the people."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.cloud = ask.cloud
        self._made = 0
        with self.cloud.world.change():
            for object_id in (READER, ADMIN, STRANGER):
                self.cloud.directory.put(Principal(object_id, Kind.MANAGED_IDENTITY, "somebody", app_id=object_id))

    @property
    def group(self) -> str:
        return f"/subscriptions/{self.cloud.settings.subscription}/resourceGroups/WiDemo"

    def vault_id(self, name: str = "widemo-kv") -> str:
        return f"{self.group}/providers/Microsoft.KeyVault/vaults/{name}"

    def make(self, name: str = "widemo-kv", **properties: Any) -> Resource:
        """A vault, as ARM would write it."""
        self._made += 1
        resource = Resource(
            id=self.vault_id(name),
            name=name,
            type="Microsoft.KeyVault/vaults",
            location="westeurope",
            properties={
                "tenantId": self.cloud.settings.tenant,
                "vaultUri": f"https://{name}.vault.azure.net/",
                "enableRbacAuthorization": True,
                "enableSoftDelete": True,
                "softDeleteRetentionInDays": 90,
                "accessPolicies": [],
                "sku": {"family": "A", "name": "standard"},
                **properties,
            },
            private={"uid": f"uid-{self._made}"},
        )
        with self.cloud.world.change():
            self.cloud.inventory.put(resource)
        return resource

    def grant(self, object_id: str, role: str, scope: str) -> None:
        """A role assignment, as ARM would write it."""
        definition = next(each for each in BUILT_IN_ROLES if each.name == role)
        name = self.cloud.chance.uuid()
        with self.cloud.world.change():
            self.cloud.inventory.put(
                Resource(
                    id=f"{scope}/providers/{ASSIGNMENT_TYPE}/{name}",
                    name=name,
                    type=ASSIGNMENT_TYPE,
                    properties={"roleDefinitionId": definition.id, "principalId": object_id, "scope": scope},
                )
            )

    def policy(self, object_id: str, **permissions: list[str]) -> dict[str, Any]:
        """An access policy, as ARM shows it."""
        return {"tenantId": self.cloud.settings.tenant, "objectId": object_id, "permissions": permissions}

    def __call__(
        self,
        method: str,
        path: str,
        content: Any = None,
        *,
        who: str = ADMIN,
        vault: str = "widemo-kv",
        version: str = "7.6",
        origin: Origin | None = None,
    ) -> Reply:
        """One request of somebody with a good token."""
        joint = "&" if "?" in path else "?"
        url = f"https://{vault}.vault.azure.net{path}{joint}api-version={version}"
        return self.ask(method, url, content=content, token=self.ask.token(who, AUDIENCE), origin=origin)

    def ok(self, method: str, path: str, content: Any = None, **request: Any) -> Any:
        """As a call, for an answer that must be a 200."""
        reply = self(method, path, content, **request)
        assert 200 == reply.status, reply.body
        return reply.json()


@pytest.fixture
def bench(ask: Ask) -> Bench:
    """A vault by roles, with an administrator, a reader of secrets, and somebody without a grant."""
    bench = Bench(ask)
    vault = bench.make()
    bench.grant(ADMIN, "Key Vault Administrator", vault.id)
    bench.grant(READER, "Key Vault Secrets User", vault.id)
    return bench
