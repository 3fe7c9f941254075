"""``aksess run``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from cyclopts import Parameter

from aksess.cli.options import Data


def run(
    *command: str,
    as_: Annotated[str, Parameter(name="--as")] = "",
    cluster: str = "",
    client_id: str = "",
    file: Annotated[tuple[str, ...], Parameter(name=("--file", "-f"), negative="")] = (),
    isolated: Annotated[bool, Parameter(negative="")] = False,
    data: Data = "",
) -> int:
    """Run an unmodified program against the local Azure: as the operator, or as a pod.

    If no local Azure is up, one runs for as long as the program does. Signals, terminal and exit code are the
    program's own.

    Parameters
    ----------
    command
        The program and its arguments, after ``--``.
    as_
        NAMESPACE/SERVICEACCOUNT: run as the container of a labelled pod with that service account.
    cluster
        The pod's cluster, if there are several.
    client_id
        The client ID of the identity, if several identities trust the service account.
    file
        Manifests or an aksess.yaml (files or folders) in which the service account's annotation is looked up.
    isolated
        Give the pod a file system and a network of its own (Linux; needs bubblewrap, not root).
    """
    from aksess.cli.home import Home
    from aksess.cli.running import as_operator, as_pod, pod_options, refuse_pod_options, require_command
    from aksess.cli.session import in_session

    require_command(command)
    if as_:
        pod = pod_options(as_, cluster, client_id, file)
        return in_session(Home.nearest(data), partial(as_pod, options=pod, command=command, isolated=isolated))
    refuse_pod_options({"--cluster": cluster, "--client-id": client_id, "--file": file, "--isolated": isolated})
    return in_session(Home.nearest(data), partial(as_operator, command=command))
