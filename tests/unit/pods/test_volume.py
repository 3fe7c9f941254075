"""A projected volume, written as the kubelet writes one."""

import os
from pathlib import Path

from aksess.pods.volume import Volume


def test_a_file_is_a_link_through_data(tmp_path: Path) -> None:
    """As in a container: ``token`` leads to ``..data/token``, ``..data`` to a folder of its own."""
    Volume(tmp_path / "mount").write({"token/azure-identity-token": b"one"})

    assert "..data/token" == os.readlink(tmp_path / "mount" / "token")
    assert b"one" == (tmp_path / "mount" / "token" / "azure-identity-token").read_bytes()


def test_files_can_be_read_by_who_may_come_in(tmp_path: Path) -> None:
    Volume(tmp_path).write({"token": b"one"})

    assert 0o644 == (tmp_path / "token").stat().st_mode & 0o777


def test_a_reader_who_has_the_file_open_keeps_the_old_one_whole(tmp_path: Path) -> None:
    """Nothing is written over: a new folder takes the place of the old one in a single step."""
    volume = Volume(tmp_path)
    volume.write({"token": b"the first, which is long"})
    with (tmp_path / "token").open("rb") as reader:
        volume.write({"token": b"the second"})

        assert b"the first, which is long" == reader.read()
    assert b"the second" == (tmp_path / "token").read_bytes()


def test_old_files_go_with_their_folder(tmp_path: Path) -> None:
    volume = Volume(tmp_path)
    for number in range(3):
        volume.write({"token": b"%d" % number})

    assert {"token", "..data", "..000003"} == {each.name for each in tmp_path.iterdir()}
