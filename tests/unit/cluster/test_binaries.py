"""The programs of a control plane on this machine."""

from pathlib import Path

import pytest

from aksess.cluster.binaries import PROGRAMS, cache_folder, find_binaries
from aksess.cluster.errors import BinariesMissing, BinaryUnusable
from aksess.cluster.versions import Version


def programs(folder: Path, said: str = "Kubernetes v1.34.4", without: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in PROGRAMS:
        if name != without:
            (folder / name).write_text(f"#!/bin/sh\necho '{said}'\n")
            (folder / name).chmod(0o755)
    return folder


def test_kubebuilder_assets_come_before_the_cache(tmp_path: Path) -> None:
    assets = programs(tmp_path / "assets")
    programs(tmp_path / "cache" / "aksess" / "kubernetes" / "1.37.2")

    found = find_binaries(
        "1.37.2", {"KUBEBUILDER_ASSETS": str(assets), "XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    )

    assert (Version(1, 34, 4), "KUBEBUILDER_ASSETS") == (found.version, found.source)
    assert assets / "etcd" == found.paths["etcd"]


def test_the_folder_that_is_named_comes_first(tmp_path: Path) -> None:
    named = programs(tmp_path / "named", "Kubernetes v1.30.1")

    found = find_binaries("1.37.2", {"KUBEBUILDER_ASSETS": str(programs(tmp_path / "assets"))}, str(named))

    assert Version(1, 30, 1) == found.version


def test_the_cache_gives_the_nearest_version_and_runs_nothing_to_know_it(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "XDG_CACHE_HOME": "", "PATH": ""}
    cache = cache_folder(environment)
    for version in ("1.32.1", "1.34.4", "1.37.2"):
        programs(cache / version, "not asked")
    programs(cache / "1.33.9", without="etcd")

    assert Version(1, 34, 4) == find_binaries("1.33.6", environment).version


def test_the_path_is_looked_at_last(tmp_path: Path) -> None:
    folder = programs(tmp_path / "bin")

    found = find_binaries("1.33.6", {"HOME": str(tmp_path), "PATH": f"{folder}:/bin:/usr/bin"})

    assert ("PATH", Version(1, 34, 4)) == (found.source, found.version)


def test_what_is_missing_is_named_with_the_command_that_gets_it(tmp_path: Path) -> None:
    folder = programs(tmp_path / "bin", without="kube-scheduler")

    with pytest.raises(BinariesMissing, match="kube-scheduler") as raised:
        find_binaries("1.33.6", {"HOME": str(tmp_path), "PATH": str(folder)})

    assert "etcd" not in raised.value.message
    assert "aksess cluster fetch 1.33.6" in raised.value.hint


def test_a_named_folder_without_a_program_is_refused_by_name(tmp_path: Path) -> None:
    folder = programs(tmp_path / "named", without="etcd")

    with pytest.raises(BinariesMissing, match=f"--kubernetes {folder} has no etcd"):
        find_binaries("1.33.6", {}, str(folder))


@pytest.mark.parametrize("said", ["no version", "'; exit 3; echo '"])
def test_a_program_that_does_not_say_its_version_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(BinaryUnusable, match="kube-apiserver --version answered"):
        find_binaries("1.33.6", {}, str(programs(tmp_path / "named", said)))
