"""ConfigMaps and Secrets that pods of this node read, each watched as long as a pod reads it.

The Node authorizer lets a node read the objects that its pods name, one by one (Kubernetes documentation, "Using Node
Authorization"), so each has a watch of its own, which all pods share.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any, Final

from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.node.api_client import ApiClient
from aksess.cluster.node.pod import PodKey
from aksess.cluster.node.references import Kind, ObjectKey, Objects

FORBIDDEN: Final = 403
NOT_FOUND: Final = 404
# Seconds between attempts: the authorizer learns of a pod a moment after the node does; a watch that ended.
FORBIDDEN_PAUSE: Final = 0.05
FORBIDDEN_ATTEMPTS: Final = 20
WATCH_PAUSE: Final = 1.0
WATCH_SECONDS: Final = 1500
Json = dict[str, Any]
_PLURALS: Final = {Kind.CONFIG_MAP: "configmaps", Kind.SECRET: "secrets"}


class ObjectCache:
    """The objects that pods read. changed: called with the key of an object that was created, changed or deleted."""

    def __init__(self, api: ApiClient, changed: Callable[[ObjectKey], None]) -> None:
        self._api = api
        self._changed = changed
        self._objects: dict[ObjectKey, Json | None] = {}
        self._watches: dict[ObjectKey, asyncio.Task[None]] = {}
        self._readers: dict[ObjectKey, set[PodKey]] = {}
        self._first: dict[ObjectKey, asyncio.Future[None]] = {}

    async def read(self, reader: PodKey, keys: Iterable[ObjectKey]) -> Objects:
        """The objects as they are, ``None`` for one that does not exist. Raises ApiError, ApiGone."""
        wanted = list(keys)
        for key in wanted:
            self._readers.setdefault(key, set()).add(reader)
        await asyncio.gather(*(self._fetch_once(key) for key in wanted if key not in self._objects))
        return {key: self._objects.get(key) for key in wanted}

    def known(self, keys: Iterable[ObjectKey]) -> Objects:
        """The cached state of objects that were read before."""
        return {key: self._objects.get(key) for key in keys}

    def known_keys(self) -> list[ObjectKey]:
        """The objects that pods read."""
        return list(self._objects)

    def readers(self, key: ObjectKey) -> set[PodKey]:
        """The pods that read an object."""
        return self._readers.get(key, set())

    def forget(self, reader: PodKey) -> None:
        """A pod is gone: stop watching the objects that no other pod reads."""
        for key in [key for key, readers in self._readers.items() if reader in readers]:
            self._readers[key].discard(reader)
            if not self._readers[key]:
                del self._readers[key]
                self._objects.pop(key, None)
                if watch := self._watches.pop(key, None):
                    watch.cancel()

    def close(self) -> None:
        """End every watch."""
        for watch in self._watches.values():
            watch.cancel()

    async def _fetch_once(self, key: ObjectKey) -> None:
        running = self._first.get(key)
        if running is not None:
            await running
            return
        future = self._first[key] = asyncio.ensure_future(self._fetch(key))
        try:
            await future
        finally:
            self._first.pop(key, None)

    async def _fetch(self, key: ObjectKey) -> None:
        self._objects[key] = found = await self._get(key)
        if key not in self._watches and not (found or {}).get("immutable"):
            self._watches[key] = asyncio.get_running_loop().create_task(self._keep(key))

    async def _get(self, key: ObjectKey) -> Json | None:
        path = f"/api/v1/namespaces/{key.namespace}/{_PLURALS[key.kind]}/{key.name}"
        for _ in range(FORBIDDEN_ATTEMPTS):
            try:
                return _slim(await self._api.get(path))
            except ApiError as error:
                if error.status == NOT_FOUND:
                    return None
                if error.status != FORBIDDEN:
                    raise
            await asyncio.sleep(FORBIDDEN_PAUSE)
        return _slim(await self._api.get(path))

    async def _keep(self, key: ObjectKey) -> None:
        while True:
            try:
                await self._follow(key)
            except (ApiGone, ApiError):
                await asyncio.sleep(WATCH_PAUSE)
            try:
                self.put(key, await self._get(key))
            except (ApiGone, ApiError):
                await asyncio.sleep(WATCH_PAUSE)

    async def _follow(self, key: ObjectKey) -> None:
        known = self._objects.get(key)
        path = f"/api/v1/namespaces/{key.namespace}/{_PLURALS[key.kind]}"
        query = {"fieldSelector": f"metadata.name={key.name}", "timeoutSeconds": str(WATCH_SECONDS)}
        if known is not None:
            # Without a version, the watch begins with the object, should it have come meanwhile.
            query["resourceVersion"] = known["metadata"]["resourceVersion"]
        async for event in self._api.watch(path, query):
            self.put(key, None if event["type"] == "DELETED" else _slim(event["object"]))

    def put(self, key: ObjectKey, content: Json | None) -> None:
        """An object has changed; ``None`` where it is gone."""
        before = self._objects.get(key)
        self._objects[key] = content
        if _shown(before) != _shown(content):
            self._changed(key)


def _shown(content: Json | None) -> tuple[Any, Any] | None:
    """What a pod can read of an object."""
    return None if content is None else (content.get("data"), content.get("binaryData"))


def _slim(content: Json) -> Json:
    kept = {name: content[name] for name in ("data", "binaryData", "immutable") if name in content}
    return kept | {"metadata": {"resourceVersion": content["metadata"]["resourceVersion"]}}
