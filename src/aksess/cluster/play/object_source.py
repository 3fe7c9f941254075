"""Stands in for the API server of the pod runner: the objects of manifests, in memory.

It serves what the runner asks: ConfigMaps and Secrets, TokenRequests, the status and the end of pods, and events.
"""

from __future__ import annotations

import asyncio
import copy
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, Final

from aksess.clock import Clock
from aksess.cluster.errors import NotFound
from aksess.cluster.node.pod import deletion_grace
from aksess.cluster.node.timestamp import to_second
from aksess.cluster.play.manifests import Manifests, ObjectName

Json = dict[str, Any]
# Requests a token: the service account, and the TokenRequest. Returns the TokenRequest's status.
RequestToken = Callable[[ObjectName, Json], Awaitable[Json]]
_SEGMENTS: Final = 7


class ObjectSource:
    """The objects of one play.

    Args:
        manifests: the ConfigMaps and Secrets.
        clock: tells when the end of a pod was asked for.
        request_token: issues service account tokens.
        changed: called with a pod whose status has changed.
        reported: called with each event.
    """

    def __init__(
        self,
        manifests: Manifests,
        clock: Clock,
        request_token: RequestToken,
        changed: Callable[[Json], None],
        reported: Callable[[Json], None],
    ) -> None:
        self.pods: dict[ObjectName, Json] = {}
        self._objects = {"configmaps": manifests.config_maps, "secrets": manifests.secrets}
        self._clock = clock
        self._request_token = request_token
        self._changed = changed
        self._reported = reported
        self._version = 1

    def add(self, pod: Json, uid: str) -> Json:
        """Add a pod as the API server and the scheduler do. Return it."""
        metadata = {**pod["metadata"], "uid": uid, "creationTimestamp": to_second(self._clock.now()), "generation": 1}
        return self._put({**pod, "metadata": metadata, "status": {"phase": "Pending"}})

    def ask_to_end(self, name: ObjectName) -> Json:
        """Mark a pod as deleted: the runner ends it within its grace period. Return it."""
        pod = self.pods[name]
        asked = {
            "deletionTimestamp": to_second(self._clock.now()),
            "deletionGracePeriodSeconds": deletion_grace(pod),
        }
        return self._put({**pod, "metadata": {**pod["metadata"], **asked}})

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Json:
        """A ConfigMap or Secret. Raises NotFound."""
        plural, name = _parsed(path)
        found = self._objects.get(plural, {}).get(name)
        if found is None:
            raise NotFound(404, "NotFound", f'{plural} "{name.name}" not found')
        return {**found, "metadata": {**found["metadata"], "resourceVersion": "1"}}

    async def create(self, path: str, content: Json) -> Json:
        """A TokenRequest or an event."""
        if path.endswith("/token"):
            return {"status": await self._request_token(_parsed(path)[1], content)}
        self._reported(content)
        return content

    async def patch(self, path: str, content: Json) -> Json:
        """The status of a pod; the count of an event is dropped. Raises NotFound."""
        plural, name = _parsed(path)
        if plural != "pods":
            return content
        if name not in self.pods:
            raise NotFound(404, "NotFound", f'pods "{name.name}" not found')
        pod = self._put({**self.pods[name], "status": content["status"]})
        self._changed(pod)
        return copy.deepcopy(pod)

    async def delete(self, path: str, content: Json | None = None) -> Json:
        """A pod whose containers have ended."""
        pod = self.pods.pop(_parsed(path)[1], None)
        if pod is not None:
            self._changed(pod)
        return {}

    async def watch(self, path: str, query: Mapping[str, str]) -> AsyncIterator[Json]:
        """Nothing changes while manifests are played, so that no event comes."""
        await asyncio.Event().wait()
        yield {}

    def _put(self, pod: Json) -> Json:
        self._version += 1
        metadata = {**pod["metadata"], "resourceVersion": str(self._version)}
        changed = {**pod, "metadata": metadata}
        self.pods[ObjectName(metadata["namespace"], metadata["name"])] = changed
        return changed


def _parsed(path: str) -> tuple[str, ObjectName]:
    """The plural and the name in ``/api/v1/namespaces/NAMESPACE/PLURAL/NAME``."""
    parts = path.split("/")
    if len(parts) < _SEGMENTS:
        raise NotFound(404, "NotFound", f"{path} not found")
    return parts[5], ObjectName(parts[4], parts[6])
