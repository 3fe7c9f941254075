"""Environment variables for the Services of a pod's namespace, in the format of Docker links.

Kubernetes documentation, "Discovering services": Environment variables. Service ``kubernetes`` of namespace
``default`` is always included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedPort:
    """A port of a Service. name: empty for the only one."""

    name: str
    port: int
    protocol: str


@dataclass(frozen=True, slots=True)
class ServiceAddress:
    """A Service that has a ClusterIP."""

    namespace: str
    name: str
    address: str
    ports: tuple[NamedPort, ...]


def service_variables(services: Iterable[ServiceAddress], namespace: str, links: bool) -> dict[str, str]:
    """The variables for a container.

    Args:
        services: every Service that has a ClusterIP.
        namespace: of the pod.
        links: the pod's ``enableServiceLinks``; without it, only ``kubernetes`` of ``default`` is included.
    """
    chosen = {each.name: each for each in services if (each.namespace, each.name) == ("default", "kubernetes")}
    if links:
        chosen |= {each.name: each for each in services if each.namespace == namespace}
    return {name: value for each in chosen.values() for name, value in _variables(each)}


def _variables(service: ServiceAddress) -> Iterator[tuple[str, str]]:
    if not service.ports:
        return
    prefix = service.name.upper().replace("-", "_")
    first = service.ports[0]
    yield f"{prefix}_SERVICE_HOST", service.address
    yield f"{prefix}_SERVICE_PORT", str(first.port)
    for port in service.ports:
        if port.name:
            yield f"{prefix}_SERVICE_PORT_{port.name.upper().replace('-', '_')}", str(port.port)
    yield f"{prefix}_PORT", f"{first.protocol.lower()}://{service.address}:{first.port}"
    for port in service.ports:
        stem = f"{prefix}_PORT_{port.port}_{port.protocol}"
        yield stem, f"{port.protocol.lower()}://{service.address}:{port.port}"
        yield f"{stem}_PROTO", port.protocol.lower()
        yield f"{stem}_PORT", str(port.port)
        yield f"{stem}_ADDR", service.address
