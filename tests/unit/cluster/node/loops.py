"""Tests that are coroutines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import ParamSpec

P = ParamSpec("P")
# Steps of the loop before something that ought to happen is taken for missing.
STEPS = 2000


def in_loop(test: Callable[P, Coroutine[None, None, None]]) -> Callable[P, None]:
    """Run a test in a loop of its own."""

    @wraps(test)
    def run(*arguments: P.args, **named: P.kwargs) -> None:
        asyncio.run(test(*arguments, **named))

    return run


async def until(happened: Callable[[], object]) -> None:
    """Let the loop go on until something has happened."""
    for step in range(STEPS):
        if happened():
            return
        # Work in threads and sockets needs the machine's time.
        await asyncio.sleep(0 if step < STEPS // 2 else 0.002)
    raise AssertionError("it has not happened")
