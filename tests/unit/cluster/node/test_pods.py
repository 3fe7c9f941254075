"""The pods of a node."""

import signal
from pathlib import Path

from tests.unit.cluster.node.builders import pod
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import PODS, node


@in_loop
async def test_a_pod_is_found_by_its_name_and_by_its_address(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        found = scene.pods.named("shop", "web")

        assert found is not None
        assert found is scene.pods.at("10.244.0.2")
        assert None is scene.pods.at("10.244.0.99")


@in_loop
async def test_an_older_version_of_a_pod_is_not_taken(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        scene.change(labels={"new": "label"})
        old = pod()
        old["metadata"]["labels"] = {"old": "label"}
        scene.pods.put(old)
        found = scene.pods.named("shop", "web")

        assert found is not None
        assert {"new": "label"} == found.pod["metadata"]["labels"]


@in_loop
async def test_what_the_node_never_reads_is_not_kept(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        heavy = pod()
        heavy["metadata"]["managedFields"] = [{"manager": "kubectl"}] * 100
        scene.bind(heavy)
        await scene.started()

        assert all("managedFields" not in each.pod["metadata"] for each in scene.pods)


@in_loop
async def test_an_address_is_free_again_when_its_pod_is_gone(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        scene.delete()
        await until(lambda: scene.pods.at("10.244.0.2") is None)

        assert not scene.exists()


@in_loop
async def test_two_hundred_pods_run_at_once(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        for number in range(200):
            each = pod()
            each["metadata"] |= {"name": f"web-{number}", "uid": f"uid-{number}"}
            scene.bind(each)
        await until(lambda: len(scene.runtime.started) == 200)
        await until(lambda: all(o["status"]["phase"] == "Running" for p, o in scene.api.objects.items() if PODS in p))

        assert 200 == len({each.ip for each in scene.pods})


@in_loop
async def test_what_a_deleted_pod_left_is_ended_and_removed(tmp_path: Path) -> None:
    """The pod was deleted while no node ran."""
    async with node(tmp_path) as scene:
        (tmp_path / "uid-old" / "logs").mkdir(parents=True)
        scene.bind(pod())
        await scene.started()
        scene.pods.listed([scene.api.objects[f"{PODS}/web"]])
        await until(lambda: not (tmp_path / "uid-old").exists())

        assert [tmp_path / "uid-old"] == scene.runtime.cleaned
        assert (tmp_path / "uid-1").exists()


@in_loop
async def test_containers_may_end_by_themselves_when_the_node_ends(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        process = await scene.started()
        await scene.pods.close()

        assert [signal.SIGTERM] == process.signals
        assert scene.runtime.sandboxes[0].closed


@in_loop
async def test_a_pod_that_the_node_cannot_read_does_not_stop_the_others(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        odd = pod(restartPolicy="Sometimes")
        odd["metadata"] |= {"name": "odd", "uid": "uid-odd"}
        scene.bind(odd)
        scene.bind(pod())
        await scene.started()

        assert ["pod odd: ValueError: 'Sometimes' is not a valid Restart"] == scene.said
