"""A listener for one program, with the user's own proxy behind it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping

from aksess.pods.control import Control
from aksess.pods.errors import CannotRun
from aksess.wire.control import ListenerInfo, ListenerRequest

PROXIES = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY")


def open_listener(control: Control, name: str, environment: Mapping[str, str], cluster_id: str = "") -> ListenerInfo:
    """Open a proxy listener that ends with this process at the latest.

    Args:
        control: The local Azure.
        name: Name of the client, as events show it.
        environment: The listener uses its proxy settings for hosts that are not Azure's.
        cluster_id: Cluster of the pod's node; empty for the operator.

    Raises:
        CannotRun: The local Azure does not answer.
    """
    # A file's name is bytes; the listener's is text.
    shown = os.fsencode(name).decode(errors="replace")
    proxies = {name: value for name, value in environment.items() if name.upper() in PROXIES}
    return control.open_listener(ListenerRequest(name=shown, pid=os.getpid(), cluster_id=cluster_id, proxies=proxies))


def close_listener(control: Control, listener: ListenerInfo) -> None:
    """Close a listener, if the local Azure still runs."""
    with contextlib.suppress(CannotRun):
        control.close_listener(listener.port)
