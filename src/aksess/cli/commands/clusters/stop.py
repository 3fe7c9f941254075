"""``aksess cluster stop``."""

from __future__ import annotations

from aksess.cli import say
from aksess.cli.options import Data


def stop(cluster: str = "", /, *, data: Data = "") -> None:
    """Stop a cluster's control plane and its pods; its objects are kept.

    Parameters
    ----------
    cluster
        Name or ARM id, where there are several.
    """
    from aksess.cli.cluster_access import one_cluster
    from aksess.cli.control_client import control_of, translated_errors
    from aksess.cli.home import Home
    from aksess.cli.start import find

    with translated_errors():
        control = control_of(find(Home.nearest(data)))
        found = one_cluster(control, cluster)
        stopped = control.stop_cluster(found.id)
    say.result(f"{found.name}  {'stopped' if stopped else 'did not run'}")
