"""The folder of one local Azure, ``.aksess`` of a working directory, and the process that runs in it.

.gitignore     ``*``: the folder ignores itself
state.db       every resource
events.jsonl   every request and its decision
ca/            certificates
az/            the session of ``az login``
ports.json     the loopback ports of the last start
ephemeral/     all of these in place of the above, for as long as ``aksess up --ephemeral`` runs
run.json       the process that runs, 0600: it holds the control host's key
lock           held by the process that runs
up.log         output of the server process
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec

from aksess.cli.exits import USAGE, CommandFailed
from aksess.processes import Process

NAME = ".aksess"


class Running(msgspec.Struct, frozen=True):
    """A local Azure that runs.

    Attributes:
        process: The server process.
        port: Loopback port of the operator's proxy listener.
        key: Key of the control host.
        state: Folder of resources and certificates.
        version: Version of aksess that the server runs.
    """

    process: Process
    port: int
    key: str
    state: str
    version: str

    def __repr__(self) -> str:
        return f"Running(process={self.process}, port={self.port})"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one local Azure, whether it exists or not."""

    folder: Path

    @classmethod
    def at(cls, data: str) -> Home:
        """Return the folder of ``--data DIR``, or of the working directory where ``data`` is empty.

        Raises:
            CommandFailed: that is no text.
        """
        try:
            folder = os.path.abspath(data or NAME)
        except FileNotFoundError:
            raise CommandFailed("The working directory is not there any more.", "go to another one", USAGE) from None
        try:
            folder.encode()
        except UnicodeEncodeError:
            # State, certificates and environment name it as text.
            message = f"The folder's name {folder!r} is not valid UTF-8: other programs could not open it."
            raise CommandFailed(message, "give another folder with --data DIR", USAGE) from None
        return cls(Path(folder))

    @classmethod
    def nearest(cls, data: str) -> Home:
        """As ``at``; without ``--data``, that of the nearest folder above where one runs, as git finds its own."""
        here = cls.at(data)
        if data or here.running() is not None:
            return here
        for folder in here.folder.parent.parents:
            above = cls(folder / NAME)
            if above.running() is not None:
                return above
        return here

    def prepare(self) -> None:
        """Make the folder.

        Raises:
            CommandFailed: that cannot be.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            ignored = self.folder / ".gitignore"
            # An empty one is what a full disk left.
            if not ignored.exists() or not ignored.stat().st_size:
                ignored.write_text("*\n")
                ignored.chmod(0o600)
        except OSError as error:
            raise CommandFailed(
                f"{self.folder} {_wrong(error)}.",
                "give another folder with --data DIR",
                code=USAGE,
            ) from error

    def running(self) -> Running | None:
        """Return the process that runs in this folder, or None; a killed server's files do not count."""
        try:
            if self.run_file.stat().st_uid != os.getuid():
                return None
            found = msgspec.json.decode(self.run_file.read_bytes(), type=Running)
        except (OSError, msgspec.DecodeError):
            return None
        return found if found.process.runs else None

    def announce(self, running: Running) -> None:
        """Write that this process runs here."""
        draft = self.run_file.with_suffix(".draft")
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as stream:
            stream.write(msgspec.json.encode(running))
        draft.replace(self.run_file)

    def leave(self, process: Process) -> None:
        """Remove the note that this process runs here; one that another process wrote is kept."""
        if not self.belongs_to_another_than(process):
            self.run_file.unlink(missing_ok=True)

    def belongs_to_another_than(self, process: Process) -> bool:
        """Return whether another process runs here now, or the folder was removed."""
        try:
            found = msgspec.json.decode(self.run_file.read_bytes(), type=Running)
        except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError):
            return True
        except OSError:
            # The file could not be read (no descriptors are left, say): that says nothing about its owner.
            return False
        return found.process != process

    @property
    def run_file(self) -> Path:
        """Path of run.json."""
        return self.folder / "run.json"

    @property
    def lock(self) -> Path:
        """Path of the lock file."""
        return self.folder / "lock"

    @property
    def log(self) -> Path:
        """Path of the server's output."""
        return self.folder / "up.log"

    @property
    def ports(self) -> Path:
        """Path of the loopback ports of the last start."""
        return self.folder / "ports.json"

    @property
    def ephemeral(self) -> Path:
        """Folder of an ephemeral server's state."""
        return self.folder / "ephemeral"

    def is_ephemeral(self, running: Running) -> bool:
        """Return whether the resources of the running server are deleted when it stops."""
        return running.state == str(self.ephemeral)

    def clear(self) -> None:
        """Delete an ephemeral server's state, and the folder itself if nothing else is in it."""
        shutil.rmtree(self.ephemeral, ignore_errors=True)
        left = {each.name for each in self.folder.iterdir()} if self.folder.is_dir() else set()
        if left <= {".gitignore", self.lock.name, self.log.name, self.ports.name}:
            shutil.rmtree(self.folder, ignore_errors=True)


def _wrong(error: OSError) -> str:
    if isinstance(error, FileExistsError):
        return "is a file; expected a folder"
    return f"cannot be written: {error.strerror}"


def events_file(state: Path) -> Path:
    """Return the file of events, one JSON object per line."""
    return state / "events.jsonl"


def logins(state: Path) -> Path:
    """Return the folder in which ``az login`` keeps the operator's session."""
    return state / "az"
