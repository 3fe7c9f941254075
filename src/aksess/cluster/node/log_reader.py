"""Reads a log file for ``kubectl logs``: last lines, from a time on, with timestamps, up to a number of bytes.

API reference, Pod ``log``. The end of a file is found from behind, so that ``tailLines`` costs what it shows.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from aksess.cluster.node.log_file import LogFile
from aksess.cluster.node.timestamp import parse_time

BLOCK: Final = 64 * 1024


class WrongLogQuery(Exception):
    """A parameter of the request is not valid; the text says which."""


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which part of a log is wanted. -1 stands for no limit; since: Unix seconds."""

    follow: bool = False
    previous: bool = False
    timestamps: bool = False
    tail: int = -1
    limit: int = -1
    since: float = 0.0
    stream: str = "All"

    @classmethod
    def of(cls, query: Mapping[str, str], now: float) -> LogQuery:
        """Read the query of a request.

        Raises:
            WrongLogQuery: a value is not what the API allows.
        """
        try:
            since = parse_time(query["sinceTime"]) if query.get("sinceTime") else 0.0
            if query.get("sinceSeconds"):
                since = now - int(query["sinceSeconds"])
            return cls(
                follow=_flag(query, "follow"),
                previous=_flag(query, "previous"),
                timestamps=_flag(query, "timestamps"),
                tail=int(query.get("tailLines") or -1),
                limit=int(query.get("limitBytes") or -1),
                since=since,
                stream=query.get("stream") or "All",
            )
        except ValueError as error:
            raise WrongLogQuery(f"the query of the log is not valid: {error}") from error


async def read_log(path: Path, query: LogQuery, live: LogFile | None) -> AsyncIterator[bytes]:
    """The log's text, in pieces; with ``follow`` until ``live`` ends.

    Args:
        path: of the file.
        query: which part.
        live: the log that is being written to that file, if it is.
    """
    grown = live.subscribe() if live and query.follow else None
    limit = query.limit
    file: BinaryIO = path.open("rb")
    try:
        file.seek(_tail_offset(file, query.tail) if query.tail >= 0 else 0)
        while limit != 0:
            ended = live is None or live.ended
            for piece in _pieces(file, query):
                kept = piece if limit < 0 else piece[:limit]
                limit -= len(kept) if limit > 0 else 0
                yield kept
                if limit == 0:
                    return
            if grown is None or ended:
                return
            file = _reopened(file, path)
            await grown.wait()
            grown.clear()
            await asyncio.sleep(0)
    finally:
        file.close()
        if live and grown:
            live.unsubscribe(grown)


def _pieces(file: BinaryIO, query: LogQuery) -> Iterator[bytes]:
    """The text of the whole records from here on, joined to blocks."""
    out = bytearray()
    while line := file.readline():
        if not line.endswith(b"\n"):
            file.seek(-len(line), os.SEEK_CUR)
            break
        out += _shown(line, query)
        if len(out) >= BLOCK:
            yield bytes(out)
            out.clear()
    if out:
        yield bytes(out)


def _shown(record: bytes, query: LogQuery) -> bytes:
    stamp, _, rest = record.partition(b" ")
    stream, _, rest = rest.partition(b" ")
    tag, _, text = rest.partition(b" ")
    if query.stream != "All" and query.stream.lower().encode() != stream:
        return b""
    if query.since and parse_time(stamp.decode("ascii", "replace")) < query.since:
        return b""
    shown = text[:-1] if tag == b"P" else text
    return stamp + b" " + shown if query.timestamps else shown


def _tail_offset(file: BinaryIO, lines: int) -> int:
    """The offset at which the last ``lines`` lines begin."""
    position = end = file.seek(0, os.SEEK_END)
    if lines == 0:
        return end
    found = 0
    while position > 0:
        size = min(BLOCK, position)
        position -= size
        file.seek(position)
        block = file.read(size)
        at = len(block)
        while (at := block.rfind(b"\n", 0, at)) >= 0:
            if position + at + 1 < end:
                found += 1
                if found == lines:
                    return position + at + 1
    return 0


def _reopened(file: BinaryIO, path: Path) -> BinaryIO:
    """The file that has that name now: a long log is begun anew."""
    try:
        if path.stat().st_ino == os.fstat(file.fileno()).st_ino:
            return file
        fresh = path.open("rb")
    except FileNotFoundError:
        return file
    file.close()
    return fresh


def _flag(query: Mapping[str, str], name: str) -> bool:
    return query.get(name, "") in ("true", "1")
