"""``aksess cluster fetch``."""

from __future__ import annotations

from aksess.cli import say


def fetch(version: str = "", /, *, mirror: str = "") -> None:
    """Download etcd, kube-apiserver, kube-controller-manager and kube-scheduler into the user's cache.

    They are the official releases, checked against the published SHA-256. A download that was cut off goes on.

    Parameters
    ----------
    version
        1.33.6, or 1.33 for its newest patch; the newest of all by default.
    mirror
        Base URL with the folders `release` (as dl.k8s.io) and `etcd` (as etcd's releases on GitHub).
    """
    import os

    from aksess.cli.fetching import fetch_into, progress_bar
    from aksess.cluster.binaries import cache_folder

    found = fetch_into(version, mirror, cache_folder(os.environ), progress_bar)
    say.progress("")
    if found.fresh:
        say.result(f"Kubernetes {found.version} is in {found.folder}")
    else:
        say.result(f"Kubernetes {found.version} was there already, in {found.folder}")
