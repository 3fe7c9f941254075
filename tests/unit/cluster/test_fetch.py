"""Downloading the programs of a control plane."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from aksess.cluster.errors import FetchFailed
from aksess.cluster.fetch import Fetched, fetch
from aksess.cluster.releases import Platform, Releases
from tests.unit.cluster.mirrors import Mirror, releases, serving

API = "/release/v1.34.4/bin/linux/amd64/kube-apiserver"


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with serving(releases()) as found:
        yield found


def fetched(mirror: Mirror, cache: Path, version: str = "1.34.4") -> Fetched:
    return fetch(version, cache, Releases(mirror.url), Platform("linux", "amd64"), lambda *_: None)


@pytest.mark.parametrize("asked", ["1.34.4", "v1.34.4", "1.34", ""])
def test_the_four_programs_are_in_the_cache_and_can_be_run(mirror: Mirror, tmp_path: Path, asked: str) -> None:
    found = fetched(mirror, tmp_path, asked)

    assert found.fresh
    assert tmp_path / "1.34.4" == found.folder
    names = {"etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"}
    assert names == {each.name for each in found.folder.iterdir()}
    assert all(os.access(each, os.X_OK) for each in found.folder.iterdir())
    assert "echo etcd" in (found.folder / "etcd").read_text()


def test_what_is_there_is_not_downloaded_again(mirror: Mirror, tmp_path: Path) -> None:
    fetched(mirror, tmp_path)
    mirror.asked.clear()

    assert not fetched(mirror, tmp_path).fresh
    assert [] == mirror.asked


def test_progress_is_told_for_each_program(mirror: Mirror, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    fetch(
        "1.34.4",
        tmp_path,
        Releases(mirror.url),
        Platform("linux", "amd64"),
        lambda name, done, size: told.append((name, done, size)),
    )

    size = len(mirror.files[API])
    assert ("kube-apiserver", size, size) in told
    assert "etcd" == told[0][0]


def test_a_cut_connection_goes_on_where_it_ended(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts[API] = 2
    fetched(mirror, tmp_path)

    ranges = [wanted for path, wanted in mirror.asked if path == API]
    assert "" == ranges[0]
    assert len(ranges) == 3
    assert all(each.startswith("bytes=") for each in ranges[1:])
    assert mirror.files[API] == (tmp_path / "1.34.4" / "kube-apiserver").read_bytes()


def test_a_server_that_knows_no_ranges_sends_it_all_again(mirror: Mirror, tmp_path: Path) -> None:
    mirror.ranges = False
    mirror.cuts[API] = 1

    assert mirror.files[API] == (fetched(mirror, tmp_path).folder / "kube-apiserver").read_bytes()


def test_a_connection_that_is_always_cut_ends_in_a_sentence_and_the_next_call_goes_on(
    mirror: Mirror, tmp_path: Path
) -> None:
    mirror.cuts[API] = 5
    with pytest.raises(FetchFailed, match="cut off 5 times") as raised:
        fetched(mirror, tmp_path)

    assert "goes on" in raised.value.hint
    mirror.asked.clear()
    fetched(mirror, tmp_path)
    assert not any("etcd" in path for path, _ in mirror.asked), "what is there is not downloaded again"
    assert [True] == [bool(wanted) for path, wanted in mirror.asked if path == API]


def test_a_wrong_checksum_throws_the_file_away(mirror: Mirror, tmp_path: Path) -> None:
    mirror.files[f"{API}.sha256"] = b"0" * 64
    with pytest.raises(FetchFailed, match="expected 0000") as raised:
        fetched(mirror, tmp_path)

    assert API in raised.value.message
    assert not (tmp_path / "1.34.4").exists()
    assert not list(tmp_path.rglob("kube-apiserver*"))


def test_a_part_of_another_file_is_replaced(mirror: Mirror, tmp_path: Path) -> None:
    draft = tmp_path / "1.34.4.part"
    draft.mkdir()
    (draft / "kube-apiserver.download.part").write_bytes(b"of an earlier release")

    assert mirror.files[API] == (fetched(mirror, tmp_path).folder / "kube-apiserver").read_bytes()


def test_a_part_that_is_longer_than_the_file_is_replaced(mirror: Mirror, tmp_path: Path) -> None:
    draft = tmp_path / "1.34.4.part"
    draft.mkdir()
    (draft / "kube-apiserver.download.part").write_bytes(b"x" * (len(mirror.files[API]) + 1))

    assert mirror.files[API] == (fetched(mirror, tmp_path).folder / "kube-apiserver").read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_named(mirror: Mirror, tmp_path: Path) -> None:
    draft = tmp_path / "1.34.4.part"
    draft.mkdir()
    (draft / "kube-apiserver.download.part").symlink_to("/dev/full")

    with pytest.raises(FetchFailed, match="disk of .* is full") as raised:
        fetched(mirror, tmp_path)
    assert "XDG_CACHE_HOME" in raised.value.hint


def test_a_version_that_is_not_published_is_named(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match=r"stable-1\.99\.txt answered 404"):
        fetched(mirror, tmp_path, "1.99")
    with pytest.raises(FetchFailed, match=r"v1\.99\.1/bin/linux/amd64/kube-apiserver.* answered 404"):
        mirror.files["/etcd/v3.7.0/SHA256SUMS"] = mirror.files["/etcd/v3.6.5/SHA256SUMS"].replace(b"3.6.5", b"3.7.0")
        archive = "etcd/v3.6.5/etcd-v3.6.5-linux-amd64.tar.gz"
        mirror.files["/" + archive.replace("3.6.5", "3.7.0")] = mirror.files[f"/{archive}"]
        # etcd's archive names its folder by its version, too.
        (tmp_path / "1.99.1.part").mkdir()
        (tmp_path / "1.99.1.part" / "etcd").write_text("")
        fetched(mirror, tmp_path, "1.99.1")


@pytest.mark.parametrize("asked", ["one", "1", "1.2.3.4", "1.x"])
def test_what_is_no_version_is_refused_before_anything_is_asked(mirror: Mirror, tmp_path: Path, asked: str) -> None:
    with pytest.raises(FetchFailed, match="is not a version of Kubernetes"):
        fetched(mirror, tmp_path, asked)
    assert [] == mirror.asked


def test_a_mirror_that_is_not_there_is_named(tmp_path: Path) -> None:
    with serving({}) as gone:
        pass

    with pytest.raises(FetchFailed, match="cannot be reached"):
        fetched(gone, tmp_path)


def test_an_archive_without_the_program_is_refused(mirror: Mirror, tmp_path: Path) -> None:
    other = releases(etcd="3.6.4")
    archive = other["/etcd/v3.6.4/etcd-v3.6.4-linux-amd64.tar.gz"]
    sums = other["/etcd/v3.6.4/SHA256SUMS"].replace(b"3.6.4", b"3.6.5")
    mirror.files |= {"/etcd/v3.6.5/etcd-v3.6.5-linux-amd64.tar.gz": archive, "/etcd/v3.6.5/SHA256SUMS": sums}

    with pytest.raises(FetchFailed, match=r"holds no etcd-v3\.6\.5-linux-amd64/etcd"):
        fetched(mirror, tmp_path)
