"""The file system of a container, as the arguments of bubblewrap."""

from __future__ import annotations

from pathlib import Path

from aksess.pods.runtime import ContainerSpec, MountSpec, SandboxSpec
from aksess.pods.runtimes.root_file_system import arguments
from aksess.pods.trust import Trust


def words(root: Path, *folders: Path, hidden: str = "state", read_only: bool = False) -> list[str]:
    """The arguments for a container whose program needs these folders."""
    (root / "pod").mkdir()
    files = Trust(*(root / name for name in ("root", "bundle", "node", "java")))
    log = MountSpec(root / "log", "/dev/termination-log")
    spec = ContainerSpec("c", "i", (), (), {}, "", (), log, read_only_root=read_only)
    return arguments(SandboxSpec("n", "p", "u", "h", root / "pod"), spec, files, folders, root / hidden, "192.0.2.53")


def test_a_folder_inside_of_the_state_is_not_bound(tmp_path: Path) -> None:
    state = tmp_path / "state"

    assert str(state / "clusters") not in words(tmp_path, state / "clusters")


def test_a_folder_around_the_state_shows_an_empty_folder_in_its_place(tmp_path: Path) -> None:
    found = words(tmp_path, tmp_path)

    assert found[found.index(str(tmp_path / "state")) - 1] == "--tmpfs"


def test_a_read_only_root_is_made_so_at_the_end(tmp_path: Path) -> None:
    assert ["--remount-ro", "/"] == words(tmp_path, read_only=True)[-2:]


def test_the_resolver_names_the_pods_name_server(tmp_path: Path) -> None:
    words(tmp_path)

    assert "nameserver 192.0.2.53\n" == (tmp_path / "pod" / "etc" / "resolv.conf").read_text()
