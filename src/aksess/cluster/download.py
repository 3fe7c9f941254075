"""One file over HTTP: it goes on where the last try ended, and counts only with its published SHA-256."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import httpx

from aksess.cluster.errors import FetchFailed

# How often a connection that is cut is opened again.
TRIES: Final = 5

# Called with the octets that are there, and how many there will be (0 where the server does not say).
Progress = Callable[[int, int], None]


def read_text(client: httpx.Client, url: str) -> str:
    """A small text. Raises FetchFailed."""
    try:
        reply = client.get(url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unreachable(url, error) from error
    if reply.status_code != httpx.codes.OK:
        raise _refused(url, reply.status_code)
    return reply.text


def download(client: httpx.Client, url: str, sha256: str, to: Path, progress: Progress) -> None:
    """Put the content of ``url`` into ``to``.

    Args:
        client: follows redirects.
        url: of the file.
        sha256: its published checksum, in hexadecimal.
        to: what was downloaded before is beside it, with ``.part`` at its end.
        progress: told how far it is.

    Raises:
        FetchFailed: the server refuses, the connection is cut too often, the checksum is another, the disk is full.
    """
    part = to.with_name(f"{to.name}.part")
    resumed = part.exists() and part.stat().st_size > 0
    _read_all(client, url, part, progress)
    if _digest(part) != sha256 and resumed:
        # What was there from an earlier try was of another file, or damaged.
        part.unlink()
        _read_all(client, url, part, progress)
    found = _digest(part)
    if found != sha256:
        part.unlink()
        raise FetchFailed(
            f"{url} has the SHA-256 {found}, expected {sha256} as published: the file was thrown away.",
            "try again; if it stays so, the mirror or a proxy on the way changes files",
        )
    part.replace(to)


def _read_all(client: httpx.Client, url: str, part: Path, progress: Progress) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            _read(client, url, part, progress)
            return
        except httpx.TransportError as error:
            if attempt == TRIES:
                raise _cut(url, part, error) from error
        except httpx.InvalidURL as error:
            raise _unreachable(url, error) from error
        except OSError as error:
            raise _not_written(part, error) from error


def _read(client: httpx.Client, url: str, part: Path, progress: Progress) -> None:
    done = part.stat().st_size if part.exists() else 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={done}-"} if done else {})
    with client.stream("GET", url, headers=headers) as reply:
        if reply.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            # All of it is there already; the checksum says whether it is the right one.
            return
        if reply.status_code not in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
            raise _refused(url, reply.status_code)
        if reply.status_code == httpx.codes.OK:
            done = 0
        length = int(reply.headers.get("Content-Length") or 0)
        size = done + length if length else 0
        with part.open("ab" if done else "wb") as file:
            for chunk in reply.iter_raw():
                file.write(chunk)
                done += len(chunk)
                progress(done, size)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refused(url: str, status: int) -> FetchFailed:
    return FetchFailed(f"{url} answered {status}, expected 200.", "check the version, or give another --mirror URL")


def _unreachable(url: str, error: Exception) -> FetchFailed:
    return FetchFailed(f"{url} cannot be reached: {error}.", "check the network, HTTPS_PROXY, or --mirror URL")


def _cut(url: str, part: Path, error: Exception) -> FetchFailed:
    done = part.stat().st_size if part.exists() else 0
    if not done:
        return _unreachable(url, error)
    return FetchFailed(
        f"{url} was cut off {TRIES} times, after {done} octets: {str(error) or type(error).__name__}.",
        "the same command goes on from there",
    )


def _not_written(part: Path, error: OSError) -> FetchFailed:
    if error.errno == errno.ENOSPC:
        return FetchFailed(
            f"The disk of {part.parent} is full.", "free 600 MB, or set XDG_CACHE_HOME to a folder on another disk"
        )
    return FetchFailed(f"{part} cannot be written: {error.strerror}.", "set XDG_CACHE_HOME to another folder")
