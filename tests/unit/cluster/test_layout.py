"""The folder of one cluster."""

from pathlib import Path

import pytest

from aksess.cluster.layout import Layout
from tests.unit.cluster.plans import CLUSTER_ID


def test_clusters_of_one_name_in_two_groups_have_two_folders(tmp_path: Path) -> None:
    here, there = Layout.of(tmp_path, CLUSTER_ID), Layout.of(tmp_path, CLUSTER_ID.replace("/widemo/", "/other/"))

    assert here.folder != there.folder
    assert Layout.of(tmp_path, CLUSTER_ID.upper()) == here


def test_sockets_have_short_paths_whatever_the_folder_is_called(tmp_path: Path) -> None:
    """unix(7): 107 bytes at most."""
    layout = Layout.of(tmp_path / ("deep/" * 40), CLUSTER_ID)

    assert len(str(layout.egress_socket)) < 90


def test_all_folders_are_made_for_the_owner_alone_and_removed_together(tmp_path: Path) -> None:
    layout = Layout.of(tmp_path, CLUSTER_ID)
    layout.prepare()
    made = [layout.folder, layout.etcd, layout.pki, layout.config, layout.logs, layout.pods, layout.sockets]

    assert {0o700} == {folder.stat().st_mode & 0o777 for folder in made}
    layout.remove()
    assert not any(folder.exists() for folder in made)


def test_a_cluster_that_was_created_again_finds_nothing_of_the_one_before(tmp_path: Path) -> None:
    layout = Layout.of(tmp_path, CLUSTER_ID)
    layout.prepare()
    layout.keep_only_of(1.5)
    objects, options = layout.etcd / "member", layout.start
    for file in (objects, layout.pki / "own.key", layout.pods / "log", options):
        file.write_text("kept")

    layout.keep_only_of(1.5)
    assert "kept" == objects.read_text()
    layout.keep_only_of(2.5)
    assert [] == [each for folder in (layout.etcd, layout.pki, layout.pods) for each in folder.iterdir()]
    assert "kept" == options.read_text()
    layout.remove()


def test_a_socket_folder_that_others_can_enter_is_refused(tmp_path: Path) -> None:
    """It is in a folder where everybody may make one first."""
    layout = Layout.of(tmp_path, CLUSTER_ID)
    layout.sockets.mkdir(mode=0o755)
    layout.sockets.chmod(0o755)
    try:
        with pytest.raises(PermissionError, match="this user alone"):
            layout.prepare()
    finally:
        layout.remove()
