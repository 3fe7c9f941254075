"""The Services of the cluster, reduced to the fields that variables of containers need."""

from __future__ import annotations

from typing import Any

from aksess.cluster.node.service_variables import NamedPort, ServiceAddress

Json = dict[str, Any]


class ServiceTable:
    """Kept by a watch."""

    def __init__(self) -> None:
        self._services: dict[tuple[str, str], ServiceAddress] = {}

    def listed(self, services: list[Json]) -> None:
        """All of them, anew."""
        self._services.clear()
        for each in services:
            self.put(each)

    def put(self, service: Json) -> None:
        """One was added or changed."""
        metadata, spec = service["metadata"], service.get("spec") or {}
        key = (metadata["namespace"], metadata["name"])
        address = spec.get("clusterIP") or ""
        if address in ("", "None"):
            self._services.pop(key, None)
            return
        ports = tuple(
            NamedPort(each.get("name") or "", each["port"], each.get("protocol") or "TCP")
            for each in spec.get("ports") or ()
        )
        self._services[key] = ServiceAddress(*key, address, ports)

    def deleted(self, service: Json) -> None:
        """One is gone."""
        self._services.pop((service["metadata"]["namespace"], service["metadata"]["name"]), None)

    def lookup(self, host: str) -> tuple[list[str], list[int]]:
        """Return the ClusterIP and ports of a Service, ``NAME.NAMESPACE.svc.cluster.local``; empty for none."""
        name, _, rest = host.partition(".")
        namespace, _, domain = rest.partition(".")
        found = self._services.get((namespace, name)) if domain.startswith("svc.") else None
        return ([found.address], [port.port for port in found.ports]) if found else ([], [])

    def addresses(self) -> list[ServiceAddress]:
        """Those that have a ClusterIP."""
        return list(self._services.values())
