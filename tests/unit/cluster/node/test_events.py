"""Events."""

from pathlib import Path

from aksess.cluster.node.pod import containers_of
from tests.unit.cluster.node.builders import container, pod
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import node


@in_loop
async def test_an_event_says_what_it_is_about(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        asked = pod(init=(container("setup"),))
        scene.events.of_pod(asked, "Warning", "BackOff", "Back-off", containers_of(asked)[0])
        event = await scene.event("BackOff")

        assert ("Warning", "Back-off", 1) == (event["type"], event["message"], event["count"])
        assert ("kubelet", "node-1") == (event["source"]["component"], event["source"]["host"])
        assert ("web", "uid-1", "spec.initContainers{setup}") == (
            event["involvedObject"]["name"], event["involvedObject"]["uid"], event["involvedObject"]["fieldPath"],
        )  # fmt: skip


@in_loop
async def test_equal_events_are_counted(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        for message in ("one", "one", "two", "one"):
            scene.events.of_pod(pod(), "Warning", "Unhealthy", message)
        folder = "/api/v1/namespaces/shop/events/"
        await until(lambda: [3, 1] == [e["count"] for p, e in scene.api.objects.items() if p.startswith(folder)])


@in_loop
async def test_an_event_that_cannot_be_delivered_is_dropped(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.api.gone = True
        scene.events.of_pod(pod(), "Normal", "Started", "lost")
        await until(lambda: scene.api.asked)
        scene.api.gone = False
        scene.events.of_pod(pod(), "Normal", "Started", "told")
        await scene.event("Started")

        assert ["told"] == [each["message"] for each in scene.api.events]


@in_loop
async def test_an_event_may_be_about_the_node(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.events.of_node("Normal", "Starting", "Starting kubelet.")
        about = (await scene.event("Starting"))["involvedObject"]

        assert ("Node", "node-1") == (about["kind"], about["name"])
