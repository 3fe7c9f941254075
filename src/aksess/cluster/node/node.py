"""A node, whole: registration, pods, the kubelet's API, and the way into the pods' network."""

from __future__ import annotations

import asyncio
import ssl
import sys
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from aksess.clock import Clock
from aksess.cluster.api import Address, Api, client_context
from aksess.cluster.connect import ConnectServer, NoRoute, Streams
from aksess.cluster.node.addresses import HOST_IP
from aksess.cluster.node.events import Events
from aksess.cluster.node.kubelet_api import KubeletApi
from aksess.cluster.node.kubelet_request import serve_kubelet
from aksess.cluster.node.node_object import KUBELET_PORT, NodeFacts, node_capacity
from aksess.cluster.node.object_cache import ObjectCache
from aksess.cluster.node.pods import Pods
from aksess.cluster.node.references import ObjectKey
from aksess.cluster.node.registration import Registration
from aksess.cluster.node.service_table import ServiceTable
from aksess.cluster.node.services import Listeners, NodeServices
from aksess.cluster.node.tokens import Tokens
from aksess.cluster.options import NodeOptions
from aksess.cluster.pki import Pki
from aksess.cluster.reflector import Handler, follow
from aksess.pods.runtime import Runtime
from aksess.random_source import RandomSource

# The group of the certificate with which the API server asks a kubelet (``Pki``).
CLIENTS: Final = "system:masters"


@dataclass(frozen=True, slots=True)
class NodeParts:
    """The collaborators of a node."""

    runtime: Runtime
    listeners: Listeners
    clock: Clock
    random_source: RandomSource
    table: ServiceTable = field(default_factory=ServiceTable)


class Node:
    """One node. options: as the supervisor gives them."""

    def __init__(self, options: NodeOptions, parts: NodeParts) -> None:
        self._options = options
        pki = Pki(Path(options.pki))
        context = client_context(str(pki.authority), str(pki.certificate("node")), str(pki.key("node")))
        self._api = Api(Address("127.0.0.1", options.api_port, "localhost", context))
        self._events = Events(self._api, parts.clock, parts.random_source, options.name)
        self._table = parts.table
        self._services = NodeServices(
            api=self._api,
            clock=parts.clock,
            runtime=parts.runtime,
            events=self._events,
            objects=ObjectCache(self._api, self._object_changed),
            tokens=Tokens(self._api, parts.clock),
            listeners=parts.listeners,
            root=Path(options.pods),
            node_name=options.name,
            host_ip=HOST_IP,
            allocatable=node_capacity(),
            addresses=self._table.addresses,
            log=_log,
        )
        self._pods = Pods(self._services, options.pod_cidr)
        facts = NodeFacts(
            options.name, HOST_IP, options.version, parts.runtime.name, options.cluster_id.rpartition("/")[2]
        )
        self._registration = Registration(self._api, facts, parts.clock)
        self._connect = ConnectServer(Path(options.socket), self._dial)
        self._api_socket = Path(f"{options.socket}-api")
        self._server_context = _server_context(pki)

    async def run(self, stopping: asyncio.Event) -> None:
        """Be a node until ``stopping`` is set.

        Raises:
            OSError: it cannot listen.
            Exception: a duty has failed. The supervisor starts the process again.
        """
        api = KubeletApi(self._pods, self._services.clock, CLIENTS)
        serve = partial(serve_kubelet, handler=api.handle)
        self._api_socket.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(serve, self._api_socket, ssl=self._server_context)
        await self._connect.start()
        await self._registration.register()
        self._events.of_node("Normal", "Starting", "Starting kubelet.")
        tasks = [asyncio.get_running_loop().create_task(each) for each in self._duties()]
        try:
            await _first_end(stopping, tasks)
        finally:
            await self._registration.leave()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._pods.close()
            self._services.objects.close()
            server.close()
            await self._connect.stop()
            self._api_socket.unlink(missing_ok=True)
            await self._api.close()

    def _duties(self) -> list[Coroutine[None, None, None]]:
        table, pods = self._table, self._pods
        services = follow(self._api, "/api/v1/services", Handler(table.listed, table.put, table.deleted))
        selector = {"fieldSelector": f"spec.nodeName={self._options.name}"}
        bound = follow(self._api, "/api/v1/pods", Handler(pods.listed, pods.put, pods.deleted), selector)
        return [self._registration.keep(), self._events.run(), services, bound]

    async def _dial(self, host: str, port: int) -> Streams:
        """Connect to the kubelet's API, or to a port of a pod."""
        if host.lower() in (self._options.name.lower(), HOST_IP):
            if port != KUBELET_PORT:
                raise NoRoute(f"the node serves port {KUBELET_PORT} only")
            return await asyncio.open_unix_connection(self._api_socket)
        pod = self._pods.at(host)
        if pod is None or pod.sandbox is None:
            raise NoRoute("no pod of this node has that address now")
        return await pod.sandbox.connect(port)

    def _object_changed(self, key: ObjectKey) -> None:
        self._pods.objects_changed(key)


async def _first_end(stopping: asyncio.Event, duties: list[asyncio.Task[None]]) -> None:
    """Wait until the node is to stop, or a duty has failed, which it never does on purpose."""
    stop = asyncio.ensure_future(stopping.wait())
    done, _ = await asyncio.wait({stop, *duties}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    for duty in done & set(duties):
        duty.result()


def _server_context(pki: Pki) -> ssl.SSLContext:
    """TLS of the kubelet's API: a client has to have a certificate of the cluster's authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pki.certificate("kubelet"), pki.key("kubelet"))
    context.load_verify_locations(pki.authority)
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def _log(line: str) -> None:
    with suppress(OSError):
        sys.stderr.write(f"{line}\n")
