"""One cluster that runs: its control plane, its services and its node, as long as ARM wants it."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from aksess.clock import Clock
from aksess.cluster.addons import install
from aksess.cluster.api import Api
from aksess.cluster.binaries import Binaries, find_binaries
from aksess.cluster.certificates import Signer
from aksess.cluster.children import Child
from aksess.cluster.control_plane import ControlPlane, Surroundings, plain_environment
from aksess.cluster.errors import ClusterStopped
from aksess.cluster.layout import Layout
from aksess.cluster.node_process import GRACE, start_node
from aksess.cluster.options import Report, SupervisorOptions
from aksess.cluster.pki import Pki
from aksess.cluster.private_files import write_private
from aksess.cluster.services import Backends, Services
from aksess.cluster.versions import Version
from aksess.pods.control import Control
from aksess.pods.errors import CannotRun, LocalAzureGone, Refused
from aksess.random_source import RandomSource
from aksess.wire.cluster import ClusterPlan
from aksess.wire.control import ListenerRequest

# Seconds between two looks at what ARM says of the cluster.
LOOK: Final = 1.0
NOT_FOUND: Final = 404


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
        self._plan: ClusterPlan | None = None
        self._control_plane: ControlPlane | None = None
        self._services: Services | None = None
        self._api: Api | None = None
        self._node: Child | None = None
        self._listener = 0
        self._version = ""
        self.deleted = False

    async def start(self) -> Report:
        """Start it, and say how it went. Raises ClusterError, CannotRun, OSError."""
        plan = self._control.cluster(self._options.cluster_id)
        if not plan.running:
            raise ClusterStopped(f"Cluster {plan.name} is stopped.", f"start it: az aks start --name {plan.name} …")
        binaries = find_binaries(plan.version, os.environ, self._options.kubernetes)
        self._version = str(binaries.version)
        self._listener = self._control.open_listener(ListenerRequest(f"{plan.name} API server", os.getpid())).port
        control_plane = self._control_plane = ControlPlane(self._layout, binaries)
        services = await self._serve(plan, control_plane)
        await control_plane.start(plan, self._surroundings(plan, services))
        await self._complete(plan, services, control_plane)
        write_private(self._layout.wanted, "")
        self._node = await start_node(self._layout, plan, self._options, self._version, control_plane.port)
        return Report(control_plane.port, self._version, note=self._note(plan, binaries))

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
                return
            await self._change_to(plan)

    async def stop(self) -> None:
        """End all of it, the node first."""
        if self._node is not None:
            await self._node.stop(GRACE)
        if self._api is not None:
            await self._api.close()
        if self._control_plane is not None:
            await self._control_plane.stop()
        if self._services is not None:
            await self._services.stop()

    async def _change_to(self, plan: ClusterPlan) -> None:
        """Start everything but etcd and the node again with a changed plan: a rotated key, another setting."""
        before, control_plane = self._plan, self._control_plane
        if plan == before or before is None or control_plane is None or self._services is None:
            return
        if plan.version != before.version:
            binaries = find_binaries(plan.version, os.environ, self._options.kubernetes)
            control_plane.use(binaries)
            self._version = str(binaries.version)
        await self._services.stop()
        services = await self._serve(plan, control_plane)
        await control_plane.restart(plan, self._surroundings(plan, services))
        await self._complete(plan, services, control_plane)
        if plan.authority != before.authority and self._node is not None:
            # Its certificates are of an authority that nobody trusts any more.
            await self._node.stop(GRACE)
            self._node = await start_node(self._layout, plan, self._options, self._version, control_plane.port)

    async def _serve(self, plan: ClusterPlan, control_plane: ControlPlane) -> Services:
        """Write keys and certificates, and serve what the API server needs from its start on."""
        Pki(self._layout.pki).write(plan, Signer(plan.authority, self._random_source, self._clock.now()))
        decide = partial(self._control.access, plan.id)
        backends = Backends(lambda: control_plane.port, decide, self._clock, self._random_source)
        services = Services(self._layout, plan, backends)
        await services.start()
        self._plan, self._services = plan, services
        return services

    async def _complete(self, plan: ClusterPlan, services: Services, control_plane: ControlPlane) -> None:
        """Serve what needs the API server, then put what AKS puts there into the cluster."""
        if self._api is not None:
            await self._api.close()
        self._api = api = control_plane.api()
        await services.start_with(api, self._version)
        await install(api, plan)

    def _surroundings(self, plan: ClusterPlan, services: Services) -> Surroundings:
        ranges = f"{plan.service_cidr},{plan.pod_cidr}"
        environment = {
            **plain_environment(os.environ),
            "HTTPS_PROXY": f"http://127.0.0.1:{self._listener}",
            # Names and addresses of the cluster are asked of the egress socket.
            "NO_PROXY": f"localhost,127.0.0.1,.svc,.cluster.local,{ranges},{plan.node}",
        }
        root = (Path(self._options.state) / "ca" / "root.pem").read_text()
        return Surroundings(root, environment, services.authorizer_port)

    def _note(self, plan: ClusterPlan, binaries: Binaries) -> str:
        """That another version runs than the one asked for: once in the life of the cluster's folder."""
        asked = Version.found_in(plan.version)
        said = self._layout.folder / "version"
        if asked == binaries.version or (said.exists() and said.read_text() == str(binaries.version)):
            return ""
        said.write_text(str(binaries.version))
        return f"{plan.name} asks for Kubernetes {plan.version}; {binaries.version} runs, the nearest that is here"
