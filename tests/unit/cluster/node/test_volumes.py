"""Mounts of containers."""

from pathlib import Path

import pytest

from aksess.cluster.node.volumes import MountFailed, Volumes, refusal
from aksess.pods.runtime import MountSpec
from tests.unit.cluster.node.builders import WHERE, container, pod
from tests.unit.cluster.node.loops import in_loop
from tests.unit.cluster.node.node_scene import NodeScene, node

EMPTY = {"name": "v", "emptyDir": {}}


async def volumes(scene: NodeScene, root: Path) -> Volumes:
    found = Volumes(root, scene.services.objects, scene.services.tokens)
    await found.write(pod(volumes=[EMPTY]), WHERE)
    return found


@in_loop
async def test_an_empty_directory_is_open_to_every_user(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        found = await volumes(scene, tmp_path)
        mounts = found.mounts(container(volumeMounts=[{"name": "v", "mountPath": "/data"}]), {})

        assert (MountSpec(tmp_path / "volumes" / "v", "/data"),) == mounts
        assert 0o777 == mounts[0].source.stat().st_mode & 0o777


@in_loop
async def test_a_sub_path_is_made_and_may_have_variables(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        found = await volumes(scene, tmp_path)
        mount = {"name": "v", "mountPath": "/data", "subPathExpr": "$(NAME)/logs"}

        assert (
            tmp_path / "volumes" / "v" / "web" / "logs"
            == found.mounts(container(volumeMounts=[mount]), {"NAME": "web"})[0].source
        )


@in_loop
async def test_a_sub_path_does_not_lead_out_of_its_volume(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        found = await volumes(scene, tmp_path)
        (tmp_path / "volumes" / "v" / "link").symlink_to("/etc")
        for below in ("link", "../../secret"):
            with pytest.raises(MountFailed, match="leads out of the volume"):
                found.mounts(container(volumeMounts=[{"name": "v", "mountPath": "/d", "subPathExpr": below}]), {})


def test_a_refusal_names_the_kind_and_what_to_use() -> None:
    assert "hostPath" in refusal({"name": "v", "hostPath": {"path": "/"}})
    assert "does not mount nfs volumes; use emptyDir" in refusal({"name": "v", "nfs": {}})
