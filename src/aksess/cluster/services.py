"""What the supervisor itself serves to its control plane: the way into the cluster network, and both webhooks."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

from aksess.cluster.addons import WEBHOOK_SERVICE
from aksess.cluster.admission import settings_for
from aksess.cluster.api import Api
from aksess.cluster.authorizer import AuthorizerServer, Decide
from aksess.cluster.connect import ConnectServer
from aksess.cluster.dialer import Dialer
from aksess.cluster.layout import Layout
from aksess.cluster.network import Network, ServiceKey
from aksess.cluster.pki import Pki
from aksess.cluster.reflector import Handler, follow
from aksess.cluster.webhook import WebhookServer
from aksess.wire.cluster import ClusterPlan


@dataclass(frozen=True, slots=True)
class Backends:
    """Where the answers come from. api_port: of the API server, asked at each connection; decide: Azure RBAC."""

    api_port: Callable[[], int]
    decide: Decide


class Services:
    """The services of one control plane. Those that need no API server start first."""

    def __init__(self, layout: Layout, plan: ClusterPlan, backends: Backends) -> None:
        self._layout = layout
        self._plan = plan
        self._network = Network()
        pki = Pki(layout.pki)
        self._egress = ConnectServer(layout.egress_socket, self._dialer(backends.api_port).dial)
        self._authorizer = AuthorizerServer(pki, backends.decide)
        self._webhook: WebhookServer | None = None
        self._watches: list[asyncio.Task[None]] = []

    @property
    def authorizer_port(self) -> int:
        """Where Azure RBAC is asked, 0 where the cluster does not use it."""
        return self._authorizer.port

    async def start(self) -> None:
        """Serve what the API server needs from its start on. Raises OSError."""
        await self._egress.start()
        if self._plan.entra is not None and self._plan.entra.azure_rbac:
            await self._authorizer.start()

    async def start_with(self, api: Api, version: str) -> None:
        """Serve what needs an API server. version: of that server. Raises OSError."""
        if self._plan.workload_identity:
            settings = settings_for(self._plan.tenant_id, version)
            self._webhook = WebhookServer(self._layout.webhook_socket, Pki(self._layout.pki), settings, api)
            await self._webhook.start()
        loop = asyncio.get_running_loop()
        for path, handler in _handlers(self._network).items():
            self._watches.append(loop.create_task(follow(api, path, handler)))

    async def stop(self) -> None:
        """End all of them."""
        for watch in self._watches:
            watch.cancel()
        await asyncio.gather(*self._watches, return_exceptions=True)
        if self._webhook is not None:
            await self._webhook.stop()
        await self._authorizer.stop()
        await self._egress.stop()

    def _dialer(self, api_port: Callable[[], int]) -> Dialer:
        plan, layout = self._plan, self._layout
        return Dialer(
            network=self._network,
            node=layout.node_socket,
            pods=ipaddress.ip_network(plan.pod_cidr),
            node_names=frozenset({plan.node}),
            api_port=api_port,
            sockets={WEBHOOK_SERVICE: layout.webhook_socket} if plan.workload_identity else {},
        )


def _handlers(table: Network) -> dict[str, Handler]:
    return {
        "/api/v1/services": Handler(
            table.replace_services,
            table.put_service,
            lambda gone: table.delete_service(ServiceKey(gone["metadata"]["namespace"], gone["metadata"]["name"])),
        ),
        "/apis/discovery.k8s.io/v1/endpointslices": Handler(
            table.replace_slices,
            table.put_slice,
            lambda gone: table.delete_slice((gone["metadata"]["namespace"], gone["metadata"]["name"])),
        ),
    }
