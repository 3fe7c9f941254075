"""Downloads as a person sees them: a bar, and an end in one sentence."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aksess.cli import say
from aksess.cli.exits import CommandFailed
from aksess.cluster.errors import ClusterError

if TYPE_CHECKING:
    from aksess.cluster.fetch import Fetched

WIDTH: Final = 30
MEGABYTE: Final = 1_000_000


def fetch_into(version: str, mirror: str, cache: Path, progress: Callable[[str, int, int], None]) -> Fetched:
    """Download the programs of a control plane.

    Raises:
        CommandFailed: A download failed, or its checksum is wrong.
    """
    from aksess.cluster.fetch import fetch
    from aksess.cluster.releases import Platform, Releases

    try:
        here = Platform.of(sys.platform, platform.machine())
        return fetch(version, cache, Releases(mirror), here, progress)
    except ClusterError as error:
        raise CommandFailed(error.message, error.hint) from error


def progress_bar(name: str, done: int, size: int) -> None:
    """One program's bar, at a terminal."""
    say.progress(bar(name, done, size))


def bar(name: str, done: int, size: int) -> str:
    """``kube-apiserver  ████······  12 of 90 MB``; without a size, what is there alone."""
    if not size:
        return f"{name:24} {done // MEGABYTE} MB"
    full = WIDTH * done // size
    return f"{name:24} {'█' * full}{'·' * (WIDTH - full)} {done // MEGABYTE} of {size // MEGABYTE} MB"
