"""Services of type LoadBalancer: each gets an address of this machine, where its ports lead to its ready pods.

Kubernetes documentation, "Service", type LoadBalancer. A port below 1024 needs root on most machines: there the Service
answers at its node port, and an event says so.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any

from aksess.cluster.announcer import Announcer
from aksess.cluster.api import Api
from aksess.cluster.connect import Dial, NoRoute, splice
from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.front_address import FrontAddress, address_for

Json = dict[str, Any]
Key = tuple[str, str]


class LoadBalancers:
    """Those of one cluster. dial: opens connections into the cluster; cluster: its ARM id."""

    def __init__(self, api: Api, dial: Dial, announcer: Announcer, cluster: str) -> None:
        self._api = api
        self._dial = dial
        self._announcer = announcer
        self._cluster = cluster
        self._fronts: dict[Key, FrontAddress] = {}
        self._wanted: dict[Key, Json] = {}
        self._work: asyncio.Queue[Key] = asyncio.Queue()
        # What an event has said already: a port is tried again at every change of its Service.
        self._said: set[str] = set()

    def listed(self, services: list[Json]) -> None:
        """All Services that there are."""
        there = {_key(each) for each in services}
        for gone in set(self._wanted) - there:
            self._forget(gone)
        for each in services:
            # Objects in a list do not say what they are.
            self.put({"apiVersion": "v1", "kind": "Service", **each})

    def put(self, service: Json) -> None:
        """A Service was added or changed."""
        key = _key(service)
        if service["spec"].get("type") == "LoadBalancer":
            self._wanted[key] = service
            self._work.put_nowait(key)
        elif key in self._wanted:
            self._forget(key)

    def deleted(self, service: Json) -> None:
        """A Service is gone."""
        if _key(service) in self._wanted:
            self._forget(_key(service))

    async def run(self) -> None:
        """Open and close ports until cancelled."""
        while True:
            key = await self._work.get()
            service = self._wanted.get(key)
            if service is None:
                await self._close(key)
            else:
                await self._ensure(key, service)

    async def close(self) -> None:
        """Close all of them."""
        for key in list(self._fronts):
            await self._close(key)

    def _forget(self, key: Key) -> None:
        self._wanted.pop(key, None)
        self._work.put_nowait(key)

    async def _close(self, key: Key) -> None:
        front = self._fronts.pop(key, None)
        if front is not None:
            await front.close()

    async def _ensure(self, key: Key, service: Json) -> None:
        front = self._fronts.setdefault(key, FrontAddress(address_for(self._cluster, *key)))
        ports = service["spec"].get("ports") or []
        wanted = {number for port in ports for number in (port["port"], port.get("nodePort")) if number}
        for port in front.ports - wanted:
            front.forget(port)
        for port in ports:
            await self._open(front, service, port)
        ingress = [{"ip": front.address}]
        if ((service.get("status") or {}).get("loadBalancer") or {}).get("ingress") == ingress:
            return
        path = f"/api/v1/namespaces/{key[0]}/services/{key[1]}/status"
        with suppress(ApiError, ApiGone):
            await self._api.patch(path, {"status": {"loadBalancer": {"ingress": ingress}}})
        await self._announcer.say(service, "Normal", "EnsuredLoadBalancer", f"Answers at {front.address}")

    async def _open(self, front: FrontAddress, service: Json, port: Json) -> None:
        node_port = port.get("nodePort")
        serve = partial(self._serve, host=service["spec"]["clusterIP"], port=port["port"])
        for number in (port["port"], node_port):
            if not number or number in front.ports:
                continue
            try:
                await front.listen(number, serve)
            except OSError as error:
                why = "needs root" if isinstance(error, PermissionError) else f"cannot be opened ({error.strerror})"
                instead = f": the Service answers at {front.address}:{node_port}" if node_port != number else ""
                message = f"Port {number} of {front.address} {why}{instead}"
                if message not in self._said:
                    self._said.add(message)
                    await self._announcer.say(service, "Warning", "SyncLoadBalancerFailed", message)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, port: int) -> None:
        try:
            far = await self._dial(host, port)
        except NoRoute:
            # As a load balancer with no healthy backend: the connection is reset.
            writer.transport.abort()
            return
        try:
            await splice((reader, writer), far)
        finally:
            far[1].close()


def _key(each: Json) -> Key:
    return each["metadata"]["namespace"], each["metadata"]["name"]
