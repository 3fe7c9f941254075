"""The operator at Resource Manager, with the official management clients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError
from azure.identity import ClientSecretCredential
from azure.mgmt.resource.resources import ResourceManagementClient

from aksess.testing.azure import LocalAzure

GROUP = "widemo"
REGION = "westeurope"


@dataclass(frozen=True, slots=True)
class Arm:
    """Somebody at ARM. ``arm(StorageManagementClient)`` makes a client; the process is inside the local Azure."""

    azure: LocalAzure
    credential: ClientSecretCredential

    @property
    def subscription(self) -> str:
        """Its GUID."""
        return self.azure.settings.subscription

    @property
    def group_id(self) -> str:
        """The ARM id of the resource group ``widemo``."""
        return f"/subscriptions/{self.subscription}/resourceGroups/{GROUP}"

    def __call__(self, kind: Callable[..., Any], **options: Any) -> Any:
        """A management client of that class. Its models say of every part that it may be None: not here."""
        return kind(self.credential, self.subscription, **options)

    def id_of(self, kind: str, name: str) -> str:
        """The ARM id of a resource of the group. kind: ``Microsoft.KeyVault/vaults``."""
        return f"{self.group_id}/providers/{kind}/{name}"


@contextmanager
def at_arm(azure: LocalAzure, group: str = GROUP) -> Iterator[Arm]:
    """The operator, with a resource group."""
    who = azure.operator
    with azure.inside(), ClientSecretCredential(who.tenant, who.client_id, who.client_secret) as credential:
        arm = Arm(azure, credential)
        with arm(ResourceManagementClient) as resources:
            resources.resource_groups.create_or_update(group, {"location": REGION})
        yield arm


def refused(call: Callable[[], object]) -> tuple[int | None, str | None]:
    """HTTP status and ``error.code`` of the SDK's own exception (storage's clients: ``error_code``)."""
    with pytest.raises(HttpResponseError) as raised:
        call()
    error = raised.value
    code = error.error.code if error.error else getattr(error, "error_code", None)
    return error.status_code, code
