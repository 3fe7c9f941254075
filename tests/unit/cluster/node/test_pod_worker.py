"""A pod from its binding to its end."""

import asyncio
import signal
from pathlib import Path
from typing import Any

from tests.unit.cluster.node.builders import container, pod, sidecar
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import node


@in_loop
async def test_a_pod_runs_in_a_sandbox_of_its_own(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        process = await scene.started()
        await scene.phase("Running")

        assert scene.container()["ready"]
        assert ("fake://id-0", "image.test/app:1@sha256:0") == (
            scene.container()["containerID"], scene.container()["imageID"],
        )  # fmt: skip
        assert ("web", 4001) == (
            scene.runtime.sandboxes[0].spec.hostname,
            scene.runtime.sandboxes[0].spec.listener_port,
        )
        assert "main" == process.spec.name
        await scene.event("Started")
        assert ["Pulled", "Created", "Started"] == [each["reason"] for each in scene.api.events]
        assert "spec.containers{main}" == scene.api.events[0]["involvedObject"]["fieldPath"]


@in_loop
async def test_init_containers_and_sidecars_start_in_order(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(init=(container("setup"), sidecar())))
        (await scene.started("setup")).end(0)
        await scene.started("side")
        await scene.started("main")

        assert ["setup", "side", "main"] == [each.spec.name for each in scene.runtime.started]
        assert scene.container("setup")["ready"]


@in_loop
async def test_a_job_succeeds_and_its_sandbox_is_taken_down(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(restartPolicy="Never"))
        (await scene.started()).end(0)
        await scene.phase("Succeeded")
        await until(lambda: scene.runtime.sandboxes[0].closed)

        assert ("Completed", 0) == (
            scene.container()["state"]["terminated"]["reason"], scene.container()["state"]["terminated"]["exitCode"],
        )  # fmt: skip
        assert [4001] == scene.listeners.closed


@in_loop
async def test_a_sidecar_does_not_keep_a_job_from_ending(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(init=(sidecar(),), restartPolicy="Never"))
        (await scene.started()).end(0)
        await scene.phase("Succeeded")

        assert [signal.SIGTERM] == scene.runtime.named("side")[0].signals


@in_loop
async def test_a_crash_is_followed_by_a_restart_and_then_by_a_back_off(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        (await scene.started()).end(1)
        (await scene.started(times=2)).end(1)
        await until(lambda: scene.container()["state"].get("waiting"))

        assert {
            "reason": "CrashLoopBackOff",
            "message": "back-off 10s restarting failed container=main pod=web_shop(uid-1)",
        } == scene.container()["state"]["waiting"]
        assert (1, 1) == (
            scene.container()["restartCount"], scene.container()["lastState"]["terminated"]["exitCode"],
        )  # fmt: skip
        said = (await scene.event("BackOff"))["message"]
        assert "Back-off restarting failed container main in pod web_shop(uid-1)" == said
        scene.advance(10)
        await scene.started(times=3)
        assert 2 == scene.container()["restartCount"]


@in_loop
async def test_a_deleted_pod_is_told_and_then_gone(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        process = await scene.started()
        scene.delete()
        await until(lambda: not scene.exists())
        await until(lambda: not list(tmp_path.iterdir()))

        assert [signal.SIGTERM] == process.signals
        assert "Stopping container main" == (await scene.event("Killing"))["message"]
        await until(lambda: scene.pods.named("shop", "web") is None)


@in_loop
async def test_a_shorter_grace_period_counts_at_once(tmp_path: Path) -> None:
    """The second deletion does not wait for a hook that the first one began."""
    async with node(tmp_path) as scene:
        hook = {"preStop": {"sleep": {"seconds": 80}}}
        scene.bind(pod(container(lifecycle=hook)))
        process = await scene.started()
        scene.delete(grace=90)
        await scene.event("Killing")
        scene.delete(grace=1)
        for _ in range(100):
            scene.advance(1)
            await asyncio.sleep(0)
        await until(lambda: not scene.exists())

        assert {signal.SIGKILL} == set(process.signals)


@in_loop
async def test_a_pod_that_was_deleted_before_it_ran_is_gone_at_once(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        doomed = pod()
        doomed["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z"
        scene.bind(doomed)
        await until(lambda: not scene.exists())

        assert [] == scene.runtime.started


@in_loop
async def test_a_pod_that_vanishes_is_killed(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.ignored_signals = frozenset({signal.SIGTERM})
        scene.bind(pod())
        process = await scene.started()
        scene.pods.deleted(pod())
        await until(lambda: scene.pods.named("shop", "web") is None)

        assert signal.SIGKILL in process.signals


@in_loop
async def test_a_deadline_fails_the_pod(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(activeDeadlineSeconds=60))
        await scene.started()
        scene.advance(61)
        await scene.phase("Failed")

        assert ("DeadlineExceeded", "Pod was active on the node longer than the specified deadline") == (
            scene.status()["reason"], scene.status()["message"],
        )  # fmt: skip
        assert "DeadlineExceeded" == (await scene.event("DeadlineExceeded"))["reason"]


@in_loop
async def test_an_image_that_is_not_there_shows_its_error_and_then_waits(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.missing_images.add("image.test/app:1")
        scene.bind(pod())
        await until(lambda: scene.container().get("state", {}).get("waiting", {}).get("reason") == "ErrImagePull")
        scene.advance(2)
        await until(lambda: scene.container()["state"]["waiting"]["reason"] == "ImagePullBackOff")
        said: Any = scene.container()["state"]["waiting"]["message"]
        scene.runtime.missing_images.clear()
        scene.advance(20)
        await scene.started()

        assert 'Back-off pulling image "image.test/app:1": ErrImagePull: there is no image image.test/app:1' == said
        reasons = [each["reason"] for each in scene.api.events]
        assert ["Pulling", "Failed", "Failed", "BackOff", "Failed"] == reasons[:5]
        assert 0 == scene.container()["restartCount"]


@in_loop
async def test_a_program_that_does_not_start_counts_as_a_run(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.broken.add("main")
        scene.bind(pod(restartPolicy="Never"))
        await scene.phase("Failed")
        end = scene.container()["state"]["terminated"]

        assert (128, "StartError", "exec: no such file") == (end["exitCode"], end["reason"], end["message"])


@in_loop
async def test_a_status_that_could_not_be_told_is_told_later(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        process = await scene.started()
        scene.api.gone = True
        process.end(0)
        await until(lambda: len(scene.runtime.started) == 2)
        scene.api.gone = False
        scene.advance(2)
        await until(lambda: scene.container()["restartCount"] == 1)

        assert "Running" == scene.status()["phase"]
