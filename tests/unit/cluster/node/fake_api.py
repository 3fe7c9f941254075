"""A stand-in for the API server: objects by their paths, watches, TokenRequest, refusals that a test names."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import AsyncIterator, Mapping
from typing import Any

from aksess.clock import Clock
from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.node.timestamp import to_second

Json = dict[str, Any]


class FakeApi:
    """Objects and what was asked. gone: nobody answers; refusals: status by path."""

    def __init__(self, clock: Clock) -> None:
        self.objects: dict[str, Json] = {}
        self.asked: list[tuple[str, str]] = []
        self.events: list[Json] = []
        self.tokens = 0
        self.gone = False
        self.refusals: dict[str, int] = {}
        self._clock = clock
        self._version = 100
        self._watches: list[tuple[str, Mapping[str, str], asyncio.Queue[Json]]] = []

    def put(self, path: str, content: Json) -> None:
        """Somebody creates or changes an object."""
        kind = "MODIFIED" if path in self.objects else "ADDED"
        self.objects[path] = self._versioned(content, path)
        self._tell(path, kind)

    def remove(self, path: str) -> None:
        """Somebody deletes an object."""
        self._tell(path, "DELETED")
        del self.objects[path]

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Json:
        self._note("GET", path)
        return copy.deepcopy(self._found(path))

    async def create(self, path: str, content: Json) -> Json:
        self._note("POST", path)
        if path.endswith("/token"):
            return self._token(content)
        target = f"{path}/{content['metadata']['name']}"
        if target in self.objects:
            raise ApiError(409, "AlreadyExists", f"{target} already exists")
        self.put(target, content)
        if path.endswith("/events"):
            self.events.append(self.objects[target])
        return copy.deepcopy(self.objects[target])

    async def patch(self, path: str, content: Json) -> Json:
        self._note("PATCH", path)
        target = path.removesuffix("/status")
        merged = _merged(self._found(target), content)
        self.put(target, merged)
        return copy.deepcopy(self.objects[target])

    async def delete(self, path: str, content: Json | None = None) -> Json:
        self._note("DELETE", path)
        self._found(path)
        self.remove(path)
        return {}

    async def watch(self, path: str, query: Mapping[str, str]) -> AsyncIterator[Json]:
        self._note("WATCH", path)
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._watches.append((path, query, queue))
        while True:
            yield await queue.get()

    def _note(self, method: str, path: str) -> None:
        self.asked.append((method, path))
        if self.gone:
            raise ApiGone("nobody answers")
        if path in self.refusals:
            raise ApiError(self.refusals[path], "Refused", f"{path} is refused")

    def _found(self, path: str) -> Json:
        if path not in self.objects:
            raise ApiError(404, "NotFound", f"{path} not found")
        return self.objects[path]

    def _versioned(self, content: Json, path: str) -> Json:
        self._version += 1
        changed = copy.deepcopy(content)
        changed.setdefault("metadata", {})["resourceVersion"] = str(self._version)
        changed["metadata"].setdefault("name", path.rpartition("/")[2])
        return changed

    def _tell(self, path: str, kind: str) -> None:
        folder, _, name = path.rpartition("/")
        for watched, query, queue in self._watches:
            selector = query.get("fieldSelector", "")
            if watched == folder and (not selector.startswith("metadata.name=") or selector == f"metadata.name={name}"):
                queue.put_nowait({"type": kind, "object": copy.deepcopy(self.objects[path])})

    def _token(self, content: Json) -> Json:
        self.tokens += 1
        expires = self._clock.now() + content["spec"]["expirationSeconds"]
        return {"status": {"token": f"token-{self.tokens}", "expirationTimestamp": to_second(expires)}}


def _merged(before: Json, patch: Json) -> Json:
    result = dict(before)
    for name, value in patch.items():
        if isinstance(value, dict):
            result[name] = _merged(result.get(name) or {}, value)
        else:
            result[name] = value
    return result
