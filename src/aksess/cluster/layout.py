"""The folder of one cluster, ``clusters/NAME-CRC`` in the state folder of the local Azure.

etcd/          etcd's data
pki/           certificates and keys, 0600
config/        configuration files and kubeconfigs of the programs
logs/          what each program says
pods/          the node's pods
ports.json     the API server's loopback port of the last time
start.json     how it is run: what `aksess cluster start` was told
created        when ARM created the cluster whose objects these are
wanted         there as long as the cluster is to run: `aksess up` starts it again
lock           held by the supervisor

Unix sockets are in a folder of the system's for temporary files: their paths may have 107 bytes at most (unix(7)).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from aksess.cluster.private_files import write_private

# Of the folder for temporary files, so that what is added to it stays below the limit.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one cluster. folder: absolute."""

    folder: Path

    @classmethod
    def of(cls, state: Path, cluster_id: str) -> Layout:
        """Of the cluster with that ARM id, any case, in the state folder of its local Azure."""
        identity = cluster_id.lower()
        name = identity.rstrip("/").rpartition("/")[2]
        return cls(state / "clusters" / f"{name}-{zlib.crc32(identity.encode()):08x}")

    def prepare(self) -> None:
        """Make the folders, closed to everybody else. Raises OSError."""
        for folder in (self.folder, self.etcd, self.pki, self.config, self.logs, self.pods, self.sockets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = self.sockets.lstat()
        if found.st_uid != os.getuid() or found.st_mode & 0o077 or not self.sockets.is_dir():
            raise PermissionError(13, "is not a folder of this user alone", str(self.sockets))

    def keep_only_of(self, created: float) -> None:
        """Remove objects, keys and pods of a cluster that had the same id and was deleted while it did not run.

        created: when ARM created the cluster, in Unix seconds. Raises OSError.
        """
        stamp = self.folder / "created"
        if stamp.exists() and stamp.read_text() != str(created):
            for folder in (self.etcd, self.pki, self.pods):
                shutil.rmtree(folder)
            self.prepare()
        write_private(stamp, str(created))

    def leave(self) -> None:
        """Remove what only a running cluster needs."""
        shutil.rmtree(self.sockets, ignore_errors=True)

    def remove(self) -> None:
        """Remove everything: the cluster was deleted."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.leave()

    @property
    def etcd(self) -> Path:
        """etcd's data."""
        return self.folder / "etcd"

    @property
    def pki(self) -> Path:
        """Certificates and keys."""
        return self.folder / "pki"

    @property
    def config(self) -> Path:
        """Configuration files."""
        return self.folder / "config"

    @property
    def logs(self) -> Path:
        """What each program says."""
        return self.folder / "logs"

    @property
    def pods(self) -> Path:
        """The node's pods."""
        return self.folder / "pods"

    @property
    def ports(self) -> Path:
        """The loopback port of the last time."""
        return self.folder / "ports.json"

    @property
    def start(self) -> Path:
        """How it is run."""
        return self.folder / "start.json"

    @property
    def wanted(self) -> Path:
        """There as long as the cluster is to run."""
        return self.folder / "wanted"

    @property
    def lock(self) -> Path:
        """Held by the supervisor."""
        return self.folder / "lock"

    @property
    def sockets(self) -> Path:
        """Unix sockets; a short path that only this folder has."""
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        temporary = Path(tempfile.gettempdir())
        base = temporary if len(str(temporary)) <= LONGEST else Path(os.sep, "tmp")
        return base / f"aksess-{os.getuid()}-{digest}"

    @property
    def etcd_socket(self) -> Path:
        """Where etcd serves its clients."""
        return self.sockets / "client:1"

    @property
    def egress_socket(self) -> Path:
        """Where the API server asks for connections into the cluster."""
        return self.sockets / "egress"

    @property
    def webhook_socket(self) -> Path:
        """Where the mutating webhook is served."""
        return self.sockets / "webhook"

    @property
    def node_socket(self) -> Path:
        """Where the node is asked for connections to its pods."""
        return self.sockets / "node"
