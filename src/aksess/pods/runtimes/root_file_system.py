"""The file system of a container in a user namespace: this machine's programs and libraries, read-only, and its own
mounts.

Nothing else of the machine is in it: no home, no data folder of aksess, no file of another pod.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from aksess.pods.runtime import ContainerSpec, MountSpec, SandboxSpec
from aksess.pods.trust import SYSTEM_BUNDLES, Trust

# Folders of the machine that hold programs and libraries.
SHARED: Final = ("bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr", "opt", "nix")
# What programs need of /etc; nothing in it is secret.
ETC: Final = (
    "alternatives", "bash.bashrc", "fonts", "gai.conf", "group", "host.conf", "java", "java-17-openjdk", "ld.so.cache",
    "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types", "nsswitch.conf", "os-release", "passwd", "perl", "pki",
    "profile", "protocols", "python3", "services", "ssl", "terminfo", "timezone",
)  # fmt: skip
TRUST: Final = "/etc/aksess"


def arguments(
    sandbox: SandboxSpec,
    container: ContainerSpec,
    trust: Trust,
    folders: Iterable[Path],
    hidden: Path,
    name_server: str,
) -> list[str]:
    """Return the arguments of bubblewrap (bwrap(1)) that lay the file system out.

    Args:
        sandbox: the pod.
        container: the container; its mounts appear at their paths.
        trust: the certificate files of the local Azure.
        folders: more folders of this machine that its program needs, read-only.
        hidden: the folder of the local Azure's state, which no container sees.
        name_server: the address of the pod's name server.
    """
    own = _own_etc(sandbox, name_server)
    words = [
        *_shared(), *_etc(), *_certificates(trust), *own,
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/run", "--tmpfs", "/var",
        "--dir", "/var/tmp", "--dir", "/var/run", "--dir", "/var/log", "--dir", "/home", "--dir", "/root",
        *_read_only([*interpreter(), *map(str, folders)], hidden),
        *(word for mount in (*container.mounts, container.termination_log) for word in _mounted(mount)),
    ]  # fmt: skip
    return [*words, "--remount-ro", "/"] if container.read_only_root else words


def interpreter() -> list[str]:
    """Return the folders of the running Python: stand-ins need it, and what is installed beside it."""
    found = [sys.base_prefix, sys.prefix, *(each for each in sys.path if each and Path(each).is_dir())]
    package = Path(__file__).resolve().parents[3]
    return [each for each in dict.fromkeys([*found, str(package)]) if not _in_shared(each)]


def _in_shared(folder: str) -> bool:
    return folder.strip("/").partition("/")[0] in SHARED


def _shared() -> Iterator[str]:
    for name in SHARED:
        path = Path("/", name)
        if path.is_symlink():
            yield from ("--symlink", os.readlink(path), str(path))
        elif path.is_dir():
            yield from ("--ro-bind", str(path), str(path))


def _etc() -> Iterator[str]:
    yield from ("--dir", "/etc")
    for name in ETC:
        path = Path("/etc", name)
        if path.is_symlink():
            yield from ("--symlink", os.readlink(path), str(path))
        elif path.exists():
            yield from ("--ro-bind", str(path), str(path))


def _certificates(trust: Trust) -> Iterator[str]:
    for path in SYSTEM_BUNDLES:
        if os.path.isfile(path):
            yield from ("--ro-bind", str(trust.bundle), os.path.realpath(path))
    for file in (trust.bundle, trust.node, trust.java):
        yield from ("--ro-bind", str(file), f"{TRUST}/{file.name}")


def _own_etc(sandbox: SandboxSpec, name_server: str) -> list[str]:
    folder = sandbox.folder / "etc"
    folder.mkdir(mode=0o700, exist_ok=True)
    dns = sandbox.dns
    resolver = [f"nameserver {name_server}"]
    resolver += [f"search {' '.join(dns.searches)}"] if dns.searches else []
    resolver += [f"options {' '.join(dns.options)}"] if dns.options else []
    hosts = ["127.0.0.1\tlocalhost", *(f"{each.ip}\t{chr(9).join(each.hostnames)}" for each in sandbox.hosts)]
    files = {"resolv.conf": resolver, "hosts": hosts, "hostname": [sandbox.hostname]}
    words: list[str] = []
    for name, lines in files.items():
        (folder / name).write_text("".join(f"{line}\n" for line in lines))
        words += ["--ro-bind", str(folder / name), f"/etc/{name}"]
    return words


def _read_only(folders: Iterable[str], hidden: Path) -> Iterator[str]:
    """Bind folders, but nothing that is in the hidden one; a folder around it shows an empty folder in its place."""
    shown = [each for each in dict.fromkeys(folders) if not Path(each).resolve().is_relative_to(hidden.resolve())]
    for folder in shown:
        yield from ("--ro-bind", folder, folder)
    if any(hidden.resolve().is_relative_to(Path(each).resolve()) for each in shown):
        yield from ("--tmpfs", str(hidden.resolve()))


def _mounted(mount: MountSpec) -> Sequence[str]:
    source = mount.source / mount.sub_path if mount.sub_path else mount.source
    return ("--ro-bind" if mount.read_only else "--bind", str(source), mount.target)
