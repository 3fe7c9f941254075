"""The ways to run a container on this machine. One behaviour; ``choose_runtime`` takes the strongest that works."""

from __future__ import annotations

from pathlib import Path

from aksess.pods.runtime import Runtime
from aksess.pods.runtimes.gateway_process import unavailable
from aksess.pods.runtimes.process import ProcessRuntime
from aksess.pods.runtimes.surroundings import Surroundings
from aksess.pods.runtimes.user_namespace import UserNamespaceRuntime


async def choose_runtime(around: Surroundings, folder: Path, wanted: str = "") -> tuple[Runtime, str]:
    """Return a runtime, and why a stronger one was not taken (empty if it is the strongest).

    Args:
        around: what containers share.
        folder: for the runtime's sockets; its path must be short (unix(7): 107 octets for a socket).
        wanted: ``"user-namespace"`` or ``"process"``; empty for the strongest that works here.
    """
    if wanted == ProcessRuntime.name:
        return ProcessRuntime(around), ""
    why = await unavailable()
    if not why:
        return UserNamespaceRuntime(around, folder), ""
    return ProcessRuntime(around), f"user namespaces cannot be used here ({why}): containers are plain processes"
