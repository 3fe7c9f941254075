"""A list of objects that is kept by a watch, as client-go's reflectors keep theirs.

Kubernetes documentation, "Kubernetes API Concepts", efficient detection of changes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aksess.cluster.api import Api
from aksess.cluster.errors import ApiError, ApiGone

# Seconds before a list is tried again that failed.
PAUSE: Final = 0.5
# How long the server keeps a watch.
WATCH_SECONDS: Final = 1800

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Handler:
    """What is done with objects. listed: all of them, anew; put: one was added or changed; deleted: one is gone."""

    listed: Callable[[list[Json]], None]
    put: Callable[[Json], None]
    deleted: Callable[[Json], None]


def chained(*handlers: Handler) -> Handler:
    """One that hands everything to each of them, in order."""

    def listed(objects: list[Json]) -> None:
        for each in handlers:
            each.listed(objects)

    def put(changed: Json) -> None:
        for each in handlers:
            each.put(changed)

    def deleted(gone: Json) -> None:
        for each in handlers:
            each.deleted(gone)

    return Handler(listed, put, deleted)


async def follow(api: Api, path: str, handler: Handler, query: Mapping[str, str] | None = None) -> None:
    """List the collection at ``path`` and follow its changes until cancelled. query: selectors."""
    while True:
        try:
            version = await _list(api, path, handler, query or {})
            while True:
                version = await _watch(api, path, handler, {**(query or {}), "resourceVersion": version})
        except (ApiGone, ApiError):
            # The server restarts, or the version is too old (410): list again.
            await asyncio.sleep(PAUSE)


async def _list(api: Api, path: str, handler: Handler, query: Mapping[str, str]) -> str:
    found = await api.get(path, {**query, "resourceVersion": "0"})
    handler.listed(found.get("items") or [])
    return str(found["metadata"]["resourceVersion"])


async def _watch(api: Api, path: str, handler: Handler, query: Mapping[str, str]) -> str:
    version = query["resourceVersion"]
    asked = {**query, "allowWatchBookmarks": "true", "timeoutSeconds": str(WATCH_SECONDS)}
    async for event in api.watch(path, asked):
        changed = event["object"]
        version = changed["metadata"]["resourceVersion"]
        match event["type"]:
            case "ADDED" | "MODIFIED":
                handler.put(changed)
            case "DELETED":
                handler.deleted(changed)
    return version
