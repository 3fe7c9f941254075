"""The administration of one cloud by its control host: the key, the listeners, the clusters, the stop.

Not part of Azure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from aksess.cloud.resources.origin import Origin
    from aksess.processes import Process
    from aksess.wire.cluster import ClusterStarted, StartCluster


class NotAdministered(Exception):
    """The cloud has no server that could do this. code: ``"NotServed"``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class OpenListener(Protocol):
    """An open proxy listener."""

    origin: Origin
    port: int


class ListenerRegistry(Protocol):
    """Opens and closes the listeners of one cloud: its server."""

    @property
    def listeners(self) -> Sequence[OpenListener]:
        """The open listeners."""
        ...

    async def open(self, origin: Origin, environment: Mapping[str, str], owner: Process) -> OpenListener:
        """Open a listener on loopback.

        environment: of the program, with its proxy settings. It closes when its owner ends.
        """
        ...

    def close(self, port: int) -> bool:
        """Close the listener of an owner at that port, and its connections. Returns whether there was one."""
        ...


class ClusterRunner(Protocol):
    """Who runs the API servers of one cloud's clusters, in processes beside this one."""

    async def address(self, host: str) -> tuple[str, int]:
        """Where the API server of that name listens on loopback; it is started first where it does not run.

        Raises NotAdministered.
        """
        ...

    async def start(self, cluster_id: str, asked: StartCluster) -> ClusterStarted:
        """Start a cluster's control plane and wait until it is ready. Raises NotAdministered."""
        ...

    async def stop(self, cluster_id: str) -> bool:
        """End it, and do not start it with the cloud any more; whether it ran."""
        ...

    def resume(self, cluster_id: str) -> None:
        """Start a cluster in the background that ran when it was stopped."""
        ...

    def port(self, cluster_id: str) -> int:
        """The port of the API server on loopback, 0 where it does not run."""
        ...

    async def close(self) -> None:
        """End all of them; those that run now are started again with the cloud."""
        ...


class Administration:
    """key: who holds it may ask the control host. listeners, clusters: set by the server that serves the cloud."""

    def __init__(self, key: str, started: float) -> None:
        self.key = key
        self.started = started
        self.listeners: ListenerRegistry = _NoListeners()
        self.clusters: ClusterRunner = _NoClusters()
        self.stop: Callable[[], None] = _not_stoppable

    def __repr__(self) -> str:
        return f"Administration(started={self.started})"


class _NoListeners:
    listeners: Sequence[OpenListener] = ()

    async def open(self, *_: object) -> OpenListener:
        raise NotAdministered("NotServed", "No server serves this cloud, so it has no proxy listeners.")

    def close(self, *_: object) -> bool:
        return False


class _NoClusters:
    async def address(self, host: str) -> tuple[str, int]:
        raise NotAdministered(
            "NotServed",
            f"{host} is the API server of a local cluster, and no control plane runs beside this local Azure",
        )

    async def start(self, cluster_id: str, asked: StartCluster) -> ClusterStarted:
        raise NotAdministered("NotServed", f"Nothing runs control planes here, so {cluster_id} cannot be started.")

    async def stop(self, cluster_id: str) -> bool:
        return False

    def resume(self, cluster_id: str) -> None:
        return

    def port(self, cluster_id: str) -> int:
        return 0

    async def close(self) -> None:
        return


def _not_stoppable() -> None:
    raise NotAdministered("NotStoppable", "This local Azure ends with the program that started it, not on request.")
