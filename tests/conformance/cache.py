"""What is fetched or built once for these tests, outside of the source tree."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "aksess"


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process at a time on this machine. lock: a file, made where it is not there, in a folder that is."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
