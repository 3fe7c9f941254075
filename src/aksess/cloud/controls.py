"""How a cloud is run from outside: a key, its doors, and when to stop. Not a part of Azure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from aksess.cloud.fault import Fault

if TYPE_CHECKING:
    from aksess.cloud.call import Origin
    from aksess.cloud.edge.door import Door
    from aksess.cloud.edge.route import Upstream
    from aksess.cloud.local import Cloud
    from aksess.cloud.processes import Process


class Doorkeeper(Protocol):
    """Who opens doors: the server."""

    @property
    def doors(self) -> list[Door]:
        """Every open door, of every cloud."""
        ...

    async def open_door(
        self,
        cloud: Cloud,
        origin: Origin,
        port: int = 0,
        upstream: Upstream | None = None,
        owner: Process | None = None,
    ) -> Door:
        """A new door on loopback."""
        ...

    def close_door(self, door: Door) -> None:
        """Close it and every connection through it."""
        ...


class Controls:
    """key: who holds it may ask the control host. doorkeeper: set by the server that serves the cloud."""

    def __init__(self, key: str, started: float) -> None:
        self.key = key
        self.started = started
        self.doorkeeper: Doorkeeper = _Nobody()
        self.stop: Callable[[], None] = _not_ours

    def __repr__(self) -> str:
        return f"Controls(started={self.started})"


class _Nobody:
    @property
    def doors(self) -> list[Door]:
        return []

    async def open_door(self, *_: object, **__: object) -> Door:
        raise Fault(409, "NotServed", "No server serves this cloud, so it has no doors.")

    def close_door(self, door: Door) -> None:
        raise Fault(409, "NotServed", f"No server serves this cloud, so door {door.port} is not open.")


def _not_ours() -> None:
    raise Fault(409, "NotStoppable", "This local Azure ends with the program that started it, not on request.")
