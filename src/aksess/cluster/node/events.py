"""Events of pods and of the node, with the kubelet's reasons. Equal ones are counted, not repeated.

An event that cannot be delivered is dropped, as client-go's recorder drops it: a pod does not wait for its events.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

from aksess.clock import Clock
from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.node.api_client import ApiClient
from aksess.cluster.node.event_limit import EventLimit
from aksess.cluster.node.pod import Container, Json, Role
from aksess.cluster.node.timestamp import to_second
from aksess.random_source import RandomSource

# Events whose count may still rise, and events that wait to be delivered.
REMEMBERED: Final = 512
QUEUE: Final = 2000
COMPONENT: Final = "kubelet"


@dataclass(frozen=True, slots=True)
class _EventKey:
    uid: str
    field: str
    reason: str
    message: str


class Events:
    """Records events. node: name of the node. ``run`` delivers them in order until it is cancelled."""

    def __init__(self, api: ApiClient, clock: Clock, random_source: RandomSource, node: str) -> None:
        self._api = api
        self._clock = clock
        self._random_source = random_source
        self._node = node
        self._limit = EventLimit()
        self._sent: OrderedDict[_EventKey, tuple[str, int]] = OrderedDict()
        self._queue: asyncio.Queue[tuple[_EventKey, dict[str, Any]]] = asyncio.Queue(QUEUE)

    def of_pod(self, pod: Json, kind: str, reason: str, message: str, container: Container | None = None) -> None:
        """Record an event of a pod, or of one of its containers. kind: ``Normal`` or ``Warning``."""
        metadata = pod["metadata"]
        field = ""
        if container is not None:
            group = "containers" if container.role is Role.MAIN else "initContainers"
            field = f"spec.{group}{{{container.name}}}"
        reference = {
            "apiVersion": "v1", "kind": "Pod", "namespace": metadata["namespace"], "name": metadata["name"],
            "uid": metadata["uid"], "resourceVersion": metadata.get("resourceVersion", ""),
        }  # fmt: skip
        self._record(reference | ({"fieldPath": field} if field else {}), kind, reason, message)

    def of_node(self, kind: str, reason: str, message: str) -> None:
        """Record an event of the node."""
        reference = {"apiVersion": "v1", "kind": "Node", "name": self._node, "uid": self._node, "namespace": ""}
        self._record(reference, kind, reason, message)

    async def run(self) -> None:
        """Deliver events until cancelled."""
        while True:
            key, event = await self._queue.get()
            try:
                await self._deliver(key, event)
            except (ApiError, ApiGone):
                self._sent.pop(key, None)

    def _record(self, reference: dict[str, Any], kind: str, reason: str, message: str) -> None:
        moment = self._clock.now()
        if self._queue.full() or not self._limit.allows(reference["uid"], moment):
            return
        now = to_second(moment)
        event = {
            "apiVersion": "v1",
            "kind": "Event",
            "involvedObject": reference,
            "type": kind,
            "reason": reason,
            "message": message[:1024],
            "source": {"component": COMPONENT, "host": self._node},
            "reportingComponent": COMPONENT,
            "reportingInstance": self._node,
            "firstTimestamp": now,
            "lastTimestamp": now,
            "count": 1,
        }
        key = _EventKey(reference["uid"], reference.get("fieldPath", ""), reason, message)
        self._queue.put_nowait((key, event))

    async def _deliver(self, key: _EventKey, event: dict[str, Any]) -> None:
        namespace = event["involvedObject"]["namespace"] or "default"
        path = f"/api/v1/namespaces/{namespace}/events"
        if key in self._sent:
            name, count = self._sent[key]
            self._sent[key] = name, count + 1
            await self._api.patch(f"{path}/{name}", {"count": count + 1, "lastTimestamp": event["lastTimestamp"]})
            return
        name = f"{event['involvedObject']['name']}.{self._random_source.hex(8)}"
        await self._api.create(path, event | {"metadata": {"name": name, "namespace": namespace}})
        self._sent[key] = name, 1
        if len(self._sent) > REMEMBERED:
            self._sent.popitem(last=False)
