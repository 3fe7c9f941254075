"""A node of stand-ins: an API server, a runtime, listeners and a clock that a test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aksess.clock import FakeClock
from aksess.cluster.node.events import Events
from aksess.cluster.node.object_cache import ObjectCache
from aksess.cluster.node.pod_worker import PodWorker
from aksess.cluster.node.pods import Pods
from aksess.cluster.node.references import ObjectKey
from aksess.cluster.node.services import NodeServices
from aksess.cluster.node.tokens import Tokens
from aksess.random_source import SeededRandomSource
from tests.unit.cluster.node.fake_api import FakeApi
from tests.unit.cluster.node.fake_runtime import FakeProcess, FakeRuntime
from tests.unit.cluster.node.loops import until

PODS = "/api/v1/namespaces/shop/pods"
Json = dict[str, Any]


class FakeListeners:
    """Listeners that are numbers."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.closed: list[int] = []

    async def open(self, name: str) -> int:
        self.opened.append(name)
        return 4000 + len(self.opened)

    async def close(self, port: int) -> None:
        self.closed.append(port)


class NodeScene:
    """Everything that a pod is run with."""

    def __init__(self, root: Path) -> None:
        self.clock = FakeClock()
        self.api = FakeApi(self.clock)
        self.runtime = FakeRuntime()
        self.listeners = FakeListeners()
        self.said: list[str] = []
        self.events = Events(self.api, self.clock, SeededRandomSource(), "node-1")
        self.services = NodeServices(
            api=self.api,
            clock=self.clock,
            runtime=self.runtime,
            events=self.events,
            objects=ObjectCache(self.api, self._changed),
            tokens=Tokens(self.api, self.clock),
            listeners=self.listeners,
            root=root,
            node_name="node-1",
            host_ip="10.224.0.4",
            allocatable={"cpu": "4", "memory": "8Gi"},
            addresses=list,
            log=self.said.append,
        )
        self.pods = Pods(self.services, "10.244.0.0/16")

    def bind(self, pod: Json) -> None:
        """The scheduler binds a pod to the node."""
        path = f"{PODS}/{pod['metadata']['name']}"
        self.api.put(path, pod)
        self.pods.put(self.api.objects[path])

    def change(self, name: str = "web", **metadata: Any) -> None:
        """Somebody changes a pod's metadata."""
        path = f"{PODS}/{name}"
        changed = self.api.objects[path]
        self.api.put(path, changed | {"metadata": changed["metadata"] | metadata})
        self.pods.put(self.api.objects[path])

    def delete(self, grace: int = 30, name: str = "web") -> None:
        """Somebody deletes a pod."""
        self.change(name, deletionTimestamp="2026-01-01T00:00:00Z", deletionGracePeriodSeconds=grace)

    def advance(self, seconds: float, name: str = "web") -> None:
        """Time passes, and the pod's worker looks at the clock."""
        self.clock.advance(seconds)
        worker: PodWorker | None = next((e for e in self.pods.workers() if e.state.key.name == name), None)
        if worker is not None:
            worker.wake()

    def status(self, name: str = "web") -> Json:
        """The pod's status at the API server."""
        found: Json = self.api.objects[f"{PODS}/{name}"]["status"]
        return found

    def container(self, name: str = "main") -> Json:
        """The status of one container."""
        every = [*self.status().get("initContainerStatuses", []), *self.status().get("containerStatuses", [])]
        found: Json = next((each for each in every if each["name"] == name), {})
        return found

    def exists(self, name: str = "web") -> bool:
        """Whether the API server has the pod."""
        return f"{PODS}/{name}" in self.api.objects

    async def started(self, name: str = "main", times: int = 1) -> FakeProcess:
        """Wait until a container has been started so often, and the API server knows it."""
        await until(lambda: len(self.runtime.named(name)) >= times)
        await until(lambda: "running" in self.container(name).get("state", {}))
        return self.runtime.named(name)[times - 1]

    async def phase(self, wanted: str) -> None:
        """Wait for a phase."""
        await until(lambda: self.status()["phase"] == wanted)

    async def event(self, reason: str) -> Json:
        """Wait for an event with that reason."""
        await until(lambda: any(each["reason"] == reason for each in self.api.events))
        return next(each for each in self.api.events if each["reason"] == reason)

    def _changed(self, key: ObjectKey) -> None:
        self.pods.objects_changed(key)


@asynccontextmanager
async def node(root: Path) -> AsyncIterator[NodeScene]:
    """Such a node, while the test goes on."""
    scene = NodeScene(root)
    delivering = asyncio.get_running_loop().create_task(scene.events.run())
    try:
        yield scene
    finally:
        await scene.pods.close()
        scene.services.objects.close()
        delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)
