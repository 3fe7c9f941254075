"""How a cloud is run from outside: a key, its doors, and when to stop. Not a part of Azure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from aksess.cloud.resources.origin import Origin
    from aksess.processes import Process


class NotAdministered(Exception):
    """The cloud has no server that could do this. code: ``"NotServed"``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class OpenListener(Protocol):
    """An open door, as much of it as its keeper shows."""

    origin: Origin
    port: int


class ListenerRegistry(Protocol):
    """Who opens the doors of one cloud: its server."""

    @property
    def doors(self) -> Sequence[OpenListener]:
        """Those that are open."""
        ...

    async def open(self, origin: Origin, environment: Mapping[str, str], owner: Process) -> OpenListener:
        """A new door on loopback. environment: whose proxy settings it follows; it closes when its owner ends."""
        ...

    def close(self, port: int) -> bool:
        """Close the door of an owner at that port, and every connection through it; whether there was one."""
        ...


class Administration:
    """key: who holds it may ask the control host. doorkeeper: set by the server that serves the cloud."""

    def __init__(self, key: str, started: float) -> None:
        self.key = key
        self.started = started
        self.listeners: ListenerRegistry = _Nobody()
        self.stop: Callable[[], None] = _not_ours

    def __repr__(self) -> str:
        return f"Administration(started={self.started})"


class _Nobody:
    doors: Sequence[OpenListener] = ()

    async def open(self, *_: object) -> OpenListener:
        raise NotAdministered("NotServed", "No server serves this cloud, so it has no proxy listeners.")

    def close(self, *_: object) -> bool:
        return False


def _not_ours() -> None:
    raise NotAdministered("NotStoppable", "This local Azure ends with the program that started it, not on request.")
