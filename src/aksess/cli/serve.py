"""The server process: ``python -m aksess.cli.serve``, started by ``aksess up`` and ``aksess run``.

It takes its options as one JSON argument and writes ``ready``, or why it did not start, to file descriptor 3.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import uvloop

from aksess import __version__
from aksess.cli.cluster_runner import ClusterRunner
from aksess.cli.home import Home, Running
from aksess.clock import AheadClock
from aksess.cloud.cloud import Cloud
from aksess.cloud.edge.proxy_route import UpstreamProxy
from aksess.cloud.oidc.signing_keys import SigningKeyPool
from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.server import Server
from aksess.cloud.services import services_as_asked
from aksess.cloud.state.simulation import SimulationSettings
from aksess.cloud.state.store import UnusableState
from aksess.processes import Process
from aksess.random_source import SystemRandomSource

# Seconds between two checks that the owner process still runs.
LOOK = 0.1
# Seconds between two checks that the folder is still this server's.
SELDOM = 1.0


class Options(msgspec.Struct, frozen=True):
    """folder: the home. owner: it ends with that process, once no other program is inside; None: on request."""

    folder: str
    ephemeral: bool = False
    simulation: SimulationSettings = SimulationSettings()
    owner: Process | None = None


Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]


class Ports(msgspec.Struct, frozen=True):
    """The loopback port of the last start, 0 for a free one."""

    listener: Port = 0


class Busy(Exception):
    """Another server holds the lock of the folder."""


def main() -> int:
    """Serve until a stop request. Exit code 0, or 1 with the reason where it could not start."""
    # Files that the server writes are readable by their owner alone.
    os.umask(0o077)
    options = msgspec.json.decode(sys.argv[1], type=Options)
    home = Home(Path(options.folder))
    try:
        with _held(home), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(home, options))
    except Busy:
        _tell("busy")
        return 1
    except Exception as error:
        _tell(_reason(error))
        raise
    return 0


def _reason(error: Exception) -> str:
    """Return why the server could not start, for the user."""
    if isinstance(error, UnusableState):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return f"{type(error).__name__}: {error}"


async def _serve(home: Home, options: Options) -> None:
    state = home.ephemeral if options.ephemeral else home.folder
    if options.ephemeral:
        # A killed server left it. The folder around it stays: it holds the lock.
        shutil.rmtree(state, ignore_errors=True)
        state.mkdir(mode=0o700)
    me, clock, key_pool = _myself(), AheadClock(), SigningKeyPool()
    key_pool.fill()
    server = Server(RequestPipeline(services_as_asked()), state / "ca", clock.now())
    cloud = Cloud(clock, SystemRandomSource(), key_pool, state, options.simulation)
    clock.ahead = lambda: cloud.simulation.settings.clock_ahead
    stopping = _stopping(cloud)
    try:
        listener = await _open(home, server, cloud)
        clusters = ClusterRunner(cloud, state, listener)
        cloud.administration.clusters = clusters
        home.announce(Running(me, listener, cloud.administration.key, str(state), __version__))
        _tell("ready")
        clusters.resume_all()
        await _until(stopping, server, options.owner, lambda: home.belongs_to_another_than(me))
    finally:
        ours = not home.belongs_to_another_than(me)
        home.leave(me)
        await cloud.administration.clusters.close()
        await server.stop()
        cloud.close()
        key_pool.close()
        if options.ephemeral and ours:
            home.clear()


async def _open(home: Home, server: Server, cloud: Cloud) -> int:
    try:
        before = msgspec.json.decode(home.ports.read_bytes(), type=Ports)
    except (OSError, msgspec.DecodeError):
        before = Ports()
    await server.start()
    listener = await server.open_listener(cloud, cloud.operator, before.listener, UpstreamProxy.of(os.environ))
    home.ports.write_bytes(msgspec.json.encode(Ports(listener.port)))
    return listener.port


def _myself() -> Process:
    me = Process.of(os.getpid())
    if me is None:
        raise RuntimeError(f"the system does not know process {os.getpid()}, which is this one")
    return me


def _stopping(cloud: Cloud) -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, stopping.set)
    cloud.administration.stop = lambda: _soon(loop, stopping)
    return stopping


def _soon(loop: asyncio.AbstractEventLoop, stopping: asyncio.Event) -> None:
    # The response to the stop request is sent first.
    loop.call_later(0.05, stopping.set)


async def _until(stopping: asyncio.Event, server: Server, owner: Process | None, lost: Callable[[], bool]) -> None:
    """Wait for a stop request, the end of every client of an owned server, or the loss of the folder."""
    while not stopping.is_set() and not lost():
        if owner is not None and not owner.runs and not any(listener.owner for listener in server.listeners):
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), SELDOM if owner is None else LOOK)


@contextlib.contextmanager
def _held(home: Home) -> Iterator[None]:
    """The folder's lock, which the system lets go of whatever happens to us. Raises Busy."""
    with home.lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield


def _tell(text: str) -> None:
    with contextlib.suppress(OSError), os.fdopen(3, "w") as teller:
        teller.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
