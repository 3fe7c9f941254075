"""The Node and its Lease."""

import asyncio
from pathlib import Path

from aksess.cluster.node.node_object import NodeFacts
from aksess.cluster.node.registration import Registration
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import NodeScene, node

NODE = "/api/v1/nodes/node-1"
LEASE = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/node-1"


def registration(scene: NodeScene) -> Registration:
    return Registration(scene.api, NodeFacts("node-1", "10.224.0.4", "1.37.2", "fake", "widemo-aks"), scene.clock)


def ready(scene: NodeScene) -> str:
    conditions = scene.api.objects[NODE]["status"]["conditions"]
    return next(str(each["status"]) for each in conditions if each["type"] == "Ready")


@in_loop
async def test_a_node_registers_and_says_that_it_is_ready(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        await registration(scene).register()

        assert "True" == ready(scene)
        assert "widemo-aks" == scene.api.objects[NODE]["metadata"]["labels"]["kubernetes.azure.com/cluster"]


@in_loop
async def test_a_node_that_is_there_is_taken_over(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.api.put(NODE, {"metadata": {"name": "node-1", "labels": {"own": "label"}}})
        await registration(scene).register()
        labels = scene.api.objects[NODE]["metadata"]["labels"]

        assert ("label", "linux") == (labels["own"], labels["kubernetes.io/os"])


@in_loop
async def test_the_lease_is_made_and_renewed(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        keeping = asyncio.ensure_future(registration(scene).keep())
        await until(lambda: LEASE in scene.api.objects)
        keeping.cancel()
        first = scene.api.objects[LEASE]["spec"]["renewTime"]
        scene.clock.advance(10)
        keeping = asyncio.ensure_future(registration(scene).keep())
        await until(lambda: scene.api.objects[LEASE]["spec"]["renewTime"] != first)
        keeping.cancel()

        assert ("node-1", 40) == (
            scene.api.objects[LEASE]["spec"]["holderIdentity"],
            scene.api.objects[LEASE]["spec"]["leaseDurationSeconds"],
        )


@in_loop
async def test_a_node_that_leaves_says_so(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        kept = registration(scene)
        await kept.register()
        await kept.leave()
        scene.api.gone = True
        await kept.leave()

        assert "False" == ready(scene)
