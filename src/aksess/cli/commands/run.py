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
    data: Data = "",
) -> int:
    """Run a program, unmodified, inside the local Azure: as the operator, or as a pod.

    Starts the local Azure for as long as the program runs where none is up. Signals, terminal and exit code are the
    program's own.

    Parameters
    ----------
    command
        The program and its arguments, after ``--``.
    as_
        NAMESPACE/SERVICEACCOUNT: what the container of a labelled pod with that service account would see.
    cluster
        The pod's cluster, where there are several.
    client_id
        The identity that the pod speaks for, where several vouch for its service account.
    file
        Manifests or an aksess.yaml (files or folders) in which the service account's annotation is looked up.
    """
    from aksess.cli.home import Home
    from aksess.cli.running import as_operator, as_pod, of_a_pod, some, wanted_pod
    from aksess.cli.visit import visiting

    some(command)
    if not as_:
        of_a_pod({"--cluster": cluster, "--client-id": client_id, "--file": file})
    pod = wanted_pod(as_, cluster, client_id, file) if as_ else None
    run_in = partial(as_pod, wanted=pod, command=command) if pod else partial(as_operator, command=command)
    return visiting(Home.nearest(data), run_in)
