"""What every runtime of programs does alike."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from aksess.pods.runtime import ContainerSpec, ContainerStartFailed, ImagePullFailed, MountSpec
from tests.unit.pods.runtimes.conftest import Output, open_pod


def test_a_container_writes_ends_and_says_how(runtime: str, tmp_path: Path) -> None:
    async def story() -> tuple[int, str, str, set[str]]:
        async with open_pod(runtime, tmp_path) as pod:
            output = Output()
            container = await pod.start("echo out; echo err >&2; exit 3", output)
            return await container.wait(), output.text(), output.text("stderr"), output.ended

    assert (3, "out\n", "err\n", {"stdout", "stderr"}) == asyncio.run(story())


def test_a_variable_that_names_a_mount_leads_to_its_file(runtime: str, tmp_path: Path) -> None:
    async def story() -> tuple[int, str]:
        async with open_pod(runtime, tmp_path) as pod:
            return await pod.run('cat "$TOKEN_FILE"', {"TOKEN_FILE": "/var/run/secrets/tokens/token"})

    assert (0, "the token") == asyncio.run(story())


def test_a_signal_ends_it_with_128_and_its_number(runtime: str, tmp_path: Path) -> None:
    async def story() -> int:
        async with open_pod(runtime, tmp_path) as pod:
            container = await pod.start("exec sleep 600", Output())
            await container.signal(signal.SIGKILL)
            return await container.wait()

    assert 128 + signal.SIGKILL == asyncio.run(story())


def test_a_program_runs_beside_it(runtime: str, tmp_path: Path) -> None:
    async def story() -> tuple[int, str]:
        async with open_pod(runtime, tmp_path) as pod:
            container = await pod.start("exec sleep 600", Output(), {"A": "one"})
            output = Output()
            process = await pod.sandbox.exec(
                container, ["sh", "-c", "echo $A$B; exit 4"], output, {"B": "two"}, False, False
            )
            return await process.wait(), output.text()

    assert (4, "onetwo\n") == asyncio.run(story())


def test_what_is_typed_arrives_at_a_program_beside_it(runtime: str, tmp_path: Path) -> None:
    async def story() -> str:
        async with open_pod(runtime, tmp_path) as pod:
            container = await pod.start("exec sleep 600", Output())
            output = Output()
            process = await pod.sandbox.exec(container, ["cat"], output, {}, True, False)
            process.stdin.write(b"typed")
            await process.stdin.drain()
            process.stdin.close()
            await process.wait()
            return output.text()

    assert "typed" == asyncio.run(story())


def test_an_unknown_image_is_refused(runtime: str, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_pod(runtime, tmp_path) as pod:
            log = MountSpec(pod.folder / "log", "/dev/termination-log")
            await pod.sandbox.start(ContainerSpec("c", "nginx", (), (), {}, "", (), log), Output())

    with pytest.raises(ImagePullFailed, match="nginx"):
        asyncio.run(story())


def test_a_program_that_is_not_there_does_not_start(runtime: str, tmp_path: Path) -> None:
    async def story() -> int:
        async with open_pod(runtime, tmp_path) as pod:
            try:
                code, _ = await pod.run("exec /no/such/program")
            except ContainerStartFailed:
                return -1
            return code

    assert asyncio.run(story()) in (-1, 126, 127)


def test_closing_the_pod_ends_what_still_runs(runtime: str, tmp_path: Path) -> None:
    async def story() -> int:
        async with open_pod(runtime, tmp_path) as pod:
            container = await pod.start("exec sleep 600", Output())
            await pod.sandbox.close()
            return await container.wait()

    assert 128 + signal.SIGKILL == asyncio.run(story())


def test_a_container_that_has_ended_is_sent_no_signal(
    runtime: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its number may belong to a program of the user by then."""
    sent: list[int] = []

    async def story() -> None:
        async with open_pod(runtime, tmp_path) as pod:
            container = await pod.start("exit 0", Output())
            await container.wait()
            with monkeypatch.context() as patched:
                patched.setattr(os, "kill", lambda number, _signal: sent.append(number))
                patched.setattr(os, "killpg", lambda number, _signal: sent.append(number))
                await container.signal(signal.SIGTERM)
                await pod.sandbox.close()

    asyncio.run(story())

    assert [] == sent
