"""``aksess cluster kubeconfig``."""

from __future__ import annotations

from aksess.cli import say
from aksess.cli.options import Data


def kubeconfig(cluster: str = "", /, *, data: Data = "") -> None:
    """Print a kubeconfig for programs outside of `aksess run`; the cluster is started where it does not run.

    Parameters
    ----------
    cluster
        Name or ARM id, where there are several.
    """
    from aksess.cli.cluster_access import credential_command, one_cluster, outside
    from aksess.cli.control_client import control_of, translated_errors
    from aksess.cli.home import Home
    from aksess.cli.start import find

    with translated_errors():
        running = find(Home.nearest(data))
        control = control_of(running)
        started = control.start_cluster(one_cluster(control, cluster).id)
        found = one_cluster(control, cluster)
    if started.note:
        say.note(started.note)
    say.result(outside(found, credential_command(running)))
