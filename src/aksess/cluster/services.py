"""What the supervisor itself serves to its control plane: the way into the cluster network, and both webhooks."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

from aksess.clock import Clock
from aksess.cluster.addons import WEBHOOK_SERVICE
from aksess.cluster.admission import settings_for
from aksess.cluster.announcer import Announcer
from aksess.cluster.api import Api
from aksess.cluster.authorizer import AuthorizerServer, Decide
from aksess.cluster.connect import ConnectServer
from aksess.cluster.dialer import Dialer
from aksess.cluster.front_address import address_for
from aksess.cluster.ingress_gateway import IngressGateway
from aksess.cluster.layout import Layout
from aksess.cluster.load_balancers import LoadBalancers
from aksess.cluster.network import Network, ServiceKey
from aksess.cluster.pki import Pki
from aksess.cluster.reflector import Handler, chained, follow
from aksess.cluster.webhook import WebhookServer
from aksess.random_source import RandomSource
from aksess.wire.cluster import ClusterPlan


@dataclass(frozen=True, slots=True)
class Backends:
    """Where the answers come from. api_port: of the API server, asked at each connection; decide: Azure RBAC."""

    api_port: Callable[[], int]
    decide: Decide
    clock: Clock
    random_source: RandomSource


class Services:
    """The services of one control plane. Those that need no API server start first."""

    def __init__(self, layout: Layout, plan: ClusterPlan, backends: Backends) -> None:
        self._layout = layout
        self._plan = plan
        self._network = Network()
        pki = Pki(layout.pki)
        self._dial = self._dialer(backends.api_port).dial
        self._egress = ConnectServer(layout.egress_socket, self._dial)
        self._authorizer = AuthorizerServer(pki, backends.decide)
        self._webhook: WebhookServer | None = None
        self._backends = backends
        self._balancers: LoadBalancers | None = None
        self._gateway: IngressGateway | None = None
        self._tasks: list[asyncio.Task[None]] = []

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
        self._front(api)

    def _front(self, api: Api) -> None:
        """Follow what the network is made of, and give load balancers and the gateway their addresses."""
        announcer = Announcer(api, self._backends.clock, self._backends.random_source)
        cluster, loop = self._plan.id.lower(), asyncio.get_running_loop()
        address = address_for(cluster, "ingress") if self._plan.ingress_gateway else ""
        balancers = self._balancers = LoadBalancers(api, self._dial, announcer, cluster)
        gateway = self._gateway = IngressGateway(api, self._dial, self._network, announcer, address)
        for path, handlers in _handlers(self._network, balancers, gateway).items():
            self._tasks.append(loop.create_task(follow(api, path, chained(*handlers))))
        self._tasks += [loop.create_task(balancers.run()), loop.create_task(gateway.run())]

    async def stop(self) -> None:
        """End all of them."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for each in (self._balancers, self._gateway):
            if each is not None:
                await each.close()
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


def _handlers(table: Network, balancers: LoadBalancers, gateway: IngressGateway) -> dict[str, list[Handler]]:
    services = Handler(
        table.replace_services,
        table.put_service,
        lambda gone: table.delete_service(ServiceKey(gone["metadata"]["namespace"], gone["metadata"]["name"])),
    )
    slices = Handler(
        table.replace_slices,
        table.put_slice,
        lambda gone: table.delete_slice((gone["metadata"]["namespace"], gone["metadata"]["name"])),
    )
    return {
        "/api/v1/services": [services, Handler(balancers.listed, balancers.put, balancers.deleted)],
        "/apis/discovery.k8s.io/v1/endpointslices": [slices],
        "/apis/networking.k8s.io/v1/ingresses": [Handler(gateway.listed, gateway.put, gateway.deleted)],
    }
