"""A pod in user namespaces is no wider than a pod."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path

import pytest

from aksess.pods.images import Images
from aksess.pods.runtime import ContainerStartFailed, SandboxFailed
from aksess.pods.runtimes.gateway_process import GatewayProcess, unavailable
from aksess.pods.runtimes.surroundings import Surroundings
from aksess.pods.trust import Trust
from tests.unit.pods.runtimes.conftest import Output, open_pod

pytestmark = pytest.mark.skipif(bool(asyncio.run(unavailable())), reason="no user namespaces here")


def ran(root: Path, script: str, listener: int = 0) -> tuple[int, str]:
    """A script's exit code and output, in a pod."""

    async def story() -> tuple[int, str]:
        async with open_pod("user-namespace", root, listener) as pod:
            return await pod.run(script)

    return asyncio.run(story())


def test_a_mount_is_at_its_path(tmp_path: Path) -> None:
    assert (0, "the token") == ran(tmp_path, "cat /var/run/secrets/tokens/token")


def test_a_mount_that_is_read_only_cannot_be_written(tmp_path: Path) -> None:
    code, said = ran(tmp_path, "echo x > /var/run/secrets/tokens/token")

    assert code
    assert "ead-only" in said


def test_the_termination_log_reaches_the_node(tmp_path: Path) -> None:
    ran(tmp_path, "echo why > /dev/termination-log")

    assert "why\n" == (tmp_path / "pod" / "termination").read_text()


def test_hosts_resolver_and_host_name_are_the_pods(tmp_path: Path) -> None:
    code, said = ran(tmp_path, "cat /etc/hosts /etc/resolv.conf; cat /proc/sys/kernel/hostname")

    assert 0 == code
    assert "192.0.2.1\talias.test" in said
    assert "search widemo.svc.cluster.local" in said
    assert said.endswith("the-host\n")


def test_no_other_file_of_the_machine_is_there(tmp_path: Path) -> None:
    """The folder of the tests stands for a home, a data folder, and another pod's folder."""
    (tmp_path / "secret").write_text("of somebody else")
    code, said = ran(tmp_path, f"cat {tmp_path}/secret {tmp_path}/pod/tokens/token /etc/shadow")

    assert code
    assert "somebody else" not in said
    assert "the token" not in said
    assert 3 == said.count("No such file")


def test_the_container_is_the_first_process_that_it_sees(tmp_path: Path) -> None:
    assert (0, "sh\n") == ran(tmp_path, "cat /proc/1/comm")


def test_a_listener_of_the_machine_is_not_reached(tmp_path: Path) -> None:
    """Its loopback is another one; every other address leads to the gateway, which has no way out for this pod."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code, said = ran(tmp_path, _dial("127.0.0.1", port))

    assert code
    assert "refused" in said.lower()


def _dial(host: str, port: int) -> str:
    program = f"import socket; socket.create_connection(('{host}', {port}), 5)"
    return f'python3 -c "{program}"'


@pytest.mark.parametrize("host", ["203.0.113.1", "169.254.169.254", "example.com"])
def test_a_pod_without_a_proxy_listener_reaches_nothing(tmp_path: Path, host: str) -> None:
    """The gateway accepts the connection, and resets it."""
    program = f"import socket; s = socket.create_connection(('{host}', 443), 5); s.sendall(b'x'); print(s.recv(1))"
    code, said = ran(tmp_path, f'python3 -c "{program}"')

    assert code
    assert "reset" in said.lower()


def test_a_port_of_the_pod_is_reached_from_the_node(tmp_path: Path) -> None:
    serving = "import socket; s = socket.create_server(('', 80)); print('ready', flush=True); "
    serving += "c, _ = s.accept(); c.sendall(b'hello')"

    async def story() -> bytes:
        async with open_pod("user-namespace", tmp_path) as pod:
            output = Output()
            await pod.start(f'python3 -c "{serving}"', output)
            while "ready" not in output.text():
                assert "stdout" not in output.ended, output.text("stderr")
                await asyncio.sleep(0.01)
            reader, writer = await pod.sandbox.connect(80)
            said = await reader.read(100)
            writer.close()
            return said

    assert b"hello" == asyncio.run(story())


def test_a_program_that_cannot_be_started_leaves_no_descriptor_open(tmp_path: Path) -> None:
    async def story() -> tuple[list[str], list[str]]:
        async with open_pod("user-namespace", tmp_path) as pod:
            before = sorted(os.listdir("/proc/self/fd"))
            with pytest.raises(ContainerStartFailed):
                await pod.start("true", Output(), {"A": "no\0variable"})
            return before, sorted(os.listdir("/proc/self/fd"))

    before, after = asyncio.run(story())

    assert before == after


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(each) for task in tasks for each in (task / "children").read_text().split()]


def test_a_network_that_cannot_be_made_leaves_no_process_behind(tmp_path: Path) -> None:
    async def story() -> list[list[int]]:
        before = set(_children(os.getpid()))
        files = Trust(tmp_path, tmp_path, tmp_path, tmp_path)
        gateway = GatewayProcess(tmp_path, Surroundings(Images({}), files, {}))
        try:
            with pytest.raises(SandboxFailed, match="the network of the pod cannot be made"):
                await gateway.add("no-address", 0)
            return [_children(each) for each in set(_children(os.getpid())) - before]
        finally:
            await gateway.close()

    assert [[]] == asyncio.run(story())
