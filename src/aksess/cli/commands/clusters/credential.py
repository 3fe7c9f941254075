"""``aksess cluster credential``."""

from __future__ import annotations

from aksess.cli import say
from aksess.cli.options import Data


def credential(*, tenant: str = "", data: Data = "") -> None:
    """Print an ExecCredential with a token of Microsoft Entra ID for AKS, as kubectl's plugins do.

    It signs in as the service principal of AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, as the operator without them.

    Parameters
    ----------
    tenant
        The tenant to sign in to; the local Azure's own by default.
    """
    import os

    from aksess.cli.cluster_access import sign_in
    from aksess.cli.control_client import translated_errors
    from aksess.cli.home import Home
    from aksess.cli.start import find

    with translated_errors():
        say.result(sign_in(find(Home.nearest(data)), tenant, os.environ))
