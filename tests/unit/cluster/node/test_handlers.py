"""Probes and hooks of each kind."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from aksess.cluster.node.handlers import Answer, Target, ask, port_of
from tests.unit.cluster.api_servers import listening
from tests.unit.cluster.node.builders import container, pod
from tests.unit.cluster.node.fake_runtime import FakeRuntime
from tests.unit.cluster.node.loops import in_loop
from tests.unit.cluster.node.node_scene import NodeScene, node

SPEC = container(ports=[{"name": "http", "containerPort": 80}])
GET = {"httpGet": {"path": "health", "port": "http", "httpHeaders": [{"name": "X-Test", "value": "1"}]}}


async def target(scene: NodeScene) -> Target:
    scene.bind(pod(SPEC))
    await scene.started()
    found = scene.pods.named("shop", "web")
    assert found is not None
    return found.runs["main"].target


async def answered(root: Path, answer: bytes, handler: dict[str, Any], within: float = 5.0) -> tuple[Answer, bytes]:
    """What a handler makes of a server's answer, and what the server was sent."""
    sent = b""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        sent = await reader.read(1000)
        writer.write(answer)
        if answer:
            writer.close()
        await reader.read()
        writer.close()

    async with node(root) as scene, listening(serve) as port:
        scene.runtime.ports[80] = port
        return await ask(await target(scene), handler, within), sent


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", Answer(True)),
        (b"HTTP/1.1 302 Found\r\n\r\n", Answer(True)),
        (b"HTTP/1.1 500 Oops\r\n\r\n", Answer(False, "HTTP probe failed with statuscode: 500")),
    ],
)
def test_a_status_of_200_to_399_is_healthy(tmp_path: Path, line: bytes, answer: Answer) -> None:
    found, sent = asyncio.run(answered(tmp_path, line, GET))

    assert answer == found
    assert sent.startswith(b"GET /health HTTP/1.1\r\n")
    assert b"X-Test: 1\r\n" in sent


def test_an_answer_that_does_not_come_is_a_failure(tmp_path: Path) -> None:
    found, _ = asyncio.run(answered(tmp_path, b"", GET, 0.05))

    assert (
        Answer(
            False,
            'Get "http://10.244.0.2:80/health": context deadline exceeded '
            "(Client.Timeout exceeded while awaiting headers)",
        )
        == found
    )


@in_loop
async def test_a_port_that_nobody_listens_on_is_a_failure(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        asked = await target(scene)
        refused = "dial tcp 10.244.0.2:80: connect: connection refused"

        assert Answer(False, refused) == await ask(asked, {"tcpSocket": {"port": 80}}, 5)
        assert Answer(False, f'Get "http://10.244.0.2:80/health": {refused}') == await ask(asked, GET, 5)
        assert Answer(False, f"error: {refused}") == await ask(asked, {"grpc": {"port": 80}}, 5)


def test_a_connection_is_enough_for_a_socket_probe(tmp_path: Path) -> None:
    assert Answer(True) == asyncio.run(answered(tmp_path, b"x", {"tcpSocket": {"port": "http"}}))[0]


@in_loop
@pytest.mark.parametrize("kind", ["tcpSocket", "httpGet"])
async def test_a_port_that_the_container_does_not_name_is_a_failure(tmp_path: Path, kind: str) -> None:
    async with node(tmp_path) as scene:
        found = await ask(await target(scene), {kind: {"port": "htpp"}}, 5)

        assert Answer(False, "couldn't find port: htpp in pod's container main") == found


@in_loop
async def test_a_command_is_healthy_with_exit_code_0(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        runtime: FakeRuntime = scene.runtime
        asked = await target(scene)
        runtime.exec_output = b"all well"
        good = await ask(asked, {"exec": {"command": ["check"]}}, 5)
        runtime.exit_code, runtime.exec_output = 1, b"not well"
        bad = await ask(asked, {"exec": {"command": ["check"]}}, 5)
        missing = await ask(asked, {"exec": {"command": ["missing"]}}, 5)

        assert (Answer(True, "all well"), Answer(False, "not well")) == (good, bad)
        assert Answer(False, 'exec: "missing": not found') == missing


@in_loop
async def test_a_command_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        asked = await target(scene)
        scene.runtime.exit_code = None
        found = await ask(asked, {"exec": {"command": ["check", "it"]}}, 0.01)

        assert 'command timed out: "check it" timed out after 0.01s' == found.output
        assert 137 == await scene.runtime.commands[0][1].wait()


@in_loop
async def test_a_handler_that_is_not_known_is_named(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        found = await ask(await target(scene), {"carrierPigeon": {}}, 5)

        assert Answer(False, "this node does not know the handler carrierPigeon") == found


def test_a_port_may_be_named() -> None:
    assert (80, 8080, 9090) == (port_of(SPEC, "http"), port_of(SPEC, 8080), port_of(SPEC, "9090"))
    with pytest.raises(ValueError, match="couldn't find port: none in pod's container main"):
        port_of(SPEC, "none")
