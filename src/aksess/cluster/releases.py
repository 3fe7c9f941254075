"""Where the official releases of Kubernetes and etcd are, and what their checksums are.

Kubernetes documentation, "Download Kubernetes": https://dl.k8s.io/release/VERSION/bin/OS/ARCH/PROGRAM, and the same
with ``.sha256``. etcd: https://github.com/etcd-io/etcd/releases, with ``SHA256SUMS``. Server programs are published for
Linux alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aksess.cluster.errors import FetchFailed
from aksess.cluster.versions import Version

KUBERNETES: Final = "https://dl.k8s.io/release"
ETCD: Final = "https://github.com/etcd-io/etcd/releases/download"
SERVER_PROGRAMS: Final = ("kube-apiserver", "kube-controller-manager", "kube-scheduler")
# The etcd that Kubernetes is released with (kubernetes/kubernetes, CHANGELOG); a newer one serves older API servers.
_ETCD_36: Final = Version(3, 6, 5)
_ETCD_37: Final = Version(3, 7, 0)
_FIRST_WITH_37: Final = Version(1, 37)

_MACHINES: Final = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


@dataclass(frozen=True, slots=True)
class Platform:
    """An operating system and a processor, as releases name them."""

    system: str
    machine: str

    @classmethod
    def of(cls, system: str, machine: str) -> Platform:
        """Of what Python's ``sys.platform`` and ``platform.machine()`` say. Raises FetchFailed."""
        if system != "linux":
            raise FetchFailed(
                f"Kubernetes publishes the control plane's programs for Linux, and this is {system}.",
                "let an existing cluster stand in: aksess cluster kind-config, aksess cluster use CONTEXT",
            )
        if machine.lower() not in _MACHINES:
            raise FetchFailed(f"There is no release for {machine}: expected amd64 or arm64.", "--kubernetes DIR")
        return cls(system, _MACHINES[machine.lower()])


@dataclass(frozen=True, slots=True)
class Download:
    """A file and where its checksum is published.

    checksum_url: a file with the SHA-256 alone, or with a line ``SHA256  NAME`` for each file. member: the file to take
    out of an archive, empty where the file itself is the program.
    """

    name: str
    url: str
    checksum_url: str
    member: str = ""

    @property
    def file(self) -> str:
        """The name of the file, as a list of checksums has it."""
        return self.url.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Releases:
    """The addresses of releases. mirror: a base URL with the folders ``release`` and ``etcd`` of the same content."""

    mirror: str = ""

    @property
    def _kubernetes(self) -> str:
        return f"{self.mirror.rstrip('/')}/release" if self.mirror else KUBERNETES

    @property
    def _etcd(self) -> str:
        return f"{self.mirror.rstrip('/')}/etcd" if self.mirror else ETCD

    def newest(self, minor: str = "") -> str:
        """Where the newest patch of a minor version such as ``1.33`` is named, of all where it is empty."""
        return f"{self._kubernetes}/stable{f'-{minor}' if minor else ''}.txt"

    def downloads(self, version: Version, platform: Platform) -> list[Download]:
        """What a control plane of that version is made of."""
        folder = f"{self._kubernetes}/v{version}/bin/{platform.system}/{platform.machine}"
        programs = [Download(name, f"{folder}/{name}", f"{folder}/{name}.sha256") for name in SERVER_PROGRAMS]
        return [self._etcd_for(version, platform), *programs]

    def _etcd_for(self, version: Version, platform: Platform) -> Download:
        etcd = _ETCD_37 if version >= _FIRST_WITH_37 else _ETCD_36
        name = f"etcd-v{etcd}-{platform.system}-{platform.machine}"
        folder = f"{self._etcd}/v{etcd}"
        return Download("etcd", f"{folder}/{name}.tar.gz", f"{folder}/SHA256SUMS", f"{name}/etcd")


def checksum_in(text: str, file: str) -> str:
    """The SHA-256 of a file in a published checksum file. Raises FetchFailed."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    for words in lines:
        found = words[0].lower()
        named = len(words) == 1 or words[1].lstrip("*").rpartition("/")[2] == file
        if named and len(found) == 64 and all(each in "0123456789abcdef" for each in found):
            return found
    raise FetchFailed(f"The published checksums do not name {file}.", "try again, or give another --mirror URL")
