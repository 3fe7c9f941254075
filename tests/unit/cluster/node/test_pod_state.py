"""A node that was started again takes up what the API server knows."""

from pathlib import Path
from typing import Any

from tests.unit.cluster.node.builders import container, pod
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import node


def seen(asked: dict[str, Any], phase: str = "Running", **states: dict[str, Any]) -> dict[str, Any]:
    """A pod with the status that an earlier node gave it."""
    statuses = [
        {"name": name, "state": state, "lastState": {}, "restartCount": 2, "containerID": "fake://old", "imageID": "i"}
        for name, state in states.items()
    ]
    init = {each["name"] for each in asked["spec"].get("initContainers", ())}
    asked["status"] = {
        "phase": phase,
        "startTime": "2025-10-09T08:00:00Z",
        "podIP": "10.244.0.77",
        "containerStatuses": [each for each in statuses if each["name"] not in init],
        "initContainerStatuses": [each for each in statuses if each["name"] in init],
    }
    return asked


RUNS = {"running": {"startedAt": "2025-10-09T08:00:00Z"}}
DONE = {"terminated": {"exitCode": 0, "reason": "Completed", "finishedAt": "2025-10-09T08:00:00Z"}}


@in_loop
async def test_what_was_running_is_ended_noted_and_started_again(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(seen(pod(init=(container("setup"),)), setup=DONE, main=RUNS))
        await scene.started()
        lost = scene.container()["lastState"]["terminated"]

        assert [tmp_path / "uid-1"] == scene.runtime.cleaned
        assert (137, "ContainerStatusUnknown") == (lost["exitCode"], lost["reason"])
        assert 3 == scene.container()["restartCount"]
        assert ("10.244.0.77", "2025-10-09T08:00:00Z") == (scene.status()["podIP"], scene.status()["startTime"])
        assert [] == scene.runtime.named("setup")


@in_loop
async def test_a_job_that_was_lost_fails_where_nothing_is_restarted(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(seen(pod(restartPolicy="Never"), main=RUNS))
        await scene.phase("Failed")

        assert [] == scene.runtime.started


@in_loop
async def test_what_was_done_is_not_done_twice(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(seen(pod(restartPolicy="OnFailure"), phase="Succeeded", main=DONE))
        await until(lambda: scene.runtime.cleaned)
        scene.advance(1)
        await until(lambda: ("PATCH", "/api/v1/namespaces/shop/pods/web/status") in scene.api.asked)

        assert [] == scene.runtime.started
        assert "Succeeded" == scene.status()["phase"]


@in_loop
async def test_a_new_list_ends_pods_that_are_not_in_it(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        scene.pods.listed([])
        await until(lambda: scene.pods.named("shop", "web") is None)

        assert scene.runtime.sandboxes[0].closed
