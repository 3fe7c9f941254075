"""``aksess cluster use``."""

from __future__ import annotations

from aksess.cli import say
from aksess.cli.options import Data


def use(context: str, /, *, data: Data = "") -> None:
    """Let an existing cluster stand in for a control plane: the one whose issuer it publishes.

    `aksess cluster stop` and `aksess cluster start` go back to a control plane of our own.

    Parameters
    ----------
    context
        A context of your kubeconfig.
    """
    from aksess.cli.cluster_adoption import adopt
    from aksess.cli.control_client import translated_errors
    from aksess.cli.home import Home
    from aksess.cli.start import find

    with translated_errors():
        adopted = adopt(find(Home.nearest(data)), context)
    say.result(f"{adopted.cluster}  is {context} from now on, at {adopted.address}")
    if adopted.warning:
        say.warning(adopted.warning)
