"""Trust for what was imported before the local Azure was there.

aiohttp, which the asynchronous Azure SDKs use, makes its one verifying TLS context when it is imported, from the
certificates that the environment names then (aiohttp/connector.py, ``_SSL_CONTEXT_VERIFIED``). A test module that
imports an SDK at its top has imported aiohttp before any environment of ours was set.
"""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

MODULE = "aiohttp.connector"
CONTEXT = "_SSL_CONTEXT_VERIFIED"


def trust_late(root: Path) -> None:
    """Let an aiohttp that is already imported trust a root certificate (PEM) too, beside those that it knows.

    The intermediate under our root may speak for Azure's names alone, so nothing else is trusted by it. Where aiohttp
    is not imported, or keeps no such context, there is nothing to do.
    """
    context = getattr(sys.modules.get(MODULE), CONTEXT, None)
    if isinstance(context, ssl.SSLContext):
        context.load_verify_locations(cafile=str(root))
