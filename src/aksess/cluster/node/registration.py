"""Keeps the Node and its Lease at the API server, so that controllers take the node for alive.

Kubernetes documentation, "Nodes": heartbeats are a Lease every 10 seconds and a status every 5 minutes.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

from aksess.clock import Clock
from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.node.api_client import ApiClient
from aksess.cluster.node.node_object import NodeFacts, node_object, node_status
from aksess.cluster.node.timestamp import to_microsecond

LEASE_SECONDS: Final = 40
RENEWAL: Final = 10.0
STATUS_PERIOD: Final = 300.0
RETRY: Final = 0.5
CONFLICT: Final = 409
NOT_FOUND: Final = 404


class Registration:
    """The Node of this process."""

    def __init__(self, api: ApiClient, facts: NodeFacts, clock: Clock) -> None:
        self._api = api
        self._facts = facts
        self._clock = clock
        self._since = clock.now()

    async def register(self) -> None:
        """Make the Node, or take it over, and say that it is ready. Tries until the API server lets it."""
        while True:
            try:
                await self._create()
                await self._patch_status(True)
                return
            except (ApiGone, ApiError):
                await asyncio.sleep(RETRY)

    async def keep(self) -> None:
        """Renew the Lease and the status until cancelled."""
        reported = self._clock.now()
        while True:
            try:
                await self._renew()
                if self._clock.now() - reported >= STATUS_PERIOD:
                    await self._patch_status(True)
                    reported = self._clock.now()
                await asyncio.sleep(RENEWAL)
            except ApiError as error:
                if error.status == NOT_FOUND:
                    await self.register()
                await asyncio.sleep(RETRY)
            except ApiGone:
                await asyncio.sleep(RETRY)

    async def leave(self) -> None:
        """Say that the node is not ready any more."""
        self._since = self._clock.now()
        try:
            await self._patch_status(False)
        except (ApiGone, ApiError):
            return

    async def _create(self) -> None:
        content = node_object(self._facts)
        try:
            await self._api.create("/api/v1/nodes", content)
        except ApiError as error:
            if error.status != CONFLICT:
                raise
            await self._api.patch(f"/api/v1/nodes/{self._facts.name}", {"metadata": content["metadata"]})

    async def _patch_status(self, ready: bool) -> None:
        status = node_status(self._facts, ready, self._clock.now(), self._since)
        await self._api.patch(f"/api/v1/nodes/{self._facts.name}/status", {"status": status})

    async def _renew(self) -> None:
        path = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"
        spec: dict[str, Any] = {
            "holderIdentity": self._facts.name,
            "leaseDurationSeconds": LEASE_SECONDS,
            "renewTime": to_microsecond(self._clock.now()),
        }
        try:
            await self._api.patch(f"{path}/{self._facts.name}", {"spec": spec})
        except ApiError as error:
            if error.status != NOT_FOUND:
                raise
            metadata = {"name": self._facts.name, "namespace": "kube-node-lease"}
            content = {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": metadata, "spec": spec}
            await self._api.create(path, content)
