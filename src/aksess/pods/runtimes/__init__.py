"""The ways to run a container on this machine. One behaviour; ``choose_runtime`` takes the strongest that works."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aksess.pods.images import Images
from aksess.pods.runtime import Dial, Lookup, Runtime
from aksess.pods.runtimes.gateway_process import unavailable
from aksess.pods.runtimes.process import ProcessRuntime
from aksess.pods.runtimes.surroundings import Surroundings, no_names
from aksess.pods.runtimes.user_namespace import UserNamespaceRuntime
from aksess.pods.trust import trust

# The name of a runtime that the user asks for, in the environment.
WANTED = "AKSESS_POD_RUNTIME"


def _silent(_line: str) -> None:
    """Drop the line."""


@dataclass(frozen=True, slots=True)
class RuntimeOptions:
    """What a runtime is chosen and made with.

    Attributes:
        environment: the user's.
        state: folder of the local Azure's state; ``ca/root.pem`` is its root certificate.
        dial: opens a connection to a Service or pod of the cluster, by name or address; None where a pod stands alone.
        lookup: finds names of the cluster.
        images: the command that stands in for an image, by its name.
        folders: of this machine, which programs may read.
        log: writes a line to the node's log.
        scratch: folder with a short path for Unix sockets, removed by whoever made it; None for one of the system's.
    """

    environment: Mapping[str, str] = field(repr=False)
    state: Path
    dial: Dial | None = None
    lookup: Lookup = no_names
    images: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()
    log: Callable[[str], None] = _silent
    scratch: Path | None = None


async def choose_runtime(options: RuntimeOptions) -> Runtime:
    """Return the strongest runtime that works here, or the one that AKSESS_POD_RUNTIME names; the log says why."""
    around = Surroundings(
        images=Images(options.images),
        trust=trust(options.state / "ca" / "root.pem", options.environment),
        own=options.environment,
        dial=options.dial,
        lookup=options.lookup,
        folders=options.folders,
        hidden=options.state,
    )
    if options.environment.get(WANTED) == ProcessRuntime.name:
        return ProcessRuntime(around)
    why = await unavailable()
    if why:
        options.log(f"containers are plain processes, because user namespaces cannot be used here: {why}")
        return ProcessRuntime(around)
    # The path of a Unix socket has 107 octets at most (unix(7)): a folder of its own, below the shortest that there is.
    return UserNamespaceRuntime(around, Path(tempfile.mkdtemp(prefix="aksess-node-", dir=options.scratch)))
