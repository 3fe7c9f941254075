"""The output of containers is passed on line by line."""

from pathlib import Path

from aksess.cluster.play.echo import EchoRuntime, Lines
from aksess.pods.runtime import ContainerSpec, MountSpec, SandboxSpec
from tests.unit.cluster.node.fake_runtime import FakeRuntime
from tests.unit.cluster.node.loops import in_loop


def test_a_line_is_passed_on_when_it_is_whole() -> None:
    said: list[str] = []
    lines = Lines(said.append)
    lines.write(b"one\r\ntw")
    lines.write(b"o\n\nrest")
    assert ["one", "two", ""] == said
    lines.write(b"")
    lines.write(b"")

    assert ["one", "two", "", "rest"] == said


@in_loop
async def test_the_log_of_the_node_gets_the_same_bytes(tmp_path: Path) -> None:
    said: list[tuple[str, str, str]] = []
    logged: list[tuple[str, bytes]] = []
    runtime = FakeRuntime()
    echo = EchoRuntime(runtime, lambda *line: said.append(line))
    sandbox = await echo.open_sandbox(SandboxSpec("shop", "web", "uid-1", "web", tmp_path))
    spec = ContainerSpec("main", "busybox", (), (), {}, "", (), MountSpec(tmp_path, "/dev/termination-log"))
    await sandbox.start(spec, lambda stream, data: logged.append((stream, data)))
    runtime.named("main")[0].output("stderr", b"hello\n")
    await sandbox.close()

    assert [("web", "main", "hello")] == said
    assert [("stderr", b"hello\n")] == logged
    assert ("fake", True) == (echo.name, runtime.sandboxes[0].closed)
