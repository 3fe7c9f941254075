"""Addresses of this machine that a LoadBalancer or an Ingress answers at, and the ports that are listened on there.

On Linux all of 127.0.0.0/8 is this machine, so that each gets an address of its own; elsewhere 127.0.0.1 is the only
one.
"""

from __future__ import annotations

import asyncio
import ipaddress
import sys
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

# 127.64.0.0/10: far from 127.0.0.1, 127.0.0.53 and what else uses loopback.
RANGE: Final = ipaddress.ip_network("127.64.0.0/10")
ONLY: Final = "127.0.0.1"

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def address_for(*names: str, platform: str = sys.platform) -> str:
    """The address for those names: always the same one, and in the host part neither 0 nor 255."""
    if platform != "linux":
        return ONLY
    number = zlib.crc32("/".join(names).encode()) % (RANGE.num_addresses >> 8)
    return str(RANGE[(number << 8) + 1 + zlib.crc32("".join(names).encode()) % 253])


class FrontAddress:
    """An address with open ports. serve: a connection, and the port at which it arrived."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._servers: dict[int, asyncio.Server] = {}
        self._open: set[asyncio.Task[None]] = set()

    @property
    def ports(self) -> frozenset[int]:
        """Those that are listened on."""
        return frozenset(self._servers)

    async def listen(self, port: int, serve: Serve) -> None:
        """Listen on a port. Raises PermissionError where it needs root, OSError where somebody else has it."""
        if port not in self._servers:

            async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                await self._accept(reader, writer, serve)

            self._servers[port] = await asyncio.start_server(accept, self.address, port)

    def forget(self, port: int) -> None:
        """Stop listening on a port; connections go on."""
        self._servers.pop(port).close()

    async def close(self) -> None:
        """Close every port and every connection."""
        for port in list(self._servers):
            self.forget(port)
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, serve: Serve) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._open.add(task)
            task.add_done_callback(self._open.discard)
        try:
            await serve(reader, writer)
        except OSError:
            return
        finally:
            with suppress(OSError):
                writer.close()
