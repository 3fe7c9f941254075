"""``aksess demo``."""

from __future__ import annotations

import time


def demo() -> None:
    """The whole story on this machine: a pod's program reads a secret, then is refused, one broken link at a time.

    It needs no Azure, no Docker and no configuration, and leaves nothing behind.
    """
    began = time.monotonic()
    from aksess.cli.demo.story import play

    play(began)
