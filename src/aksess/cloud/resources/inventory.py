"""The resources of the subscription, by ARM id: what ARM writes and every service reads.

ARM ids compare without case; the spelling of the first write is kept and shown. Federated credentials, role
assignments, custom role definitions, agent pools, subnets, containers and queues are resources too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from aksess.cloud.state.sorted_keys import SortedKeys
from aksess.cloud.state.store import Store

_NONE: Final = SortedKeys()


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
        self._types: dict[str, SortedKeys] = {}
        # By type and name, for the types whose names are global.
        self._names: dict[tuple[str, str], str] = {}
        self._versions: Counter[str] = Counter()
        for key in self._table.keys():
            self._index(key)
        self._table.watch(self._index)

    def version(self, kind: str) -> int:
        """A number that rises with every change of a resource of a type (any case): readers cache by it."""
        return self._versions[kind.lower()]

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
        keys = self._types.get(kind.lower(), _NONE)
        wanted = scope.lower()
        found = [*([wanted] if wanted in keys else ()), *keys.starting(f"{wanted}/")] if scope else keys.starting("")
        for key in found:
            resource = self._table.get(key)
            if resource is not None:
                yield resource

    def named(self, kind: str, name: str) -> Resource | None:
        """The resource of a type whose names are global (a vault, a storage account, a store), by name."""
        key = self._names.get((kind.lower(), name.lower()))
        return None if key is None else self._table.get(key)

    def _index(self, key: str) -> None:
        kind, name = type_of(key), key.rpartition("/")[2]
        self._versions[kind] += 1
        keys = self._types.setdefault(kind, SortedKeys())
        if key in self._table:
            keys.add(key)
            self._names[kind, name] = key
        else:
            keys.discard(key)
            if self._names.get((kind, name)) == key:
                del self._names[kind, name]


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
