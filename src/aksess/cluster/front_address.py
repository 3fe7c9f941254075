"""Addresses of this machine that a LoadBalancer or an Ingress answers at, and the ports that are listened on there.

On Linux all of 127.0.0.0/8 is this machine, so that each gets an address of its own; elsewhere 127.0.0.1 is the only
one.
"""

from __future__ import annotations

import asyncio
import ipaddress
import sys
import zlib
from functools import partial
from typing import Final

from aksess.cluster.connections import Connections, Serve

# 127.64.0.0/10: far from 127.0.0.1, 127.0.0.53 and what else uses loopback.
RANGE: Final = ipaddress.ip_network("127.64.0.0/10")
ONLY: Final = "127.0.0.1"


def address_for(*names: str, platform: str = sys.platform) -> str:
    """The address for those names: always the same one, and in the host part neither 0 nor 255."""
    if platform != "linux":
        return ONLY
    number = zlib.crc32("/".join(names).encode()) % (RANGE.num_addresses >> 8)
    return str(RANGE[(number << 8) + 1 + zlib.crc32("".join(names).encode()) % 253])


class FrontAddress:
    """An address with open ports."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._servers: dict[int, asyncio.Server] = {}
        self._connections = Connections()

    @property
    def ports(self) -> frozenset[int]:
        """Those that are listened on."""
        return frozenset(self._servers)

    async def listen(self, port: int, serve: Serve) -> None:
        """Listen on a port. Raises PermissionError where it needs root, OSError where somebody else has it."""
        if port not in self._servers:
            accept = partial(self._connections.accept, serve=serve)
            self._servers[port] = await asyncio.start_server(accept, self.address, port)

    def forget(self, port: int) -> None:
        """Stop listening on a port; connections go on."""
        self._servers.pop(port).close()

    async def close(self) -> None:
        """Close every port and every connection."""
        for port in list(self._servers):
            self.forget(port)
        await self._connections.close()
