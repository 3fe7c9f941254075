"""The cluster network as a table: what an address or a name in the cluster leads to.

Fed by watches of Services and EndpointSlices, as kube-proxy and CoreDNS are; nothing here opens a connection.
Kubernetes documentation, "Virtual IPs and Service Proxies" and "DNS for Services and Pods".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

DOMAIN: Final = "cluster.local"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A port of a pod, or of something else that an EndpointSlice names. address: an IP."""

    address: str
    port: int


@dataclass(frozen=True, slots=True)
class ServiceKey:
    """A Service."""

    namespace: str
    name: str


@dataclass(frozen=True, slots=True)
class ServicePort:
    """A port of a Service. name: empty for the only one."""

    name: str
    port: int


@dataclass(frozen=True, slots=True)
class Service:
    """A Service as the network sees it. cluster_ip: ``None`` for a headless one; external: of ExternalName."""

    key: ServiceKey
    cluster_ip: str
    ports: tuple[ServicePort, ...]
    addresses: tuple[str, ...] = ()
    external: str = ""
    unready: bool = False


@dataclass(frozen=True, slots=True)
class _Slice:
    service: ServiceKey
    ports: Mapping[str, int]
    ready: tuple[str, ...]
    hostnames: Mapping[str, str]


class Unknown(Exception):
    """Nothing in the cluster has that address or name, or it has no endpoint; the text says which."""


class Network:
    """Services and their endpoints."""

    def __init__(self) -> None:
        self._services: dict[ServiceKey, Service] = {}
        self._by_address: dict[str, ServiceKey] = {}
        self._slices: dict[tuple[str, str], _Slice] = {}
        self._of_service: defaultdict[ServiceKey, set[tuple[str, str]]] = defaultdict(set)
        self._turn: defaultdict[tuple[ServiceKey, str], int] = defaultdict(int)

    def put_service(self, service: Json) -> None:
        """A Service was added or changed."""
        seen = read_service(service)
        self.delete_service(seen.key)
        self._services[seen.key] = seen
        for address in (seen.cluster_ip, *seen.addresses):
            if address and address != "None":
                self._by_address[address] = seen.key

    def delete_service(self, key: ServiceKey) -> None:
        """A Service is gone."""
        before = self._services.pop(key, None)
        for address in (before.cluster_ip, *before.addresses) if before else ():
            self._by_address.pop(address, None)

    def put_slice(self, each: Json) -> None:
        """An EndpointSlice was added or changed."""
        identity = _identity(each)
        self.delete_slice(identity)
        seen = _read_slice(each)
        if seen is not None:
            self._slices[identity] = seen
            self._of_service[seen.service].add(identity)

    def delete_slice(self, identity: tuple[str, str]) -> None:
        """An EndpointSlice, by namespace and name, is gone."""
        before = self._slices.pop(identity, None)
        if before is not None:
            self._of_service[before.service].discard(identity)

    def replace_services(self, every: Iterable[Json]) -> None:
        """These are all Services there are."""
        self._services.clear()
        self._by_address.clear()
        for each in every:
            self.put_service(each)

    def replace_slices(self, every: Iterable[Json]) -> None:
        """These are all EndpointSlices there are."""
        self._slices.clear()
        self._of_service.clear()
        for each in every:
            self.put_slice(each)

    def service_at(self, address: str) -> Service | None:
        """The Service of a ClusterIP, or of an address of its load balancer."""
        key = self._by_address.get(address)
        return self._services.get(key) if key else None

    def service_named(self, host: str, namespace: str = "default") -> Service | None:
        """The Service of a name: ``svc`` in the given namespace, ``svc.ns``, ``svc.ns.svc.cluster.local``."""
        labels = host.lower().rstrip(".").removesuffix(f".{DOMAIN}").removesuffix(".svc").split(".")
        if len(labels) == 1:
            labels.append(namespace)
        return self._services.get(ServiceKey(labels[1], labels[0])) if len(labels) == 2 else None

    def endpoint(self, service: Service, port: int) -> Endpoint:
        """The next endpoint for a port of a Service, in turn. Raises Unknown."""
        found = next((each for each in service.ports if each.port == port), None)
        name = f"{service.key.namespace}/{service.key.name}"
        if found is None:
            ports = ", ".join(str(each.port) for each in service.ports) or "none"
            raise Unknown(f"Service {name} has no port {port}; its ports are {ports}")
        every = self._endpoints(service.key, found.name)
        if not every:
            raise Unknown(f"Service {name} has no ready endpoint")
        turn = self._turn[service.key, found.name]
        self._turn[service.key, found.name] = turn + 1
        return every[turn % len(every)]

    def addresses(self, service: Service, hostname: str = "") -> list[str]:
        """What DNS answers for a Service: its ClusterIP, or the addresses of a headless one's ready pods."""
        if service.cluster_ip != "None":
            return [service.cluster_ip] if service.cluster_ip else []
        found: dict[str, None] = {}
        for identity in sorted(self._of_service[service.key]):
            each = self._slices[identity]
            if hostname:
                found.update(dict.fromkeys([each.hostnames[hostname]] if hostname in each.hostnames else []))
            else:
                found.update(dict.fromkeys(each.ready))
        return list(found)

    def _endpoints(self, key: ServiceKey, port: str) -> list[Endpoint]:
        return [
            Endpoint(address, each.ports[port])
            for identity in sorted(self._of_service[key])
            if port in (each := self._slices[identity]).ports
            for address in each.ready
        ]


def read_service(service: Json) -> Service:
    """A Service of the API, as the network sees it."""
    metadata, spec = service["metadata"], service.get("spec") or {}
    balancer = (service.get("status") or {}).get("loadBalancer") or {}
    addresses = [
        *(spec.get("externalIPs") or ()),
        *(each["ip"] for each in balancer.get("ingress") or () if "ip" in each),
    ]
    return Service(
        key=ServiceKey(metadata["namespace"], metadata["name"]),
        cluster_ip=spec.get("clusterIP") or "",
        ports=tuple(ServicePort(each.get("name") or "", each["port"]) for each in spec.get("ports") or ()),
        addresses=tuple(addresses),
        external=spec.get("externalName") or "",
        unready=bool(spec.get("publishNotReadyAddresses")),
    )


def _read_slice(each: Json) -> _Slice | None:
    metadata = each["metadata"]
    service = (metadata.get("labels") or {}).get("kubernetes.io/service-name")
    if not service or each.get("addressType") == "IPv6":
        return None
    ready: list[str] = []
    hostnames: dict[str, str] = {}
    for endpoint in each.get("endpoints") or ():
        conditions = endpoint.get("conditions") or {}
        # discovery.k8s.io/v1: a condition that is not there counts as ready.
        if conditions.get("ready", True):
            ready.extend(endpoint["addresses"])
            if endpoint.get("hostname"):
                hostnames[endpoint["hostname"]] = endpoint["addresses"][0]
    ports = {port.get("name") or "": port["port"] for port in each.get("ports") or () if port.get("port")}
    return _Slice(ServiceKey(metadata["namespace"], service), ports, tuple(ready), hostnames)


def _identity(each: Json) -> tuple[str, str]:
    return each["metadata"]["namespace"], each["metadata"]["name"]
