"""The node as a process: ``python -m aksess.cluster.node FILE``, where FILE holds NodeOptions as JSON."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from functools import partial
from pathlib import Path

import msgspec

from aksess.clock import SystemClock
from aksess.cluster.connect import NoRoute, Streams, connect
from aksess.cluster.layout import Layout
from aksess.cluster.node.node import Node, NodeParts
from aksess.cluster.node.pod_listeners import PodListeners
from aksess.cluster.node.service_table import ServiceTable
from aksess.cluster.options import NodeOptions
from aksess.pods.control import Control
from aksess.pods.runtimes import RuntimeOptions, choose_runtime
from aksess.random_source import SystemRandomSource


def main(arguments: list[str]) -> int:
    """Run a node; the exit code."""
    options = msgspec.json.decode(Path(arguments[0]).read_bytes(), type=NodeOptions)
    asyncio.run(_run(options))
    return 0


async def _run(options: NodeOptions) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    layout = Layout.of(Path(options.state), options.cluster_id)
    table = ServiceTable()
    runtime = await choose_runtime(
        RuntimeOptions(
            environment=dict(os.environ),
            state=Path(options.state),
            dial=partial(_dial, layout.egress_socket),
            lookup=table.lookup,
            images={image: tuple(command) for image, command in options.images.items()},
            log=_log,
            scratch=layout.sockets,
        )
    )
    control = Control(options.port, options.key)
    listeners = PodListeners(control, dict(os.environ), options.cluster_id)
    await Node(options, NodeParts(runtime, listeners, SystemClock(), SystemRandomSource(), table)).run(stopping)


async def _dial(egress: Path, host: str, port: int) -> Streams:
    try:
        return await connect(egress, host, port)
    except NoRoute as error:
        raise ConnectionRefusedError(str(error)) from error


def _log(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
