"""The gateway of Ingresses: one address, plain HTTP, each request led to the Service that its rule names.

One request is served on a connection, so that its answer goes back byte by byte as the program wrote it.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, Final

import h11

from aksess.cluster.announcer import Announcer
from aksess.cluster.api import Api
from aksess.cluster.connect import Dial, NoRoute, splice
from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.front_address import FrontAddress
from aksess.cluster.ingress_rules import Backend, Rule, find_rule, is_ours, rules_of
from aksess.cluster.network import Network

Json = dict[str, Any]
Key = tuple[str, str]

HTTP: Final = 80
# Where it answers if port 80 needs root.
INSTEAD: Final = 8080
LONGEST_HEAD: Final = 64 * 1024
PATIENCE: Final = 30.0


class IngressGateway:
    """The gateway of one cluster.

    Args:
        api: of the cluster.
        dial: opens connections into it.
        network: finds its Services.
        announcer: tells of ports that cannot be opened.
        address: of this machine, its own; empty where the cluster has no gateway.
        port: that it answers at.
    """

    def __init__(
        self, api: Api, dial: Dial, network: Network, announcer: Announcer, address: str, port: int = HTTP
    ) -> None:
        self._api = api
        self._dial = dial
        self._network = network
        self._announcer = announcer
        self._front = FrontAddress(address)
        self._port = port
        self._ingresses: dict[Key, Json] = {}
        self._rules: list[Rule] = []
        self._work: asyncio.Queue[Json] = asyncio.Queue()

    def listed(self, ingresses: list[Json]) -> None:
        """All Ingresses that there are."""
        self._ingresses.clear()
        for each in ingresses:
            self._take({"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", **each})
        self._learn()

    def put(self, ingress: Json) -> None:
        """An Ingress was added or changed."""
        self._take(ingress)
        self._learn()

    def deleted(self, ingress: Json) -> None:
        """An Ingress is gone."""
        self._ingresses.pop(_key(ingress), None)
        self._learn()

    async def run(self) -> None:
        """Open the port with the first Ingress, and tell each its address, until cancelled."""
        while True:
            ingress = await self._work.get()
            await self._open(ingress)
            await self._tell(ingress)

    async def close(self) -> None:
        """Close it."""
        await self._front.close()

    def _take(self, ingress: Json) -> None:
        if is_ours(ingress):
            self._ingresses[_key(ingress)] = ingress
            self._work.put_nowait(ingress)
        else:
            self._ingresses.pop(_key(ingress), None)

    def _learn(self) -> None:
        self._rules = [rule for ingress in self._ingresses.values() for rule in rules_of(ingress)]

    async def _open(self, ingress: Json) -> None:
        if self._front.ports:
            return
        if not self._front.address:
            message = "The cluster has no ingressApplicationGateway add-on, so nothing serves this class"
            await self._announcer.say(ingress, "Warning", "Sync", message)
            return
        try:
            await self._front.listen(self._port, self._serve)
        except OSError as error:
            why = "needs root" if isinstance(error, PermissionError) else f"is taken ({error.strerror})"
            with suppress(OSError):
                await self._front.listen(INSTEAD, self._serve)
            instead = (
                f"the gateway answers at port {INSTEAD}"
                if self._front.ports
                else f"port {INSTEAD} cannot be opened either"
            )
            message = f"Port {self._port} of {self._front.address} {why}: {instead}"
            await self._announcer.say(ingress, "Warning", "Sync", message)

    async def _tell(self, ingress: Json) -> None:
        ready = [{"ip": self._front.address}]
        if not self._front.ports or ((ingress.get("status") or {}).get("loadBalancer") or {}).get("ingress") == ready:
            return
        namespace, name = _key(ingress)
        path = f"/apis/networking.k8s.io/v1/namespaces/{namespace}/ingresses/{name}/status"
        with suppress(ApiError, ApiGone):
            await self._api.patch(path, {"status": {"loadBalancer": {"ingress": ready}}})

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                request, rest = await _head(reader)
        except (h11.RemoteProtocolError, TimeoutError):
            await _answer(writer, 400, "The request cannot be read.")
            return
        host, path = _host(request), request.target.decode("latin-1")
        rule = find_rule(self._rules, host, path.partition("?")[0])
        if rule is None:
            await _answer(writer, 404, f"No Ingress has a rule for {host}{path.partition('?')[0]}.")
            return
        if rule.to_https:
            await _answer(writer, 301, "", [("Location", f"https://{host}{path}")])
            return
        try:
            far = await self._connect(rule.backend)
        except (NoRoute, OSError) as error:
            await _answer(writer, 502, f"{error}")
            return
        try:
            far[1].write(_onward(request, rule.rewritten(path), writer) + rest)
            await splice((reader, writer), far)
        finally:
            far[1].close()

    async def _connect(self, backend: Backend) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        name = f"{backend.service}.{backend.namespace}"
        service = self._network.service_named(name)
        if service is None:
            raise NoRoute(f"There is no Service {backend.namespace}/{backend.service}.")
        port = next((each.port for each in service.ports if backend.port in (each.port, each.name)), 0)
        return await self._dial(name, port)


async def _head(reader: asyncio.StreamReader) -> tuple[h11.Request, bytes]:
    """The request's head, and what came after it. Raises h11.RemoteProtocolError."""
    protocol = h11.Connection(h11.SERVER, max_incomplete_event_size=LONGEST_HEAD)
    raw = b""
    while b"\r\n\r\n" not in raw:
        data = await reader.read(LONGEST_HEAD)
        raw += data
        if not data or len(raw) > LONGEST_HEAD:
            raise h11.RemoteProtocolError("the head does not end")
    head, _, rest = raw.partition(b"\r\n\r\n")
    protocol.receive_data(head + b"\r\n\r\n")
    event = protocol.next_event()
    if not isinstance(event, h11.Request):
        raise h11.RemoteProtocolError("no request")
    return event, rest


def _onward(request: h11.Request, path: str, writer: asyncio.StreamWriter) -> bytes:
    """The head as the backend gets it: with where it came from, and to be answered once."""
    upgrade = any(name == b"upgrade" for name, _ in request.headers)
    peer = (writer.get_extra_info("peername") or ("", 0))[0]
    lines = [f"{request.method.decode()} {path} HTTP/1.1".encode("latin-1")]
    lines += [b"%s: %s" % (name, value) for name, value in request.headers if upgrade or name != b"connection"]
    lines += [f"X-Forwarded-For: {peer}".encode(), b"X-Forwarded-Proto: http", b"X-Forwarded-Port: 80"]
    lines += [b"X-Original-Host: " + _host(request).encode("latin-1")]
    return b"\r\n".join([*lines, *([] if upgrade else [b"Connection: close"]), b"", b""])


def _host(request: h11.Request) -> str:
    found = next((value for name, value in request.headers if name == b"host"), b"").decode("latin-1").lower()
    return found.partition(":")[0]


async def _answer(
    writer: asyncio.StreamWriter, status: int, text: str, headers: list[tuple[str, str]] | None = None
) -> None:
    body = f"{text}\n".encode() if text else b""
    lines = [f"HTTP/1.1 {status} aksess", "Content-Type: text/plain; charset=utf-8", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers or ()] + ["Connection: close", "", ""]
    writer.write("\r\n".join(lines).encode("latin-1", "replace") + body)
    await writer.drain()


def _key(ingress: Json) -> Key:
    return ingress["metadata"]["namespace"], ingress["metadata"]["name"]
