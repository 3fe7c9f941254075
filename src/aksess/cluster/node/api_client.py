"""The part of ``aksess.cluster.api.Api`` that the node uses, as a protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, Protocol

Json = dict[str, Any]


class ApiClient(Protocol):
    """Every method raises ApiError where the API server refuses, ApiGone where it does not answer."""

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Json:
        """An object or a list."""
        ...

    async def create(self, path: str, content: Json) -> Json:
        """POST."""
        ...

    async def patch(self, path: str, content: Json) -> Json:
        """A merge patch."""
        ...

    async def delete(self, path: str, content: Json | None = None) -> Json:
        """DELETE. content: DeleteOptions."""
        ...

    def watch(self, path: str, query: Mapping[str, str]) -> AsyncIterator[Json]:
        """Events of a watch, until the server ends it."""
        ...
