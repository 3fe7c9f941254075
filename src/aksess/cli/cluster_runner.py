"""The clusters of the local Azure as its server runs them: a supervisor process each, started when it is needed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from aksess.cloud.administration import NotAdministered
from aksess.cloud.cloud import Cloud
from aksess.cloud.resources.inventory import Resource
from aksess.cluster.adoption import FILE as ADOPTED
from aksess.cluster.adoption import remembered
from aksess.cluster.layout import Layout
from aksess.cluster.options import Report, SupervisorOptions
from aksess.cluster.private_files import write_private
from aksess.wire.cluster import ClusterStarted, StartCluster

CLUSTER: Final = "Microsoft.ContainerService/managedClusters"
# Seconds between SIGTERM and SIGKILL: a supervisor ends its node's pods and four programs first.
GRACE: Final = 40.0
# -P: the folder in which `aksess up` was typed is no place to import from.
SUPERVISOR: Final = (sys.executable, "-P", "-m", "aksess.cluster.supervisor")


@dataclass(slots=True)
class _Supervisor:
    """A supervisor that runs, and how its start went. created: when ARM created its cluster."""

    process: asyncio.subprocess.Process
    report: Report
    created: float

    @property
    def runs(self) -> bool:
        return self.process.returncode is None


class ClusterRunner:
    """Runs the supervisors of one cloud.

    Args:
        cloud: whose clusters they are.
        state: its folder.
        port: of the operator's proxy listener.
        command: of a supervisor.
    """

    def __init__(self, cloud: Cloud, state: Path, port: int, command: Sequence[str] = SUPERVISOR) -> None:
        self._cloud = cloud
        self._state = state
        self._port = port
        self._command = command
        self._supervisors: dict[str, _Supervisor] = {}
        self._starting: dict[str, asyncio.Task[_Supervisor]] = {}
        self._ids: dict[str, str] = {}
        self._indexed = -1

    async def address(self, host: str) -> tuple[str, int]:
        """Where the API server of that name listens.

        Raises:
            NotAdministered: There is no such cluster, or it did not start.
        """
        cluster = self._at(host)
        if cluster is None:
            raise NotAdministered("NotFound", f"{host} is the API server of a cluster that is not in this local Azure")
        if adopted := remembered(Layout.of(self._state, cluster.id).folder):
            return adopted.host, adopted.port
        try:
            supervisor = await self._running(cluster.id)
        except NotAdministered as error:
            message = f"{host} is the API server of {cluster.name}. {error.message}"
            raise NotAdministered(error.code, message) from error
        return "127.0.0.1", supervisor.report.port

    async def start(self, cluster_id: str, asked: StartCluster) -> ClusterStarted:
        """Start a cluster and wait until it is ready. Raises NotAdministered."""
        if self._remember(cluster_id, asked):
            await self.stop(cluster_id)
        (Layout.of(self._state, cluster_id).folder / ADOPTED).unlink(missing_ok=True)
        supervisor = await self._running(cluster_id)
        report, name = supervisor.report, cluster_id.rpartition("/")[2]
        # A note is for one reader.
        supervisor.report = msgspec.structs.replace(report, note="")
        return ClusterStarted(name, report.port, report.version, report.note)

    async def stop(self, cluster_id: str) -> bool:
        """End a cluster; whether it ran. A start that is under way is waited for, so that none outlives the stop."""
        if starting := self._starting.get(cluster_id.lower()):
            await asyncio.wait([starting])
        supervisor = self._supervisors.pop(cluster_id.lower(), None)
        layout = Layout.of(self._state, cluster_id)
        layout.wanted.unlink(missing_ok=True)
        (layout.folder / ADOPTED).unlink(missing_ok=True)
        if supervisor is None or not supervisor.runs:
            return False
        await _end(supervisor.process)
        return True

    def port(self, cluster_id: str) -> int:
        """The API server's port, 0 where it does not run."""
        supervisor = self._supervisors.get(cluster_id.lower())
        return supervisor.report.port if supervisor and supervisor.runs else 0

    def resume_all(self) -> None:
        """Start the clusters in the background that ran when the local Azure stopped."""
        if (self._state / "clusters").is_dir():
            for cluster in self._clusters():
                if (cluster.properties.get("powerState") or {}).get("code") != "Stopped":
                    self.resume(cluster.id)

    def resume(self, cluster_id: str) -> None:
        """Start a cluster in the background that ran when it was stopped."""
        if Layout.of(self._state, cluster_id).wanted.exists() and not self.port(cluster_id):
            self._begin(cluster_id)

    async def close(self) -> None:
        """End every supervisor; the clusters are started again with the local Azure."""
        for task in self._starting.values():
            task.cancel()
        await asyncio.gather(*self._starting.values(), return_exceptions=True)
        running = [each.process for each in self._supervisors.values() if each.runs]
        await asyncio.gather(*(_end(process) for process in running))

    async def _running(self, cluster_id: str) -> _Supervisor:
        supervisor = self._supervisors.get(cluster_id.lower())
        if supervisor is not None and supervisor.runs and supervisor.created == self._created(cluster_id):
            return supervisor
        # The client that asked may leave; others wait for the same start.
        return await asyncio.shield(self._begin(cluster_id))

    def _begin(self, cluster_id: str) -> asyncio.Task[_Supervisor]:
        key = cluster_id.lower()
        if key not in self._starting:
            task = asyncio.get_running_loop().create_task(self._spawn(cluster_id))
            self._starting[key] = task
            task.add_done_callback(lambda done: self._done(key, done))
        return self._starting[key]

    def _done(self, key: str, task: asyncio.Task[_Supervisor]) -> None:
        self._starting.pop(key, None)
        if not task.cancelled() and task.exception() is None:
            self._supervisors[key] = task.result()

    def _remember(self, cluster_id: str, asked: StartCluster) -> bool:
        """Keep what was asked for; whether it differs from how the cluster was run until now."""
        before = self._remembered(cluster_id)
        after = StartCluster(asked.kubernetes or before.kubernetes, {**before.images, **asked.images})
        if after == before:
            return False
        layout = Layout.of(self._state, cluster_id)
        layout.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(layout.start, msgspec.json.encode(after))
        return True

    def _remembered(self, cluster_id: str) -> StartCluster:
        try:
            raw = Layout.of(self._state, cluster_id).start.read_bytes()
            return msgspec.json.decode(raw, type=StartCluster)
        except (OSError, msgspec.DecodeError):
            return StartCluster()

    async def _spawn(self, cluster_id: str) -> _Supervisor:
        older = self._supervisors.pop(cluster_id.lower(), None)
        if older is not None and older.runs:
            # Of a cluster with the same id that was deleted a moment ago.
            await _end(older.process)
        how, created = self._remembered(cluster_id), self._created(cluster_id)
        key = self._cloud.administration.key
        options = SupervisorOptions(str(self._state), cluster_id, self._port, key, how.kubernetes, how.images, created)
        with _log(self._state) as log:
            process = await asyncio.create_subprocess_exec(
                *self._command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log
            )
        try:
            report = await _told(process, options)
        except BaseException:
            await _end(process)
            raise
        if report.port:
            return _Supervisor(process, report, created)
        await _end(process)
        raise NotAdministered("DidNotStart", _sentence(report))

    def _at(self, host: str) -> Resource | None:
        """The cluster whose API server has that name, found without a look at every cluster for each connection."""
        inventory = self._cloud.inventory
        if self._indexed != inventory.version(CLUSTER):
            self._ids = {name: each.id for each in self._clusters() for name in _hosts(each)}
            self._indexed = inventory.version(CLUSTER)
        return inventory.get(self._ids.get(host, ""))

    def _created(self, cluster_id: str) -> float:
        cluster = self._cloud.inventory.get(cluster_id)
        return cluster.created if cluster else 0.0

    def _clusters(self) -> Iterator[Resource]:
        yield from self._cloud.inventory.of_type(CLUSTER)


def _hosts(cluster: Resource) -> set[str]:
    return {str(cluster.properties[name]).lower() for name in ("fqdn", "privateFQDN") if name in cluster.properties}


async def _told(process: asyncio.subprocess.Process, options: SupervisorOptions) -> Report:
    if process.stdin is None or process.stdout is None:
        return Report(message="The cluster's supervisor has no standard streams.")
    process.stdin.write(msgspec.json.encode(options) + b"\n")
    line = await process.stdout.readline()
    if not line:
        return Report(message="The cluster's supervisor ended at once.", hint="see clusters.log")
    return msgspec.json.decode(line, type=Report)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.stdin is not None:
        process.stdin.close()
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(GRACE):
            await process.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _sentence(report: Report) -> str:
    return f"{report.message} Next: {report.hint}" if report.hint else report.message


@contextlib.contextmanager
def _log(state: Path) -> Iterator[int]:
    file = os.open(state / "clusters.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        yield file
    finally:
        os.close(file)
