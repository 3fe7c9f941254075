"""How a cloud is run from outside: a key, its doors, and when to stop. Not a part of Azure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from aksess.cloud.fault import Fault

if TYPE_CHECKING:
    from aksess.cloud.caller import Origin
    from aksess.cloud.processes import Process


class Doorway(Protocol):
    """An open door, as much of it as its keeper shows."""

    origin: Origin
    port: int


class Doorkeeper(Protocol):
    """Who opens the doors of one cloud: its server."""

    @property
    def doors(self) -> Sequence[Doorway]:
        """Those that are open."""
        ...

    async def open(self, origin: Origin, environment: Mapping[str, str], owner: Process) -> Doorway:
        """A new door on loopback. environment: whose proxy settings it follows; it closes when its owner ends."""
        ...

    def close(self, port: int) -> bool:
        """Close the door of an owner at that port, and every connection through it; whether there was one."""
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
    doors: Sequence[Doorway] = ()

    async def open(self, *_: object) -> Doorway:
        raise Fault(409, "NotServed", "No server serves this cloud, so it has no doors.")

    def close(self, *_: object) -> bool:
        return False


def _not_ours() -> None:
    raise Fault(409, "NotStoppable", "This local Azure ends with the program that started it, not on request.")
