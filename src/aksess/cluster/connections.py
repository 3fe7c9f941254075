"""The connections that a server has accepted, which end with it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Connections:
    """Those of one server."""

    def __init__(self) -> None:
        self._open: set[asyncio.Task[None]] = set()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, serve: Serve) -> None:
        """Serve a connection, and close it afterwards. With ``serve``, a callback for ``asyncio.start_server``."""
        task = asyncio.current_task()
        if task is not None:
            self._open.add(task)
            task.add_done_callback(self._open.discard)
        try:
            await serve(reader, writer)
        except (OSError, asyncio.CancelledError):
            # Cancelled by ``close``: this is the whole task, and Python 3.11 reports a cancelled one as an error.
            return
        finally:
            with suppress(OSError):
                writer.close()

    async def close(self) -> None:
        """Close all of them."""
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
