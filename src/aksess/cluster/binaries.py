"""The programs of a control plane on this machine: where they are, and of which version.

A folder has all four of them or does not count. ``KUBEBUILDER_ASSETS`` is the variable of setup-envtest
(sigs.k8s.io/controller-runtime, tools/setup-envtest).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aksess.cluster.errors import BinariesMissing, BinaryUnusable
from aksess.cluster.versions import Version, nearest

PROGRAMS: Final = ("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler")
# Seconds that a program may take to say its version on a machine that is busy.
PATIENCE: Final = 30.0


@dataclass(frozen=True, slots=True)
class Binaries:
    """The four programs. paths: by name, as in ``PROGRAMS``; source: where they were found, for the user."""

    paths: Mapping[str, Path]
    version: Version
    source: str


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where ``aksess cluster fetch`` keeps programs: a folder for each version, in the user's cache."""
    home = Path(environment.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "aksess" / "kubernetes"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "aksess" / "kubernetes"


def find_binaries(asked: str, environment: Mapping[str, str], folder: str = "") -> Binaries:
    """The programs nearest to a Kubernetes version.

    Args:
        asked: a version such as ``1.33.6``.
        environment: the variables to look in.
        folder: what ``--kubernetes`` names; nothing else is looked at then.

    Returns:
        The programs of the first place that has them: the folder, KUBEBUILDER_ASSETS, the user's cache, PATH. In the
        cache, the version nearest to the one asked for.

    Raises:
        BinariesMissing: no place has all four.
        BinaryUnusable: kube-apiserver is there and does not say its version.
    """
    if folder:
        return _all_in(Path(folder), f"--kubernetes {folder}")
    if assets := environment.get("KUBEBUILDER_ASSETS"):
        return _all_in(Path(assets), "KUBEBUILDER_ASSETS")
    wanted = Version.found_in(asked) or Version(1, 0)
    cache = cache_folder(environment)
    if version := nearest(wanted, _cached(cache)):
        return _in_folder(cache / str(version), version, str(cache))
    return _on_path(asked, environment)


def _all_in(folder: Path, source: str) -> Binaries:
    missing = [name for name in PROGRAMS if not _runs(folder / name)]
    if missing:
        raise BinariesMissing(
            f"{source} has no {', '.join(missing)}: expected a folder with {', '.join(PROGRAMS)}.",
            "correct the folder, or download them: aksess cluster fetch",
        )
    return _in_folder(folder, version_of(folder / "kube-apiserver"), source)


def _in_folder(folder: Path, version: Version, source: str) -> Binaries:
    return Binaries({name: folder / name for name in PROGRAMS}, version, source)


def _cached(cache: Path) -> Iterator[Version]:
    for folder in cache.iterdir() if cache.is_dir() else ():
        version = Version.found_in(folder.name)
        if version and str(version) == folder.name and all(_runs(folder / name) for name in PROGRAMS):
            yield version


def _on_path(asked: str, environment: Mapping[str, str]) -> Binaries:
    found = {name: shutil.which(name, path=environment.get("PATH", "")) for name in PROGRAMS}
    missing = [name for name, path in found.items() if path is None]
    if missing:
        raise BinariesMissing(
            f"This machine has no {', '.join(missing)}, so the cluster's API server cannot run.",
            f"download them: aksess cluster fetch {asked}".rstrip(),
        )
    paths = {name: Path(str(path)) for name, path in found.items()}
    return Binaries(paths, version_of(paths["kube-apiserver"]), "PATH")


def version_of(apiserver: Path) -> Version:
    """What ``kube-apiserver --version`` says. Raises BinaryUnusable."""
    try:
        ran = subprocess.run(
            [apiserver, "--version"], capture_output=True, text=True, timeout=PATIENCE, check=False, errors="replace"
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BinaryUnusable(f"{apiserver} does not run: {error}.", "aksess cluster fetch") from error
    version = Version.found_in(ran.stdout)
    if ran.returncode or version is None:
        said = " ".join((ran.stdout + ran.stderr).split())[:200]
        raise BinaryUnusable(f"{apiserver} --version answered {said!r}, expected `Kubernetes v1.…`.", "replace it")
    return version


def _runs(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
