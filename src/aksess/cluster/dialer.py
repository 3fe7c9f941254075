"""Connections into the cluster network: what the API server asks of the egress socket, and pods of the node."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from aksess.cluster.connect import NoRoute, Streams, connect
from aksess.cluster.flags import ADVERTISED
from aksess.cluster.network import Network, Service, Unknown


@dataclass(slots=True)
class Dialer:
    """Opens connections to addresses and names of the cluster.

    Args:
        network: Services and their endpoints.
        node: Unix socket of the node, which leads to its pods and its kubelet's API.
        pods: range of pod IPs.
        api_port: the API server's port on loopback, asked at each connection.
        sockets: Unix sockets that stand in for Services, by ``namespace/name``.
    """

    network: Network
    node: Path
    pods: ipaddress.IPv4Network | ipaddress.IPv6Network
    node_names: frozenset[str]
    api_port: Callable[[], int]
    sockets: dict[str, Path] = field(default_factory=dict)

    async def dial(self, host: str, port: int) -> Streams:
        """A connection to ``host:port`` as the cluster knows it. Raises NoRoute, OSError."""
        if host.lower() in self.node_names or self._of_pod(host):
            return await connect(self.node, host, port)
        service = self.network.service_at(host) or self.network.service_named(host)
        if service is None:
            raise NoRoute("no node, pod or Service of the cluster has that name or address")
        return await self._to_service(service, port)

    async def _to_service(self, service: Service, port: int) -> Streams:
        name = f"{service.key.namespace}/{service.key.name}"
        if name in self.sockets:
            return await asyncio.open_unix_connection(self.sockets[name])
        try:
            endpoint = self.network.endpoint(service, port)
        except Unknown as error:
            raise NoRoute(str(error)) from error
        if endpoint.address == ADVERTISED:
            return await asyncio.open_connection("127.0.0.1", self.api_port())
        if self._of_pod(endpoint.address):
            return await connect(self.node, endpoint.address, endpoint.port)
        raise NoRoute(f"Service {name} leads to {endpoint.address}, which is no pod of this cluster")

    def _of_pod(self, host: str) -> bool:
        try:
            return ipaddress.ip_address(host) in self.pods
        except ValueError:
            return False
