"""Playing manifests in a local Azure that is up."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from aksess.cli import say
from aksess.cli.annotations import documents_of, files_of
from aksess.cli.cluster_access import one_cluster, start_options
from aksess.cli.control_client import control_of, translated_errors
from aksess.cli.exits import FAILED, USAGE, CommandFailed
from aksess.cli.home import Running
from aksess.clock import SystemClock
from aksess.cluster.admission import settings_for
from aksess.cluster.node.pod_listeners import PodListeners
from aksess.cluster.play.admission import admit_pods
from aksess.cluster.play.echo import EchoRuntime
from aksess.cluster.play.errors import ManifestRefused
from aksess.cluster.play.manifests import Manifests, read_manifests
from aksess.cluster.play.player import Player, Stage
from aksess.cluster.play.pod_tokens import PodTokens
from aksess.pods.control import Control
from aksess.pods.runtimes import RuntimeOptions, choose_runtime
from aksess.random_source import SystemRandomSource
from aksess.wire.control import ClusterInfo

Json = dict[str, Any]
# SGR codes of the containers in turn: cyan, yellow, green, magenta, blue, and then the bright ones.
_COLOURS: Final = ("36", "33", "32", "35", "34", "96", "93", "92", "95", "94")


@dataclass(frozen=True, slots=True)
class Play:
    """Manifests that were read. images: the command of this machine for an image."""

    manifests: Manifests
    cluster: str
    images: Mapping[str, Sequence[str]]


class ContainerLines:
    """Prints the lines of all containers to standard output, each with its pod and container in front."""

    def __init__(self) -> None:
        self._colours: Iterator[str] = itertools.cycle(_COLOURS)
        self._prefixes: dict[tuple[str, str], str] = {}

    def line(self, pod: str, container: str, text: str) -> None:
        """Print a line of a container."""
        key = (pod, container)
        if key not in self._prefixes:
            self._prefixes[key] = say.styled(next(self._colours), f"{pod} {container} |")
        say.result(f"{self._prefixes[key]} {say.printable(text)}")


def read(files: Sequence[str], cluster: str, images: Sequence[str]) -> Play:
    """Read manifests and options.

    Raises:
        CommandFailed: a file or an option is not valid.
    """
    if not files:
        raise CommandFailed("There is no file to play.", "aksess play pod.yaml", USAGE)
    mapped = start_options("", images).images
    source = SystemRandomSource()
    documents = (document for path in files_of([Path(each) for each in files]) for document in documents_of(path))
    try:
        manifests = read_manifests(documents, lambda: source.hex(3)[:5])
    except ManifestRefused as error:
        raise CommandFailed(error.message, error.hint, USAGE) from error
    return Play(manifests, cluster, mapped)


def play_in(running: Running, play: Play) -> int:
    """Play manifests in a local Azure, and return the exit code.

    Raises:
        CommandFailed: a pod is not admitted, or there is no such cluster.
    """
    with translated_errors():
        control = control_of(running)
        access = one_cluster(control, play.cluster)
        status = control.status()
    cluster = next(each for each in status.clusters if each.id.lower() == access.id.lower())
    try:
        pods, warnings = admit_pods(play.manifests, settings_for(status.tenant, access.version))
    except ManifestRefused as error:
        raise CommandFailed(error.message, error.hint, USAGE) from error
    for warning in warnings:
        say.warning(warning)
    if play.manifests.ignored:
        say.note(f"ignored, because play runs pods only: {', '.join(play.manifests.ignored)}")
    for note in play.manifests.notes:
        say.note(note)
    # The path of a Unix socket has 107 octets at most (unix(7)), so that the folder is not below the state's.
    with tempfile.TemporaryDirectory(prefix="aksess-play-", ignore_cleanup_errors=True) as folder:
        succeeded = asyncio.run(_play(running, control, cluster, play, pods, Path(folder)))
    return 0 if succeeded else FAILED


async def _play(
    running: Running, control: Control, cluster: ClusterInfo, play: Play, pods: list[Json], folder: Path
) -> bool:
    runtime = await choose_runtime(
        RuntimeOptions(
            environment=dict(os.environ),
            state=Path(running.state),
            images={image: tuple(command) for image, command in play.images.items()},
            log=say.note,
            scratch=folder,
        )
    )
    stage = Stage(
        runtime=EchoRuntime(runtime, ContainerLines().line),
        listeners=PodListeners(control, dict(os.environ), cluster.id),
        clock=SystemClock(),
        random_source=SystemRandomSource(),
        root=folder / "pods",
        request_token=PodTokens(control, cluster).request,
        note=say.note,
    )
    player = Player(play.manifests, stage)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, player.stop)
    return await player.play(pods)
