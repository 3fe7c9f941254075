"""The collaborators that all pods of a node share, and the folders of a pod."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aksess.clock import Clock
from aksess.cluster.node.api_client import ApiClient
from aksess.cluster.node.events import Events
from aksess.cluster.node.fields import Surroundings
from aksess.cluster.node.object_cache import ObjectCache
from aksess.cluster.node.service_variables import ServiceAddress
from aksess.cluster.node.tokens import Tokens
from aksess.pods.runtime import Runtime


class Listeners(Protocol):
    """Opens a proxy listener of the local Azure for each pod."""

    async def open(self, name: str) -> int:
        """Its port on loopback. Raises CannotRun."""
        ...

    async def close(self, port: int) -> None:
        """Close it."""
        ...


@dataclass(frozen=True, slots=True)
class NodeServices:
    """The collaborators that the pods of a node share.

    Attributes:
        root: the folder that holds a folder for each pod.
        dns_domain: of the cluster, for search domains.
        addresses: the Services that have a ClusterIP, as they are now.
        log: writes a line to the node's own log.
    """

    api: ApiClient
    clock: Clock
    runtime: Runtime
    events: Events
    objects: ObjectCache
    tokens: Tokens
    listeners: Listeners
    root: Path
    node_name: str
    host_ip: str
    allocatable: Mapping[str, str]
    addresses: Callable[[], list[ServiceAddress]]
    log: Callable[[str], None]
    dns_domain: str = "cluster.local"

    def surroundings(self, pod_ip: str) -> Surroundings:
        """The surroundings of a pod with that address."""
        return Surroundings(self.node_name, self.host_ip, pod_ip, self.allocatable)

    def folder(self, uid: str) -> Path:
        """The folder of a pod."""
        return self.root / uid


def log_path(folder: Path, container: str, restarts: int) -> Path:
    """The log of one run of a container, in the folder of its pod."""
    return folder / "logs" / container / f"{restarts}.log"
