"""A vault, people with grants at it, and requests to it."""

from __future__ import annotations

from typing import Any

import pytest

from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.resources.origin import Origin
from tests.cloud_fixtures import Ask, Reply
from tests.vaults import grant, put_vault, vault_id

AUDIENCE = "https://vault.azure.net"
READER = "11111111-1111-4111-8111-111111111111"
ADMIN = "22222222-2222-4222-8222-222222222222"
STRANGER = "33333333-3333-4333-8333-333333333333"


class Bench:
    """Asks a vault as one of the people."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.cloud = ask.cloud
        with self.cloud.store.transaction():
            for object_id in (READER, ADMIN, STRANGER):
                self.cloud.directory.put(Principal(object_id, Kind.MANAGED_IDENTITY, "somebody", app_id=object_id))

    def make(self, name: str = "widemo-kv", **properties: Any) -> str:
        """A vault, new or in place of the one of that name with all that is in it; its ARM id."""
        return put_vault(self.cloud, name, **properties).id

    def change(self, **properties: Any) -> None:
        """Other properties for the vault, which stays the same one."""
        vault = self.cloud.inventory.get(vault_id(self.cloud))
        assert vault is not None
        vault.properties.update(properties)
        with self.cloud.store.transaction():
            self.cloud.inventory.put(vault)

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
    grant(bench.cloud, ADMIN, "Key Vault Administrator", vault)
    grant(bench.cloud, READER, "Key Vault Secrets User", vault)
    return bench
