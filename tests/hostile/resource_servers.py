"""The services that take Entra's access tokens, each with something of its own that only its owner may read."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.resources.inventory import Resource
from tests.cloud_fixtures import Ask, Reply
from tests.vaults import grant, put_vault

SECRET = "the-value-that-nobody-may-see"
OWNER = "0b7c5a3e-0000-4000-8000-000000000001"


@dataclass(frozen=True, slots=True)
class ResourceServer:
    """One service. url: what its owner may read; audience: of its tokens; headers: what it requires beside them."""

    name: str
    url: str
    audience: str
    headers: tuple[tuple[str, str], ...] = ()

    def read(self, ask: Ask, token: str) -> Reply:
        """Read it with a token, unchanged."""
        return ask("GET", self.url, headers={**dict(self.headers), "authorization": f"Bearer {token}"})


VAULT = ResourceServer(
    "Key Vault", "https://widemo-kv.vault.azure.net/secrets/s?api-version=7.4", "https://vault.azure.net"
)
ARM = ResourceServer(
    "ARM",
    "https://management.azure.com/subscriptions/{subscription}/resourcegroups?api-version=2022-09-01",
    "https://management.azure.com",
)
GRAPH = ResourceServer("Graph", "https://graph.microsoft.com/v1.0/applications", "https://graph.microsoft.com")
BLOB = ResourceServer(
    "Blob",
    "https://shop.blob.core.windows.net/?comp=list",
    "https://storage.azure.com",
    (("x-ms-version", "2023-11-03"),),
)
QUEUE = ResourceServer(
    "Queue",
    "https://shop.queue.core.windows.net/?comp=list",
    "https://storage.azure.com",
    (("x-ms-version", "2023-11-03"),),
)
CONFIGURATION = ResourceServer(
    "App Configuration", "https://store.azconfig.io/kv?api-version=1.0", "https://azconfig.io"
)
SERVERS = (VAULT, ARM, GRAPH, BLOB, QUEUE, CONFIGURATION)


def furnish(ask: Ask) -> None:
    """Make an owner, who may read everything, and what there is to read."""
    cloud = ask.cloud
    group = f"/subscriptions/{cloud.settings.subscription}/resourceGroups/widemo"
    key = base64.b64encode(bytes(64)).decode()
    with cloud.store.transaction():
        administrator: dict[str, object] = {"directoryRoles": ["62e90394-69f5-4237-9190-012177145e10"]}
        cloud.directory.put(Principal(OWNER, Kind.APPLICATION, "owner", OWNER, attributes=administrator))
        cloud.inventory.put(Resource(group, "widemo", "Microsoft.Resources/resourceGroups", "westeurope"))
        cloud.inventory.put(
            Resource(
                f"{group}/providers/Microsoft.Storage/storageAccounts/shop",
                "shop",
                "Microsoft.Storage/storageAccounts",
                "westeurope",
                private={"keys": [key, key], "uid": cloud.random_source.uuid()},
            )
        )
        cloud.inventory.put(
            Resource(
                f"{group}/providers/Microsoft.AppConfiguration/configurationStores/store",
                "store",
                "Microsoft.AppConfiguration/configurationStores",
                "westeurope",
                private={"keys": [], "uid": cloud.random_source.uuid()},
            )
        )
    put_vault(cloud)
    scope = f"/subscriptions/{cloud.settings.subscription}"
    for role in (
        "Owner", "Key Vault Secrets Officer", "Storage Blob Data Owner", "Storage Queue Data Contributor",
        "App Configuration Data Owner",
    ):  # fmt: skip
        grant(cloud, OWNER, role, scope)
    token = ask.token(OWNER, VAULT.audience)
    assert ask("PUT", VAULT.url, content={"value": SECRET}, token=token).status == 200


def placed(server: ResourceServer, ask: Ask) -> ResourceServer:
    """The server with this cloud's subscription in its URL."""
    url = server.url.replace("{subscription}", ask.cloud.settings.subscription)
    return ResourceServer(server.name, url, server.audience, server.headers)
