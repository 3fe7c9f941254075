"""A client of the API server: JSON over HTTP/1.1 on one loop, with connections that are kept, and watches.

It reads nothing that it is not asked to read, so that it costs a few megabytes where a generated client costs many.
Kubernetes documentation, "Kubernetes API Concepts".
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from aksess.cluster.errors import ApiError, ApiGone, NotFound
from aksess.cluster.http_client import Connection, RefusedStream, Reply, Unanswered
from aksess.cluster.pki import Pki

JSON: Final = "application/json"
MERGE_PATCH: Final = "application/merge-patch+json"
APPLY_PATCH: Final = "application/apply-patch+yaml"
# Seconds without an answer.
PATIENCE: Final = 30.0
# Connections that are kept while nobody uses them.
KEPT: Final = 16

Json = dict[str, Any]


class Status(msgspec.Struct, frozen=True):
    """A ``metav1.Status``, as much of it as a message needs."""

    reason: str = ""
    message: str = ""
    code: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """Where the API server is. name: what its certificate must say. context: of TLS, None for plain HTTP."""

    host: str
    port: int
    name: str
    context: ssl.SSLContext | None


def client_context(authority: str, certificate: str = "", key: str = "") -> ssl.SSLContext:
    """TLS to the API server. authority: PEM file of the cluster's; certificate, key: PEM files of the client."""
    context = ssl.create_default_context(cafile=authority)
    if certificate:
        context.load_cert_chain(certificate, key)
    return context


class Api:
    """The API server at an address, as the client of the context's certificate."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._idle: list[Connection] = []

    @classmethod
    def on_loopback(cls, port: int, pki: Pki, client: str) -> Api:
        """The API server of this machine, as one of the control plane's own clients, ``admin`` for example."""
        context = client_context(str(pki.authority), str(pki.certificate(client)), str(pki.key(client)))
        return cls(Address("127.0.0.1", port, "localhost", context))

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Json:
        """An object or a list. Raises ApiError, ApiGone."""
        return await self.request("GET", path, query)

    async def create(self, path: str, content: Json) -> Json:
        """POST. Raises ApiError, ApiGone."""
        return await self.request("POST", path, None, content)

    async def patch(self, path: str, content: Json, kind: str = MERGE_PATCH) -> Json:
        """PATCH. kind: the media type that says how. Raises ApiError, ApiGone."""
        return await self.request("PATCH", path, None, content, kind)

    async def apply(self, path: str, content: Json, manager: str = "aksess") -> Json:
        """Server-side apply: make the object what ``content`` says, whether it is there or not."""
        query = {"fieldManager": manager, "force": "true"}
        return await self.request("PATCH", path, query, content, APPLY_PATCH)

    async def delete(self, path: str, content: Json | None = None) -> Json:
        """DELETE. content: DeleteOptions. Raises ApiError, ApiGone."""
        return await self.request("DELETE", path, None, content)

    async def request(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        content: Json | None = None,
        kind: str = JSON,
    ) -> Json:
        """One request; the answer's JSON. Raises ApiError for a refusal, ApiGone where nobody answers."""
        body = b"" if content is None else msgspec.json.encode(content)
        head = {"Accept": JSON} | ({"Content-Type": kind} if body else {})
        reply = await self._send(method, _target(path, query), head, body)
        if reply.status >= 300:
            raise _refusal(reply)
        return dict(msgspec.json.decode(reply.body)) if reply.body else {}

    async def text(self, path: str) -> tuple[int, str]:
        """Status and body of something that is no JSON, ``/readyz`` for example. Raises ApiGone."""
        reply = await self._send("GET", path, {}, b"")
        return reply.status, reply.body.decode(errors="replace")

    async def watch(self, path: str, query: Mapping[str, str]) -> AsyncIterator[Json]:
        """Events of a watch, each ``{"type", "object"}``, until the server ends it.

        Raises:
            ApiError: the watch is refused, or an event is an ERROR (410 ``Expired``: list again).
            ApiGone: the connection is lost.
        """
        async with self._connected() as connection:
            async for line in connection.lines(_target(path, {**query, "watch": "1"}), {"Accept": JSON}):
                event = msgspec.json.decode(line)
                if event["type"] == "ERROR":
                    raise _failure(msgspec.convert(event["object"], Status))
                yield event

    async def close(self) -> None:
        """Close the connections that nobody uses."""
        for connection in self._idle:
            connection.close()
        self._idle.clear()

    async def _send(self, method: str, target: str, head: Mapping[str, str], body: bytes) -> Reply:
        # A connection that was kept may have been closed meanwhile: such a request was never read.
        while self._idle:
            connection = self._idle.pop()
            try:
                return await self._on(connection, method, target, head, body)
            except Unanswered:
                continue
        connection = await self._open()
        try:
            return await self._on(connection, method, target, head, body)
        except Unanswered as error:
            raise ApiGone(f"The API server closed the connection: {error}.") from error

    async def _on(
        self, connection: Connection, method: str, target: str, head: Mapping[str, str], body: bytes
    ) -> Reply:
        try:
            async with asyncio.timeout(PATIENCE):
                reply = await connection.ask(method, target, head, body)
        except TimeoutError as error:
            connection.close()
            raise ApiGone(f"The API server did not answer {method} {target} in {PATIENCE:.0f} s.") from error
        except BaseException:
            connection.close()
            raise
        if connection.reusable and len(self._idle) < KEPT:
            self._idle.append(connection)
        else:
            connection.close()
        return reply

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Connection]:
        connection = await self._open()
        try:
            yield connection
        except Unanswered as error:
            raise ApiGone(f"The API server closed the connection: {error}.") from error
        except RefusedStream as refused:
            raise _refusal(refused.reply) from refused
        finally:
            connection.close()

    async def _open(self) -> Connection:
        where = self.address
        try:
            async with asyncio.timeout(PATIENCE):
                return await Connection.open(where.host, where.port, where.name, where.context)
        except (OSError, TimeoutError) as error:
            raise ApiGone(f"The API server does not answer at {where.host}:{where.port}: {error}.") from error


def _target(path: str, query: Mapping[str, str] | None) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _refusal(reply: Reply) -> ApiError:
    try:
        status = msgspec.json.decode(reply.body, type=Status)
    except msgspec.DecodeError:
        status = Status("Unknown", reply.body.decode(errors="replace").strip()[:300])
    kind = NotFound if reply.status == 404 else ApiError
    return kind(reply.status, status.reason, status.message or f"HTTP {reply.status}")


def _failure(status: Status) -> ApiError:
    return ApiError(status.code, status.reason, status.message)
