"""Copies bytes between two pairs of streams until both directions have ended."""

from __future__ import annotations

import asyncio
import contextlib

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
PIECE = 64 * 1024


async def splice(one: Streams, other: Streams) -> None:
    """Copy both ways; a half-close is passed on. Both writers are closed at the end."""
    try:
        await asyncio.gather(_copy(one[0], other[1]), _copy(other[0], one[1]))
    except (OSError, asyncio.IncompleteReadError):
        # One side was reset: the other must learn of it.
        for _, writer in (one, other):
            writer.transport.abort()
    finally:
        for _, writer in (one, other):
            with contextlib.suppress(OSError):
                writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(PIECE):
        writer.write(piece)
        await writer.drain()
    if writer.can_write_eof():
        with contextlib.suppress(OSError):
            writer.write_eof()
