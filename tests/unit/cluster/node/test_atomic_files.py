"""Files of a volume change all at once."""

import os
from pathlib import Path

import pytest

from aksess.cluster.node.atomic_files import write_files
from aksess.cluster.node.volume_files import File, VolumeFailed


def test_files_are_reached_through_one_link(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": File(b"1", 0o644), "deep/er": File(b"2", 0o400)})

    assert b"1" == (tmp_path / "a").read_bytes()
    assert b"2" == (tmp_path / "deep" / "er").read_bytes()
    assert "..data/a" == os.readlink(tmp_path / "a")
    assert 0o400 == (tmp_path / "deep" / "er").stat().st_mode & 0o777


def test_a_reader_that_holds_the_old_folder_sees_the_old_files_only(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": File(b"1", 0o644), "b": File(b"1", 0o644)})
    before = os.readlink(tmp_path / "..data")
    changed = write_files(tmp_path, {"a": File(b"2", 0o644), "c": File(b"2", 0o644)})

    assert changed
    assert before != os.readlink(tmp_path / "..data")
    assert b"2" == (tmp_path / "a").read_bytes()
    assert not (tmp_path / "b").is_symlink()
    assert ["..000002", "..data", "a", "c"] == sorted(each.name for each in tmp_path.iterdir())


def test_equal_files_are_left_alone(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": File(b"1", 0o644)})

    assert not write_files(tmp_path, {"a": File(b"1", 0o644)})
    assert write_files(tmp_path, {"a": File(b"1", 0o600)})


def test_folders_are_open_to_every_user_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_files(tmp_path / "v", {"x/a": File(b"1", 0o644)})
    finally:
        os.umask(before)

    assert [0o755] * 3 == [
        each.stat().st_mode & 0o777 for each in (tmp_path / "v", tmp_path / "v" / "..data", tmp_path / "v" / "x")
    ]


@pytest.mark.parametrize("path", ["/a", "../a", "deep/../../a", "..data", "..data/a"])
def test_no_file_is_written_outside_of_the_volume(tmp_path: Path, path: str) -> None:
    with pytest.raises(VolumeFailed, match="invalid path"):
        write_files(tmp_path / "v", {"good": File(b"1", 0o644), path: File(b"2", 0o644)})

    assert [] == list(tmp_path.iterdir())
