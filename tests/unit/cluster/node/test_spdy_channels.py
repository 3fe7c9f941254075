"""exec and attach over SPDY/3.1, for API servers before Kubernetes 1.36."""

import asyncio
import json
from pathlib import Path

from aksess.cluster.node.kubelet_api import KubeletApi
from aksess.cluster.node.spdy import Event, SpdyReader, SpdyWriter, StreamData
from tests.unit.cluster.node.builders import pod
from tests.unit.cluster.node.kubelet_client import Streams, connected
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import NodeScene, node

HEAD = "Host: n\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\n\r\n"


async def opened(streams: Streams, query: str, kinds: list[str]) -> SpdyWriter:
    """Upgrade, and open a stream of each kind: 1, 3, 5, …"""
    reader, writer = streams
    spdy = SpdyWriter()
    writer.write(f"POST /exec/shop/web/main?command=cat&{query} HTTP/1.1\r\n{HEAD}".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert b"X-Stream-Protocol-Version: v4.channel.k8s.io" in head
    for number, kind in enumerate(kinds):
        writer.write(spdy.open(2 * number + 1, {"streamtype": kind}))
    return spdy


async def received(reader: asyncio.StreamReader) -> dict[int, bytes]:
    """The data of each stream until the node closes."""
    spdy, events = SpdyReader(), list[Event]()
    while data := await reader.read(65536):
        events += spdy.feed(data)
    found: dict[int, bytes] = {}
    for each in events:
        if isinstance(each, StreamData):
            found[each.stream] = found.get(each.stream, b"") + each.data
    return found


def handler(scene: NodeScene) -> KubeletApi:
    return KubeletApi(scene.pods, scene.clock)


@in_loop
async def test_output_and_exit_code_come_on_their_streams(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.exit_code, scene.runtime.exec_output = 3, b"hi\n"
        scene.bind(pod())
        await scene.started()
        async with connected(handler(scene).handle) as streams:
            await opened(streams, "output=1&error=1", ["error", "stdout", "stderr"])
            found = await received(streams[0])

        assert b"hi\n" == found[3]
        assert "NonZeroExitCode" == json.loads(found[1])["reason"]


@in_loop
async def test_input_its_end_and_sizes_reach_the_command(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.exit_code = None
        scene.bind(pod())
        await scene.started()
        async with connected(handler(scene).handle) as streams:
            spdy = await opened(streams, "input=1&output=1&tty=1", ["error", "stdin", "stdout", "resize"])
            streams[1].write(spdy.data(3, b"typed") + spdy.data(7, b'{"Width":80,"Height":24}') + spdy.pong(1))
            streams[1].write(spdy.data(3, b"", ended=True))
            await until(lambda: scene.runtime.commands and scene.runtime.commands[0][1].stdin.closed)
            process = scene.runtime.commands[0][1]
            process.end(0)
            found = await received(streams[0])

        assert (b"typed", [(80, 24)]) == (process.stdin.received, process.sizes)
        assert "Success" == json.loads(found[1])["status"]


@in_loop
async def test_a_client_that_does_not_open_its_streams_runs_nothing(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        async with connected(handler(scene).handle) as streams:
            await opened(streams, "input=1&output=1", ["error"])

        assert [] == scene.runtime.commands


@in_loop
async def test_a_client_that_speaks_another_protocol_runs_nothing(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        async with connected(handler(scene).handle) as streams:
            await opened(streams, "output=1", [])
            streams[1].write(bytes.fromhex("8002000100000000"))
            rest = await streams[0].read()

        assert (b"", []) == (rest, scene.runtime.commands)
