"""``aksess cluster fetch``: the programs of a control plane, from the official releases into the user's cache."""

from __future__ import annotations

import fcntl
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from aksess.cluster.binaries import PROGRAMS
from aksess.cluster.download import download, read_text
from aksess.cluster.errors import FetchFailed
from aksess.cluster.releases import Download, Platform, Releases, checksum_in
from aksess.cluster.versions import Version

# Seconds without an octet.
PATIENCE: Final = 30.0

# Called with the program's name, the octets that are there, and how many there will be (0: unknown).
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where the programs are now. fresh: whether they were downloaded just now."""

    version: Version
    folder: Path
    fresh: bool


def fetch(asked: str, cache: Path, releases: Releases, platform: Platform, progress: Progress) -> Fetched:
    """Have the programs of a version in the cache.

    Args:
        asked: ``1.33.6``; ``1.33`` for its newest patch; empty for the newest of all.
        cache: a folder for each version is in it.
        releases: where they are downloaded from.
        platform: for which machine.
        progress: told how far each program is.

    Raises:
        FetchFailed: a download failed; what is there of it is kept, and the next call goes on with it.
        OSError: the cache cannot be written.
    """
    timeout = httpx.Timeout(PATIENCE)
    with httpx.Client(follow_redirects=True, timeout=timeout) as client:
        version = _version(client, asked, releases)
        folder = cache / str(version)
        cache.mkdir(parents=True, exist_ok=True)
        with _alone(cache):
            if all((folder / name).exists() for name in PROGRAMS):
                return Fetched(version, folder, fresh=False)
            draft = cache / f"{version}.part"
            draft.mkdir(exist_ok=True)
            for each in releases.downloads(version, platform):
                _one(client, each, draft, progress)
            shutil.rmtree(folder, ignore_errors=True)
            draft.replace(folder)
    return Fetched(version, folder, fresh=True)


def _version(client: httpx.Client, asked: str, releases: Releases) -> Version:
    wanted = asked.removeprefix("v")
    parts = wanted.split(".") if wanted else []
    if len(parts) not in (0, 2, 3) or not all(part.isdecimal() for part in parts):
        raise FetchFailed(f"{asked!r} is not a version of Kubernetes: expected one like 1.33 or 1.33.6.")
    text = wanted if len(parts) == 3 else read_text(client, releases.newest(wanted))
    version = Version.found_in(text)
    if version is None:
        raise FetchFailed(f"{releases.newest(wanted)} names no version: found {text[:60]!r}.")
    return version


def _one(client: httpx.Client, each: Download, folder: Path, progress: Progress) -> None:
    program = folder / each.name
    if program.exists():
        return
    expected = checksum_in(read_text(client, each.checksum_url), each.file)
    file = folder / each.file if each.member else folder / f"{each.name}.download"
    download(client, each.url, expected, file, lambda done, size: progress(each.name, done, size))
    if each.member:
        _extract(file, each.member, folder / f"{each.name}.download")
        file.unlink()
    draft = folder / f"{each.name}.download"
    draft.chmod(0o755)
    draft.replace(program)


def _extract(archive: Path, member: str, to: Path) -> None:
    with tarfile.open(archive) as opened:
        try:
            content = opened.extractfile(member)
        except KeyError:
            content = None
        if content is None:
            raise FetchFailed(f"{archive.name} holds no {member}.", "give another --mirror URL")
        with content, to.open("wb") as file:
            shutil.copyfileobj(content, file)


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """One download at a time: a second one waits, and then finds what the first one brought."""
    with (cache / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
