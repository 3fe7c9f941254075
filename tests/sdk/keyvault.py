"""A vault for the SDKs' tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aksess.cloud.cloud import Cloud
from aksess.testing.azure import LocalAzure
from tests.vaults import grant, put_vault


@contextmanager
def opened(azure: LocalAzure, role: str = "Key Vault Administrator", **properties: Any) -> Iterator[str]:
    """The URL of a new vault with a role for the operator, and this process inside the local Azure.

    Each vault has a name of its own: the SDKs remember the tenant of a host name for the life of the process, and every
    test has another tenant.
    """

    def make(cloud: Cloud) -> str:
        vault = put_vault(cloud, f"kv-{cloud.random_source.hex(8)}", **properties)
        if role:
            grant(cloud, cloud.settings.operator_object_id, role, vault.id)
        return vault.name

    name = azure.on_server(make)
    with azure.inside():
        yield f"https://{name}.vault.azure.net"
