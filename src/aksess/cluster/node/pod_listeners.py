"""A proxy listener of the local Azure for each pod, so that it knows which pod a request comes from."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aksess.pods.control import Control
from aksess.pods.listeners import close_listener, open_listener
from aksess.wire.control import ListenerInfo


class PodListeners:
    """Listeners of the pods of one cluster. environment: the user's, for a proxy of theirs."""

    def __init__(self, control: Control, environment: Mapping[str, str], cluster_id: str) -> None:
        self._control = control
        self._environment = environment
        self._cluster_id = cluster_id
        self._open: dict[int, ListenerInfo] = {}

    async def open(self, name: str) -> int:
        """Open one. Raises CannotRun."""
        opened = await asyncio.to_thread(open_listener, self._control, name, self._environment, self._cluster_id)
        self._open[opened.port] = opened
        return opened.port

    async def close(self, port: int) -> None:
        """Close it, where the local Azure is still there to do so."""
        opened = self._open.pop(port, None)
        if opened is not None:
            await asyncio.to_thread(close_listener, self._control, opened)
