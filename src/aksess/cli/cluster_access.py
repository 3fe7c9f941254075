"""The kubeconfig of the programs that run inside a local Azure as its operator."""

from __future__ import annotations

import sys
from pathlib import Path

from aksess.cli.home import Running
from aksess.pods.control import Control


def kubeconfig_for(running: Running, control: Control) -> Path:
    """A file with a context for each cluster of the local Azure; kept from one run to the next."""
    from aksess.cluster.kubeconfig import Kubeconfig, keep

    path = kubeconfig_path(running)
    clusters = control.clusters()
    if clusters or path.exists():
        keep(path, Kubeconfig(credential_command(running)).of(clusters))
    return path


def kubeconfig_path(running: Running) -> Path:
    """Where it is."""
    return Path(running.state) / "kube" / "config"


def credential_command(running: Running) -> list[str]:
    """The command that signs in to a cluster with Microsoft Entra integration, as an exec plugin of kubectl."""
    folder = Path(running.state)
    home = folder.parent if folder.name == "ephemeral" else folder
    return [sys.executable, "-m", "aksess.cli", "cluster", "credential", "--data", str(home)]
