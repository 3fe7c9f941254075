"""The channels of exec and attach inside a WebSocket, and the status that ends them.

kubernetes/kubernetes, k8s.io/apimachinery/pkg/util/remotecommand/constants.go: ``v5.channel.k8s.io`` adds the message
that closes a channel.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, Final, Protocol

from aksess.cluster.node.websocket import WebSocket
from aksess.pods.runtime import ByteSink

PROTOCOLS: Final = ("v5.channel.k8s.io", "v4.channel.k8s.io")
STDIN, STDOUT, STDERR, ERROR, RESIZE, CLOSE = 0, 1, 2, 3, 4, 255
OUTPUTS: Final = {"stdout": STDOUT, "stderr": STDERR}
Resize = Callable[[int, int], None]


class ExecChannels(Protocol):
    """The channels of exec and attach, whatever carries them."""

    def output(self, stream: str, data: bytes) -> asyncio.Future[None] | None:
        """Pass on output of a program."""
        ...

    async def read_into(self, stdin: ByteSink | None, resize: Resize) -> None:
        """Give a program the client's input, until the client closes."""
        ...

    async def finish(self, status: dict[str, Any]) -> None:
        """Send the status, and close."""
        ...


class Channels:
    """The channels of one WebSocket. wanted: those that the client has asked for."""

    def __init__(self, socket: WebSocket, wanted: frozenset[int]) -> None:
        self._socket = socket
        self._wanted = wanted

    def output(self, stream: str, data: bytes) -> asyncio.Future[None] | None:
        """Pass on what a program has written; what to wait for before the next piece."""
        channel = OUTPUTS[stream]
        if not data or channel not in self._wanted:
            return None
        self._socket.send(bytes([channel]) + data)
        return asyncio.ensure_future(self._socket.drain())

    async def read_into(self, stdin: ByteSink | None, resize: Resize) -> None:
        """Give a program what the client sends, until the client closes."""
        while (message := await self._socket.receive()) is not None:
            channel, content = (message[0], message[1:]) if message else (-1, b"")
            if channel == STDIN and stdin is not None:
                stdin.write(content)
                await stdin.drain()
            elif channel == CLOSE and content[:1] == bytes([STDIN]) and stdin is not None:
                stdin.close()
            elif channel == RESIZE:
                resize_from(content, resize)

    async def finish(self, status: dict[str, Any]) -> None:
        """Send the status, and close."""
        self._socket.send(bytes([ERROR]) + json.dumps(status).encode())
        await self._socket.close()


def exit_status(code: int) -> dict[str, Any]:
    """How a command ended, as a ``metav1.Status``."""
    if code == 0:
        return {"metadata": {}, "status": "Success"}
    return {
        "metadata": {},
        "status": "Failure",
        "message": f"command terminated with exit code {code}",
        "reason": "NonZeroExitCode",
        "details": {"causes": [{"reason": "ExitCode", "message": str(code)}]},
    }


def failure_status(message: str) -> dict[str, Any]:
    """The status of a command that did not start."""
    return {"metadata": {}, "status": "Failure", "message": message, "reason": "InternalError", "code": 500}


def resize_from(content: bytes, resize: Resize) -> None:
    """Pass on a ``TerminalSize``, ``{"Width", "Height"}``. Anything else is ignored."""
    try:
        size = json.loads(content)
        resize(int(size["Width"]), int(size["Height"]))
    except (ValueError, KeyError, TypeError):
        return
