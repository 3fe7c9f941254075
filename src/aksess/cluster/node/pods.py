"""The pods of a node: a worker for each that the API server binds to it, found by name, address or what they read."""

from __future__ import annotations

import asyncio
import shutil
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from aksess.cluster.node.addresses import PodAddresses
from aksess.cluster.node.pod_state import PodState
from aksess.cluster.node.pod_worker import PodWorker
from aksess.cluster.node.references import ObjectKey
from aksess.cluster.node.services import NodeServices
from aksess.cluster.node.status_report import slim_pod

Json = dict[str, Any]
# The kubelet's reason for a pod that it cannot bring to its state (kubernetes/kubernetes, pkg/kubelet/events/event.go).
FAILED_SYNC: Final = "FailedSync"
# Seconds that containers have between SIGTERM and their end, when the node itself ends.
CLOSING_SECONDS: Final = 3.0


class Pods:
    """Every pod that is bound to the node. cidr: the range of their addresses."""

    def __init__(self, services: NodeServices, cidr: str) -> None:
        self._services = services
        self._addresses = PodAddresses(cidr)
        self._workers: dict[str, PodWorker] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._sweeping: set[asyncio.Task[None]] = set()

    def listed(self, pods: list[Json]) -> None:
        """The whole list: pods that are not in it are gone. Those that run keep their addresses first."""
        uids = {each["metadata"]["uid"] for each in pods}
        self._sweep(uids)
        for uid in self._workers.keys() - uids:
            self._workers[uid].vanish()
        for pod in sorted(pods, key=lambda each: "podIP" not in (each.get("status") or {})):
            self.put(pod)

    def put(self, pod: Json) -> None:
        """A pod was bound to the node, or has changed."""
        uid = pod["metadata"]["uid"]
        worker = self._workers.get(uid)
        if worker is None:
            try:
                self._begin(uid, slim_pod(pod))
            except (OSError, ValueError, KeyError) as error:
                # One pod that the node cannot read, or has no address for, does not stop the others.
                self._failed(pod, pod["metadata"].get("name"), error)
        elif _version(pod) > _version(worker.state.pod):
            worker.update(slim_pod(pod))

    def deleted(self, pod: Json) -> None:
        """A pod is gone from the API server."""
        worker = self._workers.get(pod["metadata"]["uid"])
        if worker is not None:
            worker.vanish()

    def objects_changed(self, key: ObjectKey) -> None:
        """A ConfigMap or Secret has changed."""
        for reader in self._services.objects.readers(key):
            if worker := self._workers.get(reader.uid):
                worker.volumes_changed()

    def named(self, namespace: str, name: str) -> PodState | None:
        """A pod by its name; of two, the one that is not on its way out."""
        found = [
            each.state
            for each in self._workers.values()
            if (each.state.key.namespace, each.state.key.name) == (namespace, name)
        ]
        return max(found, key=lambda each: "deletionTimestamp" not in each.pod["metadata"], default=None)

    def at(self, address: str) -> PodState | None:
        """A pod by its IP."""
        return next((each.state for each in self._workers.values() if each.state.ip == address), None)

    def workers(self) -> list[PodWorker]:
        """The workers of all pods."""
        return list(self._workers.values())

    def __iter__(self) -> Iterator[PodState]:
        return (each.state for each in self._workers.values())

    async def close(self) -> None:
        """End the containers, which have some seconds for it, and then every worker."""
        for worker in self._workers.values():
            worker.close()
        runs = [run for state in self for run in state.runs.values()]
        for run in runs:
            await run.target.container.signal(signal.SIGTERM)
        if runs:
            ending = [asyncio.ensure_future(run.ended.wait()) for run in runs]
            _, late = await asyncio.wait(ending, timeout=CLOSING_SECONDS)
            for each in late:
                each.cancel()
        tasks = [*self._tasks.values(), *self._sweeping]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _sweep(self, uids: set[str]) -> None:
        """Folders of pods that were deleted while no node ran: what runs for them is ended, and they are removed."""
        root = self._services.root
        left = (
            [each for each in root.iterdir() if each.name not in uids | self._workers.keys()] if root.is_dir() else []
        )
        for folder in left:
            task = asyncio.get_running_loop().create_task(self._remove(folder))
            self._sweeping.add(task)
            task.add_done_callback(self._sweeping.discard)

    async def _remove(self, folder: Path) -> None:
        await self._services.runtime.clean_up(folder)
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def _begin(self, uid: str, pod: Json) -> None:
        address = self._addresses.take(uid, (pod.get("status") or {}).get("podIP") or "")
        try:
            worker = self._workers[uid] = PodWorker(pod, address, self._services)
        except (ValueError, KeyError):
            self._addresses.release(address)
            raise
        task = self._tasks[uid] = asyncio.get_running_loop().create_task(worker.run())
        task.add_done_callback(lambda ended: self._finished(uid, address, ended))

    def _finished(self, uid: str, address: str, task: asyncio.Task[None]) -> None:
        state = self._workers.pop(uid).state
        self._tasks.pop(uid, None)
        self._addresses.release(address)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(state.pod, state.key, error)

    def _failed(self, pod: Mapping[str, Any], name: object, error: BaseException) -> None:
        found = f"{type(error).__name__}: {error}"
        self._services.log(f"pod {name}: {found}")
        self._services.events.of_pod(pod, "Warning", FAILED_SYNC, f"error syncing pod: {found}")


def _version(pod: Mapping[str, Any]) -> int:
    return int(pod["metadata"].get("resourceVersion") or 0)
