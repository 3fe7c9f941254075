"""``aksess demo``."""

from __future__ import annotations


def demo() -> None:
    """Run the bundled example: a pod's program reads a secret, then is refused, one broken link at a time.

    It needs no Azure, no Docker and no configuration, and leaves nothing behind.
    """
    from aksess.clock import SystemClock

    # Read before the imports: the demo says how long it took since it was typed.
    clock = SystemClock()
    began = clock.monotonic()
    from aksess.cli.demo.script import run_demo

    run_demo(clock, began)
