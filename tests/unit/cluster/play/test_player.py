"""Pods are run to their end, and ended in order when the user asks."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aksess.clock import FakeClock
from aksess.cluster.play.manifests import Manifests, ObjectName
from aksess.cluster.play.player import Player, Stage
from aksess.random_source import SeededRandomSource
from tests.unit.cluster.node.builders import container, pod
from tests.unit.cluster.node.fake_runtime import FakeProcess, FakeRuntime
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import FakeListeners


class Scene:
    """A player of one pod on a fake runtime."""

    def __init__(self, root: Path) -> None:
        self.runtime = FakeRuntime()
        self.notes: list[str] = []
        self.playing: asyncio.Task[bool]
        stage = Stage(
            runtime=self.runtime,
            listeners=FakeListeners(),
            clock=FakeClock(),
            random_source=SeededRandomSource(),
            root=root,
            request_token=self._token,
            note=self.notes.append,
        )
        self.player = Player(Manifests(), stage)

    async def started(self) -> FakeProcess:
        """Wait until the container runs."""
        await until(lambda: self.runtime.started)
        return self.runtime.started[0]

    async def _token(self, account: ObjectName, content: dict[str, Any]) -> dict[str, Any]:
        raise AssertionError("no pod of these tests has a token")


@asynccontextmanager
async def play(root: Path, played: dict[str, Any], missing: str = "") -> AsyncIterator[Scene]:
    scene = Scene(root)
    scene.runtime.missing_images = {missing}
    scene.playing = asyncio.get_running_loop().create_task(scene.player.play([played]))
    try:
        yield scene
    finally:
        scene.playing.cancel()
        await asyncio.gather(scene.playing, return_exceptions=True)


@in_loop
async def test_the_play_is_over_when_every_pod_has_succeeded(tmp_path: Path) -> None:
    async with play(tmp_path, pod(restartPolicy="Never")) as scene:
        (await scene.started()).end(0)

        assert await scene.playing
        assert ["pod shop/web has succeeded"] == scene.notes
        assert scene.runtime.sandboxes[0].closed


@in_loop
async def test_a_pod_that_failed_is_told_with_its_exit_code(tmp_path: Path) -> None:
    async with play(tmp_path, pod(restartPolicy="Never")) as scene:
        (await scene.started()).end(3)

        assert not await scene.playing
        assert ["pod shop/web has failed (main: exit code 3)"] == scene.notes


@in_loop
async def test_an_end_in_order_is_the_hook_and_then_the_signal(tmp_path: Path) -> None:
    hooked = container(lifecycle={"preStop": {"exec": {"command": ["drain"]}}})
    async with play(tmp_path, pod(hooked)) as scene:
        process = await scene.started()
        scene.player.stop()

        assert await scene.playing
        assert [("drain",)] == [command for command, _ in scene.runtime.commands]
        assert [signal.SIGTERM] == process.signals


@in_loop
async def test_the_second_request_does_not_wait_for_the_hook(tmp_path: Path) -> None:
    hooked = container(lifecycle={"preStop": {"exec": {"command": ["drain"]}}})
    async with play(tmp_path, pod(hooked)) as scene:
        scene.runtime.exit_code = None
        await scene.started()
        scene.player.stop()
        await until(lambda: scene.runtime.commands)
        scene.player.stop()

        assert await scene.playing


@in_loop
async def test_an_image_that_is_not_there_ends_the_play(tmp_path: Path) -> None:
    async with play(tmp_path, pod(), missing="image.test/app:1") as scene:
        assert not await scene.playing
        assert any("Failed to pull image" in each for each in scene.notes)


@in_loop
async def test_a_config_map_that_is_not_there_ends_the_play(tmp_path: Path) -> None:
    volume = {"name": "conf", "configMap": {"name": "conf"}}
    async with play(tmp_path, pod(volumes=[volume])) as scene:
        assert not await scene.playing
        assert any('configmap "conf" not found' in each for each in scene.notes)


@in_loop
async def test_a_field_that_has_not_its_shape_ends_the_play(tmp_path: Path) -> None:
    """No worker is left that could end the pod, and nobody waits for one."""
    volume = {"name": "conf", "configMap": {"nme": "conf"}}
    async with play(tmp_path, pod(volumes=[volume])) as scene:
        assert not await scene.playing
        assert any("FailedSync: error syncing pod: KeyError: 'name'" in each for each in scene.notes)
