"""Plays pods: starts them, waits until they have ended or are to end, and ends them in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from aksess.clock import Clock
from aksess.cluster.node.addresses import HOST_IP
from aksess.cluster.node.events import Events
from aksess.cluster.node.node_object import node_capacity
from aksess.cluster.node.object_cache import ObjectCache
from aksess.cluster.node.pod import is_finished
from aksess.cluster.node.pods import FAILED_SYNC, Pods
from aksess.cluster.node.services import Listeners, NodeServices
from aksess.cluster.node.tokens import Tokens
from aksess.cluster.play.manifests import Manifests, ObjectName
from aksess.cluster.play.object_source import ObjectSource, RequestToken
from aksess.pods.runtime import Runtime
from aksess.random_source import RandomSource

Json = dict[str, Any]
POD_CIDR: Final = "10.244.0.0/16"
NODE: Final = "aks-play-00000000-vmss000000"
# Reasons that stay for as long as the manifests are what they are. Pod and container reasons of the kubelet.
_HOPELESS_EVENTS: Final = ("FailedMount", "FailedCreatePodSandBox", FAILED_SYNC)
_HOPELESS_WAITS: Final = (
    "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """The collaborators of a play.

    Attributes:
        root: folder for the folders of the pods.
        request_token: issues service account tokens.
        note: receives a remark for the user.
    """

    runtime: Runtime
    listeners: Listeners
    clock: Clock
    random_source: RandomSource
    root: Path
    request_token: RequestToken
    note: Callable[[str], None]


class Player:
    """Runs the pods of manifests. Ask it to stop once for an end in order, twice for an end at once."""

    def __init__(self, manifests: Manifests, stage: Stage) -> None:
        self._stage = stage
        self._source = ObjectSource(manifests, stage.clock, stage.request_token, self._changed, self._reported)
        self._events = Events(self._source, stage.clock, stage.random_source, NODE)
        self._services = NodeServices(
            api=self._source,
            clock=stage.clock,
            runtime=stage.runtime,
            events=self._events,
            objects=ObjectCache(self._source, lambda _key: None),
            tokens=Tokens(self._source, stage.clock),
            listeners=stage.listeners,
            root=stage.root,
            node_name=NODE,
            host_ip=HOST_IP,
            allocatable=node_capacity(),
            addresses=list,
            log=stage.note,
        )
        self._pods = Pods(self._services, POD_CIDR)
        self._wake = asyncio.Event()
        self._stops = 0
        self._stuck: set[str] = set()
        self._without_worker: set[str] = set()
        self._phases: dict[str, str] = {}

    def stop(self) -> None:
        """End the pods: in order the first time, at once the second time."""
        self._stops += 1
        self._wake.set()

    async def play(self, pods: list[Json]) -> bool:
        """Run pods to their end.

        Args:
            pods: admitted.

        Returns:
            Whether no pod has failed.
        """
        delivering = asyncio.get_running_loop().create_task(self._events.run())
        try:
            for pod in pods:
                self._begin(pod)
            await self._until(lambda: self._stops > 0 or self._is_over())
            failed = [pod for pod in self._source.pods.values() if self._has_failed(pod)]
            for name in list(self._source.pods):
                self._pods.put(self._source.ask_to_end(name))
            await self._until(lambda: self._stops > 1 or all(map(self._has_no_worker, self._source.pods.values())))
            return not failed
        finally:
            await self._pods.close()
            self._services.objects.close()
            delivering.cancel()
            await asyncio.gather(delivering, return_exceptions=True)

    def _begin(self, pod: Json) -> None:
        self._pods.put(self._source.add(pod, self._stage.random_source.uuid()))

    async def _until(self, happened: Callable[[], bool]) -> None:
        while not happened():
            self._wake.clear()
            await self._wake.wait()

    def _is_over(self) -> bool:
        return all(is_finished(pod) or self._is_stuck(pod) for pod in self._source.pods.values())

    def _has_failed(self, pod: Json) -> bool:
        return bool(pod["status"]["phase"] == "Failed" or (self._stops == 0 and self._is_stuck(pod)))

    def _is_stuck(self, pod: Json) -> bool:
        """Whether a pod waits for something that does not come."""
        status = pod["status"]
        if status["phase"] == "Pending" and pod["metadata"]["uid"] in self._stuck:
            return True
        every = [*status.get("initContainerStatuses", ()), *status.get("containerStatuses", ())]
        waits = [(each.get("state") or {}).get("waiting", {}).get("reason") for each in every]
        return any(each in _HOPELESS_WAITS for each in waits)

    def _has_no_worker(self, pod: Json) -> bool:
        """Whether nobody ends a pod, because its worker failed: a field has not its shape."""
        return pod["metadata"]["uid"] in self._without_worker

    def _changed(self, pod: Json) -> None:
        metadata, phase = pod["metadata"], pod["status"]["phase"]
        known = self._phases.get(metadata["uid"])
        if is_finished(pod) and phase != known and "deletionTimestamp" not in metadata:
            name = ObjectName(metadata["namespace"], metadata["name"])
            self._stage.note(f"pod {name} has {phase.lower()}{_codes(pod)}")
        self._phases[metadata["uid"]] = phase
        self._wake.set()

    def _reported(self, event: Json) -> None:
        involved = event["involvedObject"]
        if event["reason"] == FAILED_SYNC:
            self._without_worker.add(involved["uid"])
        if event["reason"] in _HOPELESS_EVENTS:
            self._stuck.add(involved["uid"])
            self._wake.set()
        if event["type"] == "Warning":
            reason, message = event["reason"], event["message"]
            said = message if message.startswith(reason) else f"{reason}: {message}"
            self._stage.note(f"pod {involved['namespace']}/{involved['name']}: {said}")


def _codes(pod: Json) -> str:
    """The exit codes of the containers that failed, by name."""
    status = pod["status"]
    every = [*status.get("initContainerStatuses", ()), *status.get("containerStatuses", ())]
    ended = [(each["name"], each["state"]["terminated"]) for each in every if "terminated" in each.get("state", {})]
    failed = [f"{name}: exit code {state['exitCode']}" for name, state in ended if state["exitCode"]]
    return f" ({', '.join(failed)})" if failed else ""
