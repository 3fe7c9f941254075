"""A storage account for the SDKs' tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from azure.identity import ClientSecretCredential

from aksess.cloud.cloud import Cloud
from aksess.cloud.resources.inventory import Resource
from aksess.testing.azure import LocalAzure
from tests.storage_scene import grant, put_account


@dataclass(frozen=True, slots=True)
class Account:
    """An account of one local Azure. credential: the operator's, who has no role for its data."""

    azure: LocalAzure
    resource: Resource
    credential: ClientSecretCredential

    @property
    def name(self) -> str:
        return self.resource.name

    @property
    def key(self) -> str:
        return str(self.resource.private["keys"][0])

    def url(self, service: str) -> str:
        return f"https://{self.name}.{service}.core.windows.net"

    def grant(self, role: str) -> None:
        """Give the operator a role at the account."""

        def give(cloud: Cloud) -> None:
            grant(cloud, role, cloud.settings.operator_object_id, self.resource.id)

        self.azure.on_server(give)


@contextmanager
def opened(azure: LocalAzure) -> Iterator[Account]:
    """A new account, and this process inside the local Azure."""
    resource = azure.on_server(lambda cloud: put_account(cloud, f"shop{cloud.random_source.hex(4)}"))
    who = azure.operator
    with azure.inside(), ClientSecretCredential(who.tenant, who.client_id, who.client_secret) as credential:
        yield Account(azure, resource, credential)
