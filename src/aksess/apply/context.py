"""The state of one application of a file while it runs."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aksess.apply.azure import Azure
from aksess.apply.errors import ApplyFailed
from aksess.azure_facts.built_in_roles import built_in_role_names
from aksess.model import Model
from aksess.random_source import RandomSource

# The API versions of the newest azurerm provider, so that Terraform and apply send the same requests.
VERSIONS: Mapping[str, str] = {
    "group": "2023-07-01",
    "network": "2025-01-01",
    "identity": "2024-11-30",
    "cluster": "2025-10-01",
    "vault": "2026-02-01",
    "store": "2024-05-01",
    "account": "2025-08-01",
    "role": "2022-04-01",
}
# The name of a role assignment is derived from its content, so that a second application finds the first one's.
_NAMESPACE = uuid.UUID("6f1c6b57-1c54-4b60-9d0d-1d4f0a3c7f6e")


@dataclass(slots=True)
class ApplyContext:
    """azure: the client; model: the file; values: of secrets, by variable; say: called with each step.

    before: ids that the last application recorded; those that the file no longer names are removed.
    ids: ARM ids and data-plane URLs of this application, in the order of creation.
    principals, clients: object and client ids of the identities, by name. issuers: URLs by cluster.
    placeholders: secrets without a value of their own.
    """

    azure: Azure
    model: Model
    values: Mapping[str, str] = field(repr=False)
    random_source: RandomSource
    say: Callable[[str], None]
    before: Sequence[str] = ()
    ids: list[str] = field(default_factory=list)
    principals: dict[str, str] = field(default_factory=dict)
    clients: dict[str, str] = field(default_factory=dict)
    issuers: dict[str, str] = field(default_factory=dict)
    placeholders: list[str] = field(default_factory=list)

    @property
    def subscription(self) -> str:
        """ARM id of the subscription."""
        return f"/subscriptions/{self.azure.principal.subscription}"

    @property
    def group(self) -> str:
        """ARM id of the resource group."""
        return f"{self.subscription}/resourceGroups/{self.model.resource_group}"

    def provider(self, path: str) -> str:
        """ARM id of a resource in the group: ``Microsoft.KeyVault/vaults/widemo-kv``."""
        return f"{self.group}/providers/{path}"

    def put(self, what: str, resource_id: str, version: str, body: dict[str, Any]) -> dict[str, Any]:
        """Create or update one resource; the resource as ARM shows it afterwards."""
        self.say(what)
        answer = self.azure.arm("PUT", resource_id, VERSIONS[version], body)
        self.ids.append(resource_id)
        shown: dict[str, Any] = answer.json() if answer.content else {}
        return shown

    def delete(self, resource_id: str, version: str) -> None:
        """Delete one resource, or find it gone.

        Raises:
            ApplyFailed: The request is refused.
        """
        self.azure.arm("DELETE", resource_id, VERSIONS[version], allowed=(404,))

    def tracked(self, body: dict[str, Any]) -> dict[str, Any]:
        """A body with the location and tags that every resource of the file has."""
        return {"location": self.model.location, "tags": dict(self.model.tags), **body}

    def assign_named(self, what: str, scope: str, role: str, principal: str) -> None:
        """Give a built-in role, by its name, to a service principal at a scope.

        Raises:
            ApplyFailed: The request is refused.
        """
        known = built_in_role_names().get(role.lower())
        if known is None:
            raise ApplyFailed(what, 0, "", f"there is no built-in role {role!r}")
        name = uuid.uuid5(_NAMESPACE, f"{scope.lower()} {known.id} {principal}")
        properties = {
            "roleDefinitionId": f"{self.subscription}/providers/Microsoft.Authorization/roleDefinitions/{known.id}",
            "principalId": principal,
            "principalType": "ServicePrincipal",
        }
        self.say(what)
        path = f"{scope}/providers/Microsoft.Authorization/roleAssignments/{name}"
        try:
            self.azure.arm("PUT", path, VERSIONS["role"], {"properties": properties})
        except ApplyFailed as failed:
            # The same assignment exists under another name: another tool owns it.
            if failed.code != "RoleAssignmentExists":
                raise
        else:
            self.ids.append(path)
