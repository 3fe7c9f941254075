"""``aksess cluster``: the commands below it, each imported when it is typed."""

from __future__ import annotations

from cyclopts import App

# Name, what it does in a line, in the order of the help.
COMMANDS: tuple[tuple[str, str], ...] = (
    ("start", "Start a cluster's control plane, and wait until its API server is ready."),
    ("stop", "Stop it; its objects are kept."),
    ("status", "Each cluster: whether it runs, its version, where its API server answers."),
    ("kubeconfig", "A kubeconfig for programs outside of `aksess run`."),
    ("fetch", "Download etcd and the programs of the control plane."),
    ("credential", "Sign in to a cluster with Microsoft Entra ID, as a plugin of kubectl."),
    ("kind-config", "What kind needs to be the API server of a cluster."),
    ("use", "Let an existing cluster stand in for the control plane."),
)

cluster = App(name="cluster", help="The Kubernetes control planes of the local Azure's clusters.")
for name, help_ in COMMANDS:
    module = name.replace("-", "_")
    cluster.command(f"aksess.cli.commands.clusters.{module}:{module}", name=name, help=help_)
