"""A container's probes, hooks and stops."""

import signal
from pathlib import Path
from typing import Any

from tests.unit.cluster.node.builders import container, pod
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import node

PROBE: dict[str, Any] = {"exec": {"command": ["check"]}, "periodSeconds": 1, "failureThreshold": 1}


@in_loop
async def test_a_container_is_ready_when_its_readiness_probe_succeeds(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.exit_code, scene.runtime.exec_output = 1, b"not yet"
        scene.bind(pod(container(readinessProbe=PROBE)))
        await scene.started()
        said = await scene.event("Unhealthy")
        ready_before = scene.container()["ready"]
        scene.runtime.exit_code = 0
        await until(lambda: scene.container()["ready"])

        assert not ready_before
        assert ("Readiness probe failed: not yet", "Warning") == (said["message"], said["type"])


@in_loop
async def test_other_probes_wait_for_the_startup_probe(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        startup = {**PROBE, "exec": {"command": ["startup"]}, "failureThreshold": 30}
        scene.runtime.exit_code = None
        scene.bind(pod(container(startupProbe=startup, livenessProbe=PROBE)))
        await scene.started()
        await until(lambda: scene.runtime.commands)
        before = (scene.container()["started"], len(scene.runtime.commands))
        scene.runtime.commands[0][1].end(0)
        await until(lambda: scene.container()["started"] and scene.container()["ready"])
        await until(lambda: len(scene.runtime.commands) > 1)

        assert (False, 1) == before
        assert [("startup",), ("check",)] == [command for command, _ in scene.runtime.commands]


@in_loop
async def test_a_failed_liveness_probe_restarts_the_container_with_its_own_grace(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.exit_code, scene.runtime.ignored_signals = 1, frozenset({signal.SIGTERM})
        scene.bind(pod(container(livenessProbe={**PROBE, "terminationGracePeriodSeconds": 0})))
        process = await scene.started()
        await scene.started(times=2)

        assert [signal.SIGTERM, signal.SIGKILL] == process.signals
        assert "Container main failed liveness probe, will be restarted" == (await scene.event("Killing"))["message"]
        assert 137 == scene.container()["lastState"]["terminated"]["exitCode"]


@in_loop
async def test_pre_stop_comes_before_the_signal(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.exit_code = None
        scene.bind(pod(container(lifecycle={"preStop": {"exec": {"command": ["drain"]}}})))
        process = await scene.started()
        scene.delete()
        await until(lambda: scene.runtime.commands)
        before = list(process.signals)
        scene.runtime.commands[0][1].end(0)
        await until(lambda: not scene.exists())

        assert [] == before
        assert [signal.SIGTERM] == process.signals


@in_loop
async def test_hooks_that_fail_are_told(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.exit_code, scene.runtime.exec_output = 1, b"no luck"
        scene.bind(pod(container(lifecycle={"preStop": {"exec": {"command": ["drain"]}}})))
        await scene.started()
        scene.delete()

        assert "PreStopHook failed: no luck" == (await scene.event("FailedPreStopHook"))["message"]


@in_loop
async def test_a_container_whose_post_start_fails_is_ended(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.exit_code = 1
        scene.bind(pod(container(lifecycle={"postStart": {"exec": {"command": ["warm"]}}}), restartPolicy="Never"))
        await scene.phase("Failed")

        assert "PostStartHook failed" == (await scene.event("FailedPostStartHook"))["message"]
        assert [signal.SIGTERM] == scene.runtime.started[0].signals


@in_loop
async def test_another_stop_signal_is_sent_where_the_pod_names_one(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(container(lifecycle={"stopSignal": "SIGUSR1"})))
        process = await scene.started()
        scene.delete()
        await until(lambda: not scene.exists())

        assert [signal.SIGUSR1] == process.signals


@in_loop
async def test_a_termination_message_is_told(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(restartPolicy="Never"))
        process = await scene.started()
        process.spec.termination_log.source.write_text("out of luck")
        process.end(3)
        await scene.phase("Failed")

        assert "out of luck" == scene.container()["state"]["terminated"]["message"]
