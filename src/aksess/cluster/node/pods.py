"""The pods of a node: a worker for each that the API server binds to it, found by name, address or what they read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from aksess.cluster.node.addresses import PodAddresses
from aksess.cluster.node.pod_state import PodState
from aksess.cluster.node.pod_worker import PodWorker
from aksess.cluster.node.references import ObjectKey
from aksess.cluster.node.services import NodeServices
from aksess.cluster.node.status_report import slim_pod

Json = dict[str, Any]


class Pods:
    """Every pod that is bound to the node. cidr: the range of their addresses."""

    def __init__(self, services: NodeServices, cidr: str) -> None:
        self._services = services
        self._addresses = PodAddresses(cidr)
        self._workers: dict[str, PodWorker] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def listed(self, pods: list[Json]) -> None:
        """The whole list: pods that are not in it are gone. Those that run keep their addresses first."""
        uids = {each["metadata"]["uid"] for each in pods}
        for uid in self._workers.keys() - uids:
            self._workers[uid].vanish()
        for pod in sorted(pods, key=lambda each: "podIP" not in (each.get("status") or {})):
            self.put(pod)

    def put(self, pod: Json) -> None:
        """A pod was bound to the node, or has changed."""
        uid = pod["metadata"]["uid"]
        worker = self._workers.get(uid)
        if worker is None:
            self._begin(uid, slim_pod(pod))
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
        """End every worker, and with it the containers."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, uid: str, pod: Json) -> None:
        address = self._addresses.take(uid, (pod.get("status") or {}).get("podIP") or "")
        worker = self._workers[uid] = PodWorker(pod, address, self._services)
        task = self._tasks[uid] = asyncio.get_running_loop().create_task(worker.run())
        task.add_done_callback(lambda ended: self._finished(uid, address, ended))

    def _finished(self, uid: str, address: str, task: asyncio.Task[None]) -> None:
        key = self._workers.pop(uid).state.key
        self._tasks.pop(uid, None)
        self._addresses.release(address)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._services.log(f"pod {key}: {type(error).__name__}: {error}")


def _version(pod: Mapping[str, Any]) -> int:
    return int(pod["metadata"].get("resourceVersion") or 0)
