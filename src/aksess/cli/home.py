"""The folder of one local Azure, ``.aksess`` of a working directory, and who runs in it.

.gitignore     ``*``: the folder ignores itself
state.db       the cloud
events.jsonl   what was asked of it and what was decided
ca/            certificates
az/            where ``az login`` inside keeps its session
ports.json     the loopback ports of the last time
ephemeral/     all of these in place of the above, for as long as ``aksess up --ephemeral`` runs
run.json       who runs now, 0600: it holds the control host's key
lock           held by who runs
up.log         what a server in the background had to say
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec

from aksess.cli.exits import USAGE, Stop
from aksess.processes import Process

NAME = ".aksess"


class Running(msgspec.Struct, frozen=True):
    """Who runs. port: the operator's listener; key: of the control host; state: folder of cloud and certificates."""

    process: Process
    port: int
    key: str
    state: str
    version: str

    def __repr__(self) -> str:
        return f"Running(process={self.process}, port={self.port})"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one local Azure; it need not be there yet."""

    folder: Path

    @classmethod
    def at(cls, data: str) -> Home:
        """Of ``--data DIR``, or of the working directory where ``data`` is empty. Raises Stop where that is no text."""
        try:
            folder = os.path.abspath(data or NAME)
        except FileNotFoundError:
            raise Stop("The working directory is not there any more.", "go to another one", USAGE) from None
        try:
            folder.encode()
        except UnicodeEncodeError:
            # State, certificates and environment name it as text.
            says = f"The folder's name {folder!r} is not UTF-8, which other programs could not be told."
            raise Stop(says, "give another place with --data DIR", USAGE) from None
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
        """Make it. Raises Stop where that cannot be."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            ignored = self.folder / ".gitignore"
            # An empty one is what a full disk left.
            if not ignored.exists() or not ignored.stat().st_size:
                ignored.write_text("*\n")
                ignored.chmod(0o600)
        except OSError as error:
            raise Stop(
                f"{self.folder} {_wrong(error)}.",
                "give another place with --data DIR",
                code=USAGE,
            ) from error

    def running(self) -> Running | None:
        """Who runs here; None where nobody does, whatever a killed server left behind."""
        try:
            if self.run_file.stat().st_uid != os.getuid():
                return None
            found = msgspec.json.decode(self.run_file.read_bytes(), type=Running)
        except (OSError, msgspec.DecodeError):
            return None
        return found if found.process.runs else None

    def announce(self, running: Running) -> None:
        """Say that we run here."""
        draft = self.run_file.with_suffix(".draft")
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as stream:
            stream.write(msgspec.json.encode(running))
        draft.replace(self.run_file)

    def leave(self, process: Process) -> None:
        """Say that this process runs here no more; who came after it stays."""
        if not self.belongs_to_another_than(process):
            self.run_file.unlink(missing_ok=True)

    def belongs_to_another_than(self, process: Process) -> bool:
        """Whether another process has announced itself, or somebody has removed the folder."""
        try:
            found = msgspec.json.decode(self.run_file.read_bytes(), type=Running)
        except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError):
            return True
        except OSError:
            # It could not be asked, for want of a descriptor: that takes nothing away from whom it belonged to.
            return False
        return found.process != process

    @property
    def run_file(self) -> Path:
        """Who runs now."""
        return self.folder / "run.json"

    @property
    def lock(self) -> Path:
        """Held by who runs."""
        return self.folder / "lock"

    @property
    def log(self) -> Path:
        """What a server in the background had to say."""
        return self.folder / "up.log"

    @property
    def ports(self) -> Path:
        """The loopback ports of the last time."""
        return self.folder / "ports.json"

    @property
    def ephemeral(self) -> Path:
        """The state of a cloud that is not to be kept."""
        return self.folder / "ephemeral"

    def forgets(self, running: Running) -> bool:
        """Whether what is made in the one that runs is gone when it stops."""
        return running.state == str(self.ephemeral)

    def clear(self) -> None:
        """Remove an ephemeral cloud, and the folder itself where nothing else is in it."""
        shutil.rmtree(self.ephemeral, ignore_errors=True)
        left = {each.name for each in self.folder.iterdir()} if self.folder.is_dir() else set()
        if left <= {".gitignore", self.lock.name, self.log.name, self.ports.name}:
            shutil.rmtree(self.folder, ignore_errors=True)


def _wrong(error: OSError) -> str:
    if isinstance(error, FileExistsError):
        return "is a file, wanted a folder"
    return f"cannot be written: {error.strerror}"


def events_file(state: Path) -> Path:
    """What was asked of a cloud and what was decided, one JSON object a line."""
    return state / "events.jsonl"


def logins(state: Path) -> Path:
    """Where the operator's tools keep their sessions: ``az login`` inside lasts as long as the cloud."""
    return state / "az"
