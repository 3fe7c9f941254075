"""A listener for one program, with the user's own proxy behind it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping

from aksess.pods.control import Control
from aksess.pods.errors import CannotRun
from aksess.wire.control import ListenerInfo, ListenerRequest

PROXIES = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY")


def open_listener(control: Control, name: str, own: Mapping[str, str], cluster_id: str = "") -> ListenerInfo:
    """A listener that ends with this process at the latest. cluster_id: of a pod's node, empty for the operator.

    own: the user's environment, whose proxy settings the listener follows for what is not Azure. Raises CannotRun.
    """

    # A file's name is bytes; the listener's is text.
    shown = os.fsencode(name).decode(errors="replace")
    proxies = {name: value for name, value in own.items() if name.upper() in PROXIES}
    return control.open_listener(ListenerRequest(name=shown, pid=os.getpid(), cluster_id=cluster_id, proxies=proxies))


def close_listener(control: Control, listener: ListenerInfo) -> None:
    """Close it, where somebody is still there to do so."""
    with contextlib.suppress(CannotRun):
        control.close_listener(listener.port)
