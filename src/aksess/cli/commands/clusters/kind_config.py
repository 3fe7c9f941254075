"""``aksess cluster kind-config``."""

from __future__ import annotations

from aksess.cli import say
from aksess.cli.options import Data


def kind_config(cluster: str = "", /, *, data: Data = "") -> None:
    """Print a configuration with which kind's API server is that of a cluster: its issuer, keys and authority.

    `aksess cluster kind-config > kind.yaml`, `kind create cluster --config kind.yaml`, `aksess cluster use kind-NAME`.

    Parameters
    ----------
    cluster
        Name or ARM id, where there are several.
    """
    from aksess.cli.cluster_adoption import kind_config_of
    from aksess.cli.control_client import translated_errors
    from aksess.cli.home import Home
    from aksess.cli.start import find

    with translated_errors():
        config = kind_config_of(find(Home.nearest(data)), cluster)
    say.result(config.rstrip("\n"))
