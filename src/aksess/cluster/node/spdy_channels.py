"""The channels of exec and attach as SPDY/3.1 streams: the way of API servers before Kubernetes 1.36.

kubernetes/kubernetes, k8s.io/kubelet/pkg/cri/streaming/remotecommand: the client opens a stream for each channel and
names it in the header ``streamType``; the status is JSON on the stream ``error`` (``v4.channel.k8s.io``).
"""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

from aksess.cluster.node.channels import Resize, resize_from
from aksess.cluster.node.spdy import Event, Ping, SpdyReader, SpdyWriter, StreamData, StreamOpened, WrongFrame
from aksess.cluster.node.upgraded import Upgraded
from aksess.pods.runtime import ByteSink

PROTOCOL: Final = "v4.channel.k8s.io"
# Seconds in which the client has to open its streams (streamCreationTimeout of the kubelet).
PATIENCE: Final = 30.0


class StreamsMissing(Exception):
    """The client did not open the streams that it asked for."""


class SpdyChannels:
    """The channels of one connection. wanted: the stream types that the request asks for."""

    def __init__(self, connection: Upgraded, wanted: frozenset[str]) -> None:
        self._connection = connection
        self._wanted = wanted
        self._reader, self._writer = SpdyReader(), SpdyWriter()
        self._streams: dict[str, int] = {}
        self._early: list[Event] = []

    async def open(self) -> None:
        """Wait until the client has opened its streams.

        Raises:
            StreamsMissing: it did not.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                while not self._wanted <= self._streams.keys():
                    data = await self._connection.receive()
                    if data is None:
                        raise StreamsMissing("the client closed the connection")
                    self._early += [each for each in self._reader.feed(data) if not self._opened(each)]
        except (TimeoutError, WrongFrame) as error:
            raise StreamsMissing(str(error) or "the client opened too few streams") from error

    def output(self, stream: str, data: bytes) -> asyncio.Future[None] | None:
        """Pass on output of a program. Return the future to wait for before the next piece."""
        if not data or stream not in self._streams:
            return None
        self._connection.send(self._writer.data(self._streams[stream], data))
        return asyncio.ensure_future(self._connection.drain())

    async def read_into(self, stdin: ByteSink | None, resize: Resize) -> None:
        """Give a program the client's input, until the client closes."""
        await self._take(self._early, stdin, resize)
        while (data := await self._connection.receive()) is not None:
            try:
                events = self._reader.feed(data)
            except WrongFrame:
                return
            await self._take(events, stdin, resize)

    async def finish(self, status: dict[str, Any]) -> None:
        """Send the status, end every stream, and close."""
        error = self._streams.get("error")
        if error is not None:
            self._connection.send(self._writer.data(error, json.dumps(status).encode()))
        for stream in self._streams.values():
            self._connection.send(self._writer.data(stream, b"", ended=True))
        await self._connection.close()

    async def _take(self, events: list[Event], stdin: ByteSink | None, resize: Resize) -> None:
        for event in events:
            if self._opened(event):
                continue
            if isinstance(event, StreamData) and event.stream == self._streams.get("stdin") and stdin is not None:
                stdin.write(event.data)
                await stdin.drain()
                if event.ended:
                    stdin.close()
            elif isinstance(event, StreamData) and event.stream == self._streams.get("resize"):
                resize_from(event.data, resize)

    def _opened(self, event: Event) -> bool:
        if isinstance(event, Ping):
            self._connection.send(self._writer.pong(event.number))
            return True
        if not isinstance(event, StreamOpened):
            return False
        self._streams[event.headers.get("streamtype", "")] = event.stream
        self._connection.send(self._writer.reply(event.stream))
        return True
