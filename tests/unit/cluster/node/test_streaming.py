"""exec, attach and port-forward."""

import asyncio
import json
from pathlib import Path

from aksess.cluster.node.kubelet_api import KubeletApi
from aksess.cluster.node.spdy import Event, SpdyReader, SpdyWriter, StreamData
from tests.unit.cluster.api_servers import listening
from tests.unit.cluster.node.builders import container, pod
from tests.unit.cluster.node.kubelet_client import WebSocketClient, connected
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import node

EXEC = "/exec/shop/web/main?command=echo&command=hi&output=1&error=1"
V5 = "v5.channel.k8s.io"


@in_loop
async def test_a_command_runs_and_its_exit_code_comes_back(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.exit_code, scene.runtime.exec_output = 3, b"hi\n"
        scene.bind(pod())
        await scene.started()
        async with connected(KubeletApi(scene.pods, scene.clock).handle) as streams:
            client = WebSocketClient(streams)
            chosen = await client.open(EXEC, V5, "v4.channel.k8s.io")
            messages = await client.receive_all()

        assert V5 == chosen
        assert ("echo", "hi") == scene.runtime.commands[0][0]
        assert b"\x01hi\n" == messages[0]
        assert ("NonZeroExitCode", [{"reason": "ExitCode", "message": "3"}]) == (
            json.loads(messages[-1][1:])["reason"], json.loads(messages[-1][1:])["details"]["causes"],
        )  # fmt: skip


@in_loop
async def test_input_and_sizes_reach_the_command(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.exit_code = None
        scene.bind(pod())
        await scene.started()
        async with connected(KubeletApi(scene.pods, scene.clock).handle) as streams:
            client = WebSocketClient(streams)
            await client.open(f"{EXEC}&input=1&tty=1", V5)
            client.send(b"\0some input")
            client.send(b'\x04{"Width": 80, "Height": 24}')
            client.send(b"\x04not JSON")
            client.send(b"\xff\0")
            await until(lambda: scene.runtime.commands and scene.runtime.commands[0][1].stdin.closed)
            process = scene.runtime.commands[0][1]
            process.end(0)
            messages = await client.receive_all()

        assert b"some input" == process.stdin.received
        assert [(80, 24)] == process.sizes
        assert "Success" == json.loads(messages[-1][1:])["status"]


@in_loop
async def test_a_client_that_goes_away_ends_its_command(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.exit_code = None
        scene.bind(pod())
        await scene.started()
        async with connected(KubeletApi(scene.pods, scene.clock).handle) as streams:
            await WebSocketClient(streams).open(EXEC, V5)
            await until(lambda: scene.runtime.commands)

        assert 137 == await scene.runtime.commands[0][1].wait()


@in_loop
async def test_a_command_that_does_not_start_says_why(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        async with connected(KubeletApi(scene.pods, scene.clock).handle) as streams:
            client = WebSocketClient(streams)
            await client.open("/exec/shop/web/main?command=missing&output=1", V5)
            messages = await client.receive_all()

        assert 'exec: "missing": not found' == json.loads(messages[-1][1:])["message"]


@in_loop
async def test_another_protocol_is_refused_by_name(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        async with connected(KubeletApi(scene.pods, scene.clock).handle) as streams:
            said = await WebSocketClient(streams).open(EXEC, "v1.test")

        assert "found subprotocols v1.test, expected v5.channel.k8s.io, v4.channel.k8s.io" in said


@in_loop
async def test_attach_shows_what_comes_and_writes_what_is_typed(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(container(stdin=True, stdinOnce=True), restartPolicy="Never"))
        process = await scene.started()
        async with connected(KubeletApi(scene.pods, scene.clock).handle) as streams:
            client = WebSocketClient(streams)
            await client.open("/attach/shop/web/main?input=1&output=1", V5)
            client.send(b"\0typed")
            await until(lambda: process.stdin.received)
            process.output("stdout", b"shown")
            shown = await client.receive()
            process.end(0)
            await client.receive_all()
        await until(lambda: process.stdin.closed)

        assert (b"typed", b"\x01shown") == (process.stdin.received, shown)


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"you said " + await reader.read(100))
    await writer.drain()
    writer.close()


async def forwarded(client: WebSocketClient, port: str) -> list[Event]:
    """What comes back from a port, until both streams have ended."""
    writer, reader, events = SpdyWriter(), SpdyReader(), list[Event]()
    for stream, kind in ((1, "error"), (3, "data")):
        client.send(writer.open(stream, {"streamtype": kind, "port": port, "requestid": "0"}))
    client.send(writer.data(3, b"hello") + writer.pong(1))
    while {1, 3} != {each.stream for each in events if isinstance(each, StreamData) and each.ended}:
        message = await client.receive()
        assert message is not None
        events += reader.feed(message)
    return events


@in_loop
async def test_a_port_is_forwarded_inside_of_a_web_socket(tmp_path: Path) -> None:
    async with node(tmp_path) as scene, listening(echo) as port:
        scene.runtime.ports[80] = port
        scene.bind(pod())
        await scene.started()
        async with connected(KubeletApi(scene.pods, scene.clock).handle) as streams:
            client = WebSocketClient(streams)
            chosen = await client.open("/portForward/shop/web", "SPDY/3.1+portforward.k8s.io")
            events = await forwarded(client, "80")

        assert "SPDY/3.1+portforward.k8s.io" == chosen
        assert StreamData(3, b"you said hello", False) in events


@in_loop
async def test_a_port_that_nobody_listens_on_is_told_on_the_error_stream(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        async with connected(KubeletApi(scene.pods, scene.clock).handle) as streams:
            client = WebSocketClient(streams)
            await client.open("/portForward/shop/web", "SPDY/3.1+portforward.k8s.io")
            events = await forwarded(client, "81")

        said = next(each for each in events if isinstance(each, StreamData) and each.stream == 1)
        assert b"error forwarding port 81 to pod shop/web: [Errno 111] Connection refused" == said.data


@in_loop
async def test_an_older_kubectl_upgrades_to_spdy_itself(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        async with connected(KubeletApi(scene.pods, scene.clock).handle) as (reader, writer):
            fields = (
                "Host: n\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: portforward.k8s.io"
            )
            spdy = SpdyWriter()
            bad = spdy.open(1, {"streamtype": "data", "port": "none"})
            writer.write(f"POST /portForward/shop/web HTTP/1.1\r\n{fields}\r\n\r\n".encode() + bad)
            head = await reader.readuntil(b"\r\n\r\n")
            answer = await reader.readexactly(16)

        assert head.startswith(b"HTTP/1.1 101")
        assert b"X-Stream-Protocol-Version: portforward.k8s.io" in head
        assert bytes.fromhex("8003000300000008") + bytes.fromhex("0000000100000005") == answer
