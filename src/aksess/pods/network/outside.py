"""The other end of the gateway: it opens the connections that pods ask for, outside of their namespaces.

A name or address of the cluster goes to the cluster's dialer; every other host to the pod's own proxy listener of the
local Azure, which knows the pod by its port.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

from aksess.pods.network.gateway import CLUSTER_DOMAIN
from aksess.pods.network.splice import Streams, splice
from aksess.pods.runtime import Dial, Lookup

METADATA: Final = "169.254.169.254"


class Outside:
    """Opens connections for pods. listeners: the port of each pod's proxy listener, by its IP."""

    def __init__(self, dial: Dial | None, lookup: Lookup) -> None:
        self._dial = dial
        self._lookup = lookup
        self.listeners: dict[str, int] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request of the gateway: to look a name up, or to open a connection."""
        asked = json.loads(await reader.readline() or b"{}")
        if "lookup" in asked:
            addresses, ports = self._lookup(str(asked["lookup"]))
            _say(writer, {"addresses": list(addresses), "ports": list(ports)})
            writer.close()
            return
        try:
            opened = await self._open(str(asked["pod"]), str(asked["host"]), int(asked["port"]))
        except (OSError, KeyError, ValueError) as error:
            _say(writer, {"why": str(error)})
            writer.close()
            return
        _say(writer, {"open": True})
        await splice((reader, writer), opened)

    async def _open(self, pod: str, host: str, port: int) -> Streams:
        if self._dial is not None and (host.endswith(CLUSTER_DOMAIN) or _is_address(host)) and host != METADATA:
            return await self._dial(host, port)
        return await connect_through(self.listeners[pod], host, port)


async def connect_through(listener: int, host: str, port: int) -> Streams:
    """Open a tunnel through a proxy listener on loopback. Raises OSError with its reason."""
    reader, writer = await asyncio.open_connection("127.0.0.1", listener)
    writer.write(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        writer.close()
        raise ConnectionResetError(f"the listener ended the connection to {host}:{port}") from error
    first = head.partition(b"\r\n")[0].decode("latin-1")
    if first.split(" ")[1:2] != ["200"]:
        writer.close()
        raise ConnectionRefusedError(first)
    return reader, writer


def _is_address(host: str) -> bool:
    return host.replace(".", "").isdigit()


def _say(writer: asyncio.StreamWriter, answer: dict[str, Any]) -> None:
    writer.write(json.dumps(answer).encode() + b"\n")
