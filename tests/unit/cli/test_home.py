"""The folder of a local Azure."""

import os
import resource
from pathlib import Path

import pytest

from aksess.cli.exits import CommandFailed
from aksess.cli.home import Home, Running
from aksess.processes import Process


def running(pid: int | None = None, started: str = "") -> Running:
    me = Process.of(pid or os.getpid())
    assert me is not None
    return Running(Process(me.pid, started or me.started), 4711, "the key", "/state", "1")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """One that is there."""
    home = Home(tmp_path / ".aksess")
    home.prepare()
    return home


def test_a_folder_whose_name_is_no_text_is_refused() -> None:
    with pytest.raises(CommandFailed, match="is not valid UTF-8"):
        Home.at("/tmp/\udcff")


def test_a_folder_that_a_full_disk_left_ignores_itself_all_the_same(home: Home) -> None:
    (home.folder / ".gitignore").write_text("")
    home.prepare()

    assert "*\n" == (home.folder / ".gitignore").read_text()


def test_what_was_announced_is_found(home: Home) -> None:
    home.announce(running())

    assert running() == home.running()
    assert 0o600 == home.run_file.stat().st_mode & 0o777


def test_the_key_is_in_no_repr() -> None:
    assert "the key" not in repr(running())


@pytest.mark.parametrize("content", [b"", b"nonsense", b"{}", b'{"process": {"pid": "x"}}'])
def test_a_run_file_that_cannot_be_read_is_nobody(home: Home, content: bytes) -> None:
    home.run_file.write_bytes(content)

    assert None is home.running()


def test_a_process_of_another_start_is_nobody(home: Home) -> None:
    """After a restart of the machine the number belongs to somebody else."""
    home.announce(running(started="long ago"))

    assert None is home.running()


def test_a_folder_that_cannot_be_made_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandFailed) as stop:
        Home(tmp_path / "file" / ".aksess").prepare()

    assert (2, True) == (stop.value.code, "--data" in stop.value.hint)


def test_the_nearest_running_one_above_is_found(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """As git finds its own; one that does not run is passed over."""
    home.announce(running())
    below = home.folder.parent / "infra" / "modules"
    (below / ".aksess").mkdir(parents=True)
    monkeypatch.chdir(below)

    assert home == Home.nearest("")
    assert Home(below / "given") == Home.nearest("given")


def test_nothing_above_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert Home(tmp_path / ".aksess") == Home.nearest("")


def test_clearing_an_ephemeral_cloud_leaves_a_kept_one(home: Home) -> None:
    home.ephemeral.mkdir()
    (home.folder / "state.db").write_text("kept")
    home.clear()

    assert {".gitignore", "state.db"} == {each.name for each in home.folder.iterdir()}


def test_a_folder_that_cannot_be_looked_into_still_belongs_to_whom_it_did(home: Home) -> None:
    """For want of a descriptor the local Azure must not take it for somebody else's, and end."""
    me = running().process
    home.announce(running())
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        gone = home.belongs_to_another_than(me)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    assert not gone
