"""The resources of the subscription, by ARM id: what ARM writes and every service reads.

ARM ids compare without case; the spelling of the first write is kept and shown. Federated credentials, role
assignments, custom role definitions, agent pools, subnets, containers and queues are resources too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from aksess.cloud.state.store import Store


class Resource(msgspec.Struct):
    """One resource as ARM shows it. body: every top-level field but id, name, type, tags, location.

    ``properties`` is the ARM ``properties`` object; ``body`` holds ``sku``, ``identity``, ``kind``, ``zones``, …
    created, changed: Unix seconds. private: what ARM never shows (keys, for example).
    """

    id: str
    name: str
    type: str
    location: str | None = None
    tags: dict[str, str] | None = None
    properties: dict[str, Any] = {}
    body: dict[str, Any] = {}
    private: dict[str, Any] = {}
    created: float = 0.0
    changed: float = 0.0
    etag: str = ""


class Inventory:
    """All resources of one cloud. Writes must be inside ``store.transaction()``."""

    def __init__(self, store: Store) -> None:
        self._table = store.table("resource", Resource)
        self._names: dict[tuple[str, str], str] = {}
        self._types: dict[str, list[str]] = {}
        self._indexed = -1

    @property
    def version(self) -> int:
        """Rises with every change of any resource."""
        return self._table.version

    def get(self, resource_id: str) -> Resource | None:
        """The resource of that id, any case."""
        return self._table.get(resource_id.lower())

    def __contains__(self, resource_id: str) -> bool:
        return resource_id.lower() in self._table

    def put(self, resource: Resource) -> None:
        """Write one resource under its id."""
        self._table.put(resource.id.lower(), resource)

    def delete(self, resource_id: str) -> bool:
        """Delete one resource (not those below it); whether it was there."""
        return self._table.delete(resource_id.lower())

    def below(self, scope: str) -> Iterator[Resource]:
        """Resources whose id is below scope, in the order of their ids."""
        return self._table.values(scope.lower().rstrip("/") + "/")

    def of_type(self, kind: str, scope: str = "") -> Iterator[Resource]:
        """Resources of one type (``Microsoft.KeyVault/vaults``, any case) at or below scope."""
        self._index()
        wanted, below = scope.lower(), scope.lower() + "/"
        for key in self._types.get(kind.lower(), ()):
            if not scope or key == wanted or key.startswith(below):
                found = self._table.get(key)
                if found is not None:
                    yield found

    def named(self, kind: str, name: str) -> Resource | None:
        """The resource of a type whose names are global (a vault, a storage account, a store), by name."""
        self._index()
        key = self._names.get((kind.lower(), name.lower()))
        return None if key is None else self._table.get(key)

    def _index(self) -> None:
        if self._indexed == self._table.version:
            return
        self._names, self._types = {}, {}
        for key in self._table.keys():
            kind = type_of(key)
            self._names[kind, key.rpartition("/")[2]] = key
            self._types.setdefault(kind, []).append(key)
        self._indexed = self._table.version


def type_of(resource_id: str) -> str:
    """The type in an ARM id, lower case: ``microsoft.keyvault/vaults``; ``""`` where the id names no provider.

    An extension resource has the type of its last provider: the type of ``…/vaults/v/providers/
    Microsoft.Authorization/roleAssignments/x`` is ``microsoft.authorization/roleassignments``.
    """
    parts = resource_id.lower().strip("/").split("/")
    if "providers" not in parts:
        if len(parts) == 4 and parts[2] == "resourcegroups":
            return "microsoft.resources/resourcegroups"
        return "microsoft.resources/subscriptions" if len(parts) == 2 and parts[0] == "subscriptions" else ""
    last = len(parts) - 1 - parts[::-1].index("providers")
    tail = parts[last + 1 :]
    return "/".join([tail[0], *tail[1::2]]) if tail else ""
