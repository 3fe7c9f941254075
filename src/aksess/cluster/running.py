"""One cluster that runs: its control plane, its network, its webhook and its node, as long as ARM wants it."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import msgspec

from aksess.clock import Clock
from aksess.cluster.addons import WEBHOOK_SERVICE, install
from aksess.cluster.admission import settings_for
from aksess.cluster.api import Api
from aksess.cluster.binaries import Binaries, find_binaries
from aksess.cluster.certificates import Signer
from aksess.cluster.children import Child, Program
from aksess.cluster.connect import ConnectServer
from aksess.cluster.control_plane import ControlPlane, Surroundings, plain_environment
from aksess.cluster.dialer import Dialer
from aksess.cluster.errors import ClusterStopped
from aksess.cluster.layout import Layout
from aksess.cluster.network import Network, ServiceKey
from aksess.cluster.options import NodeOptions, Report, SupervisorOptions
from aksess.cluster.pki import Pki
from aksess.cluster.private_files import write_private
from aksess.cluster.reflector import Handler, follow
from aksess.cluster.versions import Version
from aksess.cluster.webhook import WebhookServer
from aksess.pods.control import Control
from aksess.pods.errors import CannotRun, LocalAzureGone, Refused
from aksess.random_source import RandomSource
from aksess.wire.cluster import ClusterPlan
from aksess.wire.control import ListenerRequest

# Seconds between two looks at what ARM says of the cluster.
LOOK: Final = 1.0
NOT_FOUND: Final = 404
NODE_MODULE: Final = "aksess.cluster.node"
# Seconds that the node may take to end its pods.
NODE_GRACE: Final = 30.0


class RunningCluster:
    """A cluster of the local Azure. control: of its control host."""

    def __init__(
        self,
        options: SupervisorOptions,
        layout: Layout,
        control: Control,
        clock: Clock,
        random_source: RandomSource,
    ) -> None:
        self._options = options
        self._layout = layout
        self._control = control
        self._clock = clock
        self._random_source = random_source
        self._network = Network()
        self._tasks: list[asyncio.Task[None]] = []
        self._plan: ClusterPlan
        self._control_plane: ControlPlane | None = None
        self._egress: ConnectServer | None = None
        self._api: Api | None = None
        self._node: Child | None = None
        self._webhook: WebhookServer | None = None
        self.deleted = False

    async def start(self) -> Report:
        """Start it, and say how it went. Raises ClusterError, CannotRun, OSError."""
        self._plan = plan = self._control.cluster(self._options.cluster_id)
        if not plan.running:
            raise ClusterStopped(f"Cluster {plan.name} is stopped.", f"start it: az aks start --name {plan.name} …")
        binaries = find_binaries(plan.version, os.environ, self._options.kubernetes)
        listener = self._control.open_listener(ListenerRequest(f"{plan.name} API server", os.getpid()))
        root = (Path(self._options.state) / "ca" / "root.pem").read_text()
        environment = {
            **plain_environment(os.environ),
            "HTTPS_PROXY": f"http://127.0.0.1:{listener.port}",
            # Names and addresses of the cluster are asked of the egress socket.
            "NO_PROXY": f"localhost,127.0.0.1,.svc,.cluster.local,{plan.service_cidr},{plan.pod_cidr},{plan.node}",
        }
        control_plane = self._control_plane = ControlPlane(self._layout, binaries, Surroundings(root, environment))
        self._egress = ConnectServer(self._layout.egress_socket, self._dialer(plan, control_plane).dial)
        await self._egress.start()
        await control_plane.start(plan, self._signer(plan))
        write_private(self._layout.wanted, self._options.kubernetes)
        self._api = control_plane.api()
        await self._install(plan, self._api, binaries)
        self._follow(self._api)
        await self._start_node(plan, str(binaries.version), control_plane.port)
        return Report(control_plane.port, str(binaries.version), note=self._note(plan, binaries))

    async def keep(self, stopping: asyncio.Event) -> None:
        """Follow what ARM says of it until it is stopped or deleted, or ``stopping`` is set."""
        while not stopping.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), LOOK)
                return
            try:
                plan = await asyncio.to_thread(self._control.cluster, self._options.cluster_id)
            except Refused as refused:
                self.deleted = refused.status == NOT_FOUND
                return
            except LocalAzureGone:
                return
            except CannotRun:
                continue
            if not plan.running:
                self._layout.wanted.unlink(missing_ok=True)
                return
            await self._change_to(plan)

    async def stop(self) -> None:
        """End all of it."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._node is not None:
            await self._node.stop(NODE_GRACE)
        if self._webhook is not None:
            await self._webhook.stop()
        if self._api is not None:
            await self._api.close()
        if self._control_plane is not None:
            await self._control_plane.stop()
        if self._egress is not None:
            await self._egress.stop()

    async def _install(self, plan: ClusterPlan, api: Api, binaries: Binaries) -> None:
        """Serve the webhook, then put what AKS puts there into the cluster."""
        pki, settings = Pki(self._layout.pki), settings_for(plan.tenant_id, str(binaries.version))
        self._webhook = WebhookServer(self._layout.webhook_socket, pki, settings, api)
        await self._webhook.start()
        await install(api, plan)

    async def _start_node(self, plan: ClusterPlan, version: str, api_port: int) -> None:
        if not self._options.node or (find_spec(NODE_MODULE) is None or find_spec(f"{NODE_MODULE}.__main__") is None):
            return
        options = NodeOptions(
            name=plan.node,
            cluster_id=plan.id,
            version=version,
            api_port=api_port,
            pki=str(self._layout.pki),
            pods=str(self._layout.pods),
            socket=str(self._layout.node_socket),
            pod_cidr=plan.pod_cidr,
            service_cidr=plan.service_cidr,
            dns_ip=plan.dns_service_ip,
            state=self._options.state,
            port=self._options.port,
            key=self._options.key,
        )
        file = write_private(self._layout.config / "node.json", msgspec.json.encode(options))
        command = [sys.executable, "-m", NODE_MODULE, str(file)]
        self._node = Child(Program("node", command, self._layout.folder, dict(os.environ)), self._layout.logs)
        await self._node.start()

    async def _change_to(self, plan: ClusterPlan) -> None:
        if plan == self._plan or self._control_plane is None:
            return
        self._plan = plan
        await self._control_plane.restart(plan, self._signer(plan))
        if self._api is not None:
            await install(self._api, plan)

    def _signer(self, plan: ClusterPlan) -> Signer:
        return Signer(plan.authority, self._random_source, self._clock.now())

    def _dialer(self, plan: ClusterPlan, control_plane: ControlPlane) -> Dialer:
        return Dialer(
            network=self._network,
            node=self._layout.node_socket,
            pods=ipaddress.ip_network(plan.pod_cidr),
            node_names=frozenset({plan.node}),
            api_port=lambda: control_plane.port,
            sockets={WEBHOOK_SERVICE: self._layout.webhook_socket} if plan.workload_identity else {},
        )

    def _follow(self, api: Api) -> None:
        table, loop = self._network, asyncio.get_running_loop()
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
        self._tasks.append(loop.create_task(follow(api, "/api/v1/services", services)))
        self._tasks.append(loop.create_task(follow(api, "/apis/discovery.k8s.io/v1/endpointslices", slices)))

    def _note(self, plan: ClusterPlan, binaries: Binaries) -> str:
        """That another version runs than the one asked for: once in the life of the cluster's folder."""
        asked = Version.found_in(plan.version)
        said = self._layout.folder / "version"
        if asked == binaries.version or (said.exists() and said.read_text() == str(binaries.version)):
            return ""
        said.write_text(str(binaries.version))
        return f"{plan.name} asks for Kubernetes {plan.version}; {binaries.version} runs, the nearest that is here"
