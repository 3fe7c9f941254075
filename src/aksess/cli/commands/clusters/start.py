"""``aksess cluster start``."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from aksess.cli import say
from aksess.cli.options import Data

Images = Annotated[tuple[str, ...], Parameter(name="--image", negative="")]


def start(cluster: str = "", /, *, kubernetes: str = "", image: Images = (), data: Data = "") -> None:
    """Start a cluster's control plane, and wait until its API server is ready.

    A connection to the API server's name does the same. It runs until `aksess down`, and again from `aksess up` on.

    Parameters
    ----------
    cluster
        Name or ARM id, where there are several.
    kubernetes
        Folder with etcd, kube-apiserver, kube-controller-manager and kube-scheduler.
    image
        IMAGE=COMMAND: a program of this machine for the containers of an image; repeatable.
    """
    from aksess.cli.cluster_access import one_cluster, start_options
    from aksess.cli.control_client import control_of, translated_errors
    from aksess.cli.home import Home
    from aksess.cli.start import find

    with translated_errors():
        control = control_of(find(Home.nearest(data)))
        started = control.start_cluster(one_cluster(control, cluster).id, start_options(kubernetes, image))
    if started.note:
        say.note(started.note)
    say.result(f"{started.name}  Kubernetes {started.version} answers at https://127.0.0.1:{started.port}")
