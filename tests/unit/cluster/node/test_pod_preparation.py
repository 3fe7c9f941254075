"""What a pod needs before its containers start."""

import asyncio
from pathlib import Path

from tests.unit.cluster.node.builders import container, pod
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import node

CONFIG = "/api/v1/namespaces/shop/configmaps/config"
VOLUME = {"name": "v", "configMap": {"name": "config"}}
MOUNTED = container(volumeMounts=[{"name": "v", "mountPath": "/etc/config", "readOnly": True}])


@in_loop
async def test_a_pod_waits_for_its_volumes(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(MOUNTED, volumes=[VOLUME]))
        said = await scene.event("FailedMount")
        await until(lambda: scene.status().get("conditions"))
        before = (scene.status()["phase"], list(scene.runtime.started))
        scene.api.put(CONFIG, {"data": {"a": "1"}})
        process = await scene.started()

        assert 'MountVolume.SetUp failed for volume "v" : configmap "config" not found' == said["message"]
        assert ("Pending", []) == before
        assert ("/etc/config", True) == (process.spec.mounts[0].target, process.spec.mounts[0].read_only)
        assert "1" == (process.spec.mounts[0].source / "a").read_text()


@in_loop
async def test_a_volume_follows_its_config_map(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.api.put(CONFIG, {"data": {"a": "1"}})
        scene.bind(pod(MOUNTED, volumes=[VOLUME]))
        source = (await scene.started()).spec.mounts[0].source
        await until(lambda: ("WATCH", "/api/v1/namespaces/shop/configmaps") in scene.api.asked)
        scene.api.put(CONFIG, {"data": {"a": "2"}})
        await until(lambda: (source / "a").read_text() == "2")


@in_loop
async def test_a_downward_volume_follows_the_pods_labels(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        item = {"path": "labels", "fieldRef": {"fieldPath": "metadata.labels"}}
        scene.bind(pod(MOUNTED, volumes=[{"name": "v", "downwardAPI": {"items": [item]}}]))
        source = (await scene.started()).spec.mounts[0].source
        scene.change(labels={"colour": "blue"})
        await until(lambda: (source / "labels").read_text() == 'colour="blue"')


@in_loop
async def test_a_token_is_renewed_at_80_percent_of_its_life(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        token = {"audience": "api://AzureADTokenExchange", "expirationSeconds": 600, "path": "token"}
        scene.bind(pod(MOUNTED, volumes=[{"name": "v", "projected": {"sources": [{"serviceAccountToken": token}]}}]))
        file = (await scene.started()).spec.mounts[0].source / "token"
        first = file.read_text()
        scene.advance(479)
        for _ in range(20):
            await asyncio.sleep(0)
        still = file.read_text()
        scene.advance(2)
        await until(lambda: file.read_text() == "token-2")

        assert ("token-1", "token-1") == (first, still)


@in_loop
async def test_a_host_path_is_refused_by_name(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(volumes=[{"name": "v", "hostPath": {"path": "/"}}]))
        said = (await scene.event("FailedMount"))["message"]

        assert 'MountVolume.SetUp failed for volume "v" : this node does not mount hostPath volumes' in said
        assert [] == scene.runtime.started


@in_loop
async def test_another_kind_of_volume_is_refused_by_name(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(volumes=[{"name": "v", "persistentVolumeClaim": {"claimName": "data"}}]))

        assert "this node does not mount persistentVolumeClaim" in (await scene.event("FailedMount"))["message"]


@in_loop
async def test_what_the_node_has_not_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(hostNetwork=True))
        said = (await scene.event("FailedCreatePodSandBox"))["message"]

        assert said.startswith("Failed to create pod sandbox: hostNetwork is not available")
        assert [] == scene.runtime.sandboxes


@in_loop
async def test_a_sandbox_is_tried_again(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.refused = "no namespaces here"
        scene.bind(pod())
        said = (await scene.event("FailedCreatePodSandBox"))["message"]
        scene.runtime.refused = ""
        scene.advance(10)
        await scene.started()

        assert "Failed to create pod sandbox: no namespaces here" == said
        assert 1 == len(scene.listeners.opened)


@in_loop
async def test_what_a_pod_runs_without_is_told_once(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(shareProcessNamespace=True))
        await scene.started()
        scene.change(labels={"a": "b"})
        await scene.event("Started")

        assert ["shareProcessNamespace has no effect on this node"] == [
            each["message"] for each in scene.api.events if each["reason"] == "NotSupported"
        ]


@in_loop
async def test_an_error_of_the_system_is_told_as_one_of_the_sandbox(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.error = OSError(28, "No space left on device")
        scene.bind(pod())

        assert "No space left on device" in (await scene.event("FailedCreatePodSandBox"))["message"]
