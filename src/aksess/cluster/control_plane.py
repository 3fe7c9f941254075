"""etcd and the three programs of Kubernetes' control plane, started in order and kept running."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from aksess.cluster.api import Api
from aksess.cluster.binaries import Binaries
from aksess.cluster.children import Child, Program
from aksess.cluster.configuration import authentication, authorization, egress_selector, kubeconfig
from aksess.cluster.errors import ApiGone, DidNotStart
from aksess.cluster.flags import Commands
from aksess.cluster.layout import Layout
from aksess.cluster.pki import Pki
from aksess.cluster.private_files import write_private
from aksess.wire.cluster import ClusterPlan

# Seconds that the API server may take to be ready on a machine that is busy with other things.
PATIENCE: Final = 90.0
# Seconds that a program may take to end what it does.
GRACE: Final = 2.0
# Seconds between two questions whether it is ready.
LOOK: Final = 0.05


class Ports(msgspec.Struct, frozen=True):
    """The API server's port of the last time, 0 for none yet."""

    apiserver: int = 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a control plane needs beside its plan.

    root: PEM of the local Azure's root certificate; environment: of the API server, whose proxy variables lead it to
    Entra; authorizer: port of Azure RBAC's webhook on loopback.
    """

    root: str
    environment: Mapping[str, str]
    authorizer: int = 0


class ControlPlane:
    """The control plane of one cluster."""

    def __init__(self, layout: Layout, binaries: Binaries) -> None:
        self._layout = layout
        self._binaries = binaries
        self._environment: Mapping[str, str] = {}
        self._children: dict[str, Child] = {}
        self.port = 0

    def use(self, binaries: Binaries) -> None:
        """Run other programs from the next restart on."""
        self._binaries = binaries

    def api(self) -> Api:
        """A client of the API server, as administrator."""
        return Api.on_loopback(self.port, Pki(self._layout.pki), "admin")

    async def start(self, plan: ClusterPlan, surroundings: Surroundings) -> None:
        """Write its configuration, start its programs, and return when ``/readyz`` says so.

        Its keys and certificates are there already (``Pki.write``).

        Raises:
            DidNotStart: a program ended at once, or was not ready in time.
            OSError: the folder cannot be written, or a program cannot be executed.
        """
        self.port = self._choose_port()
        self._write(plan, surroundings)
        commands = Commands(plan, self._layout, self._binaries, self.port)
        try:
            await self._run("etcd", commands.etcd(), self._layout.sockets)
            await self._run_all_but_etcd(commands)
        except BaseException:
            await self.stop()
            raise

    async def restart(self, plan: ClusterPlan, surroundings: Surroundings) -> None:
        """Start everything but etcd again, with the keys and settings of a changed plan. Raises as ``start``."""
        await self._stop_all_but_etcd()
        self._write(plan, surroundings)
        await self._run_all_but_etcd(Commands(plan, self._layout, self._binaries, self.port))

    async def stop(self) -> None:
        """End its programs, etcd last."""
        await self._stop_all_but_etcd()
        for child in self._children.values():
            await child.stop()
        self._children.clear()

    async def _stop_all_but_etcd(self) -> None:
        # They keep nothing that is not in etcd, so none of them is waited for long.
        ending = [self._children.pop(name) for name in list(self._children) if name != "etcd"]
        await asyncio.gather(*(child.stop(GRACE) for child in ending))

    async def _run_all_but_etcd(self, commands: Commands) -> None:
        await self._run("kube-apiserver", commands.apiserver(), self._layout.folder)
        await self._ready()
        await self._run("kube-controller-manager", commands.controller_manager(), self._layout.folder)
        await self._run("kube-scheduler", commands.scheduler(), self._layout.folder)

    async def _run(self, name: str, command: list[str], folder: Path) -> None:
        child = Child(Program(name, command, folder, self._environment), self._layout.logs)
        self._children[name] = child
        await child.start()

    async def _ready(self) -> None:
        api, loop = self.api(), asyncio.get_running_loop()
        until = loop.time() + PATIENCE
        said = ""
        while loop.time() < until:
            self._all_alive()
            try:
                status, said = await api.text("/readyz")
            except ApiGone:
                status = 0
            if status == 200:
                await api.close()
                return
            await asyncio.sleep(LOOK)
        raise DidNotStart(
            f"kube-apiserver was not ready in {PATIENCE:.0f} s: {said.strip()[:200] or 'it did not answer'}.",
            f"see {self._layout.logs / 'kube-apiserver.log'}",
        )

    def _all_alive(self) -> None:
        for name, child in self._children.items():
            # One start may lose its port to somebody else; a second one says more.
            if child.starts > 2 and not child.pid:
                raise DidNotStart(f"{name} ended: {child.last_words()}", f"see {self._layout.logs / name}.log")

    def _write(self, plan: ClusterPlan, surroundings: Surroundings) -> None:
        self._environment = surroundings.environment
        pki, config = Pki(self._layout.pki), self._layout.config
        files: dict[str, dict[str, Any]] = {
            "egress": egress_selector(self._layout.egress_socket),
            "controller-manager": kubeconfig(pki, "controller-manager", self._server),
            "scheduler": kubeconfig(pki, "scheduler", self._server),
            "admin": kubeconfig(pki, "admin", self._server),
        }
        if plan.entra is not None:
            files["authentication"] = authentication(plan.entra, surroundings.root, self._binaries.version)
        if plan.entra is not None and plan.entra.azure_rbac:
            server = f"https://127.0.0.1:{surroundings.authorizer}"
            files["authorizer"] = kubeconfig(pki, "kubelet-client", server)
            files["authorization"] = authorization(config / "authorizer.json", self._binaries.version)
        for name, content in files.items():
            write_private(config / f"{name}.json", msgspec.json.encode(content))

    @property
    def _server(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def _choose_port(self) -> int:
        try:
            before = msgspec.json.decode(self._layout.ports.read_bytes(), type=Ports).apiserver
        except (OSError, msgspec.DecodeError):
            before = 0
        port = before if before and _free(before) else _free(0)
        write_private(self._layout.ports, msgspec.json.encode(Ports(port)))
        return port


def _free(port: int) -> int:
    """That port of loopback where nobody has it, any free one for 0; 0 where it is taken."""
    with socket.socket() as bound:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind(("127.0.0.1", port))
        except OSError:
            return 0
        return int(bound.getsockname()[1])


def plain_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """What a program of the control plane needs of the user's environment: nothing of their Azure or proxy."""
    kept = ("PATH", "HOME", "TMPDIR", "LANG")
    return {"PATH": os.defpath, **{name: environment[name] for name in kept if name in environment}}
