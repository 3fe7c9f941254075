"""What every runtime of programs is handed: images, certificates, the user's own environment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aksess.pods.images import Images
from aksess.pods.runtime import Dial, Lookup
from aksess.pods.trust import Trust


def no_names(_name: str) -> tuple[Sequence[str], Sequence[int]]:
    """Look nothing up: the pod stands alone."""
    return (), ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The parts of this machine that containers share.

    images: what an image runs. trust: the certificate files of the local Azure. own: the environment in which the user
    started aksess (PATH and locale of a container come from it). dial: opens a connection inside the cluster's network,
    None where a pod stands alone. lookup: finds names of the cluster. folders: of this machine, which programs see
    read-only. hidden: the folder of the local Azure's state, which no program sees.
    """

    images: Images
    trust: Trust
    own: Mapping[str, str] = field(repr=False)
    dial: Dial | None = None
    lookup: Lookup = no_names
    folders: tuple[Path, ...] = ()
    hidden: Path = Path("/nonexistent")


def base_environment(own: Mapping[str, str], home: str) -> dict[str, str]:
    """Return the variables that an image would set: PATH and locale of this machine, a home of the pod's own."""
    kept = {name: own[name] for name in ("PATH", "LANG", "LC_ALL", "TZ") if own.get(name)}
    return {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", **kept, "HOME": home}
