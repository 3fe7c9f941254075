"""``aksess rotate-keys``."""

from __future__ import annotations

from aksess.cli import say
from aksess.cli.options import Data


def rotate_keys(cluster: str, /, *, data: Data = "") -> None:
    """Give a cluster's issuer a new signing key; the one before it stays published for a day, as on AKS.

    Parameters
    ----------
    cluster
        Name or ARM id of the cluster.
    """
    from aksess.cli.control_client import control_of, translated_errors
    from aksess.cli.home import Home
    from aksess.cli.start import find

    with translated_errors():
        rotated = control_of(find(Home.nearest(data))).rotate(cluster)
    say.result(f"{rotated.cluster}  signs with {rotated.kid} from now on; {rotated.before} is published for a day more")
