"""``aksess play``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from cyclopts import Parameter

from aksess.cli.options import Data

Images = Annotated[tuple[str, ...], Parameter(name="--image", negative="")]


def play(*files: str, image: Images = (), cluster: str = "", data: Data = "") -> int:
    """Run the pods of manifests on this machine, without a control plane.

    Pods, and one pod for each Deployment, StatefulSet, DaemonSet, ReplicaSet, Job and CronJob, with their service
    accounts, ConfigMaps and Secrets. Ctrl-C ends them in order. If no local Azure is up, one runs meanwhile.

    Parameters
    ----------
    files
        Manifests: files or folders; ``-`` for standard input.
    image
        IMAGE=COMMAND: a program of this machine for the containers of an image; repeatable.
    cluster
        The pods' cluster, if there are several.
    """
    from aksess.cli.home import Home
    from aksess.cli.playing import play_in, read
    from aksess.cli.session import in_session

    return in_session(Home.nearest(data), partial(play_in, play=read(files, cluster, image)))
