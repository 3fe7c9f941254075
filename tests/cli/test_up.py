"""up, status, down: a local Azure in a directory."""

import json
import os
import shutil
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aksess.clock import SystemClock
from aksess.processes import Process
from tests.cli.conftest import EXAMPLE, PROGRAM, Shell


def test_up_returns_when_it_answers_and_down_leaves_only_state(shell: Shell) -> None:
    """The folder ignores itself in git; the key of the control host is nobody else's to read."""
    up = shell.type("up")
    found, folder = shell.status(), shell.folder / ".aksess"
    mode = (folder / "run.json").stat().st_mode & 0o777
    down = shell.type("down")

    assert (0, 0) == (up.code, down.code)
    assert str(folder) == found["data"]
    assert 0o600 == mode
    assert "*\n" == (folder / ".gitignore").read_text()
    assert not (folder / "run.json").exists()
    assert (folder / "state.db").exists()


def test_tomorrow_finds_yesterdays_cloud_at_the_same_ports(up: Shell) -> None:
    before = up.status()
    up.type("down")
    up.type("up")
    after = up.status()

    same = ("tenant", "subscription", "clientId", "clusters", "resources", "proxy")
    assert {name: before[name] for name in same} == {name: after[name] for name in same}


def test_every_file_is_its_owners_alone(up: Shell) -> None:
    up.type("run", "--", "true")
    files = [each for each in (up.folder / ".aksess").rglob("*") if each.is_file()]

    assert {0o600} == {each.stat().st_mode & 0o777 for each in files}
    assert 0o700 == (up.folder / ".aksess").stat().st_mode & 0o777


def test_a_second_up_says_that_it_is_up_already(shell: Shell) -> None:
    shell.type("up")
    pid = shell.status()["pid"]
    again = shell.type("up")

    assert 0 == again.code
    assert "up already" in again.out
    assert pid == shell.status()["pid"]


def test_two_at_once_in_one_directory_are_one(shell: Shell) -> None:
    with ThreadPoolExecutor(2) as pool:
        ran = [each.result() for each in [pool.submit(shell.type, "up") for _ in range(2)]]

    assert [0, 0] == [each.code for each in ran]
    assert 1 == sum("up already" not in each.out for each in ran)


def test_two_in_two_directories_do_not_meet(tmp_path: Path) -> None:
    shells = [Shell(tmp_path / name) for name in ("one", "two")]
    for shell in shells:
        shell.folder.mkdir()
        shell.type("up")
    found = [shell.status() for shell in shells]
    shells[0].type("down")
    left = shells[1].type("status").code
    shells[1].type("down")

    assert found[0]["tenant"] != found[1]["tenant"]
    assert found[0]["proxy"] != found[1]["proxy"]
    assert 0 == left


def test_a_killed_server_is_not_taken_for_a_running_one(shell: Shell) -> None:
    """What kill -9 leaves behind stops nobody."""
    shell.type("up")
    os.kill(shell.status()["pid"], signal.SIGKILL)
    until = SystemClock().monotonic() + 5
    while shell.type("status").code != 3 and SystemClock().monotonic() < until:
        pass
    again = shell.type("up")

    assert 0 == again.code
    assert "up already" not in again.out


def test_in_the_foreground_it_ends_with_ctrl_c(shell: Shell) -> None:
    ran = shell.start("up", "--foreground")
    assert ran.stdout is not None
    first = ran.stdout.readline()
    ran.send_signal(signal.SIGINT)
    ran.communicate(timeout=20)

    assert first.startswith("The local Azure is up")
    assert 0 == ran.returncode
    assert 3 == shell.type("status").code


def test_a_start_that_is_told_to_end_leaves_no_server(shell: Shell) -> None:
    """A server that waits, here for its ports, does not come up after all."""
    ports = shell.folder / ".aksess" / "ports.json"
    ports.parent.mkdir()
    os.mkfifo(ports)
    ran = shell.start("up")
    with ports.open("wb", buffering=0) as read_by_the_server:
        ran.send_signal(signal.SIGTERM)
        ran.communicate(timeout=20)
        with pytest.raises(BrokenPipeError):
            read_by_the_server.write(b"{}")

    assert 130 == ran.returncode


def test_an_apply_that_is_interrupted_is_not_taken_for_one_that_was_done(shell: Shell) -> None:
    """Throttled, so that it is still at work."""
    (shell.folder / "aksess.yaml").write_text(EXAMPLE)
    ran = shell.start("up", "--foreground", "--apply", "aksess.yaml", "--throttle", "1")
    assert ran.stdout is not None
    while not ran.stdout.readline().startswith("subscription"):
        pass
    ran.send_signal(signal.SIGTERM)
    _, said = ran.communicate(timeout=20)

    assert 130 == ran.returncode
    assert "error: Interrupted: aksess.yaml is applied only in part." in said
    assert 3 == shell.type("status").code


def test_another_folder_with_data(shell: Shell) -> None:
    folder = shell.folder / "elsewhere"
    shell.type("up", "--data", "elsewhere")
    inside = shell.type("status", "--data", "elsewhere").code
    shell.type("down", "--data", "elsewhere")

    assert 0 == inside
    assert (folder / "state.db").exists()
    assert not (shell.folder / ".aksess").exists()


def test_delete_removes_what_was_made(up: Shell) -> None:
    up.type("down", "--delete")

    assert not (up.folder / ".aksess").exists()


def test_delete_follows_a_link(shell: Shell) -> None:
    """To where the data is; the link goes too."""
    (shell.folder / "real").mkdir()
    (shell.folder / "link").symlink_to("real")
    shell.type("up", "--data", "link")
    ran = shell.type("down", "--data", "link", "--delete")

    assert (0, []) == (ran.code, list(shell.folder.iterdir()))


def test_a_server_whose_folder_is_taken_away_ends(shell: Shell) -> None:
    """``rm -rf .aksess`` is how people clean up; the one that is started then keeps its run file."""
    shell.type("up")
    first = shell.status()["pid"]
    shutil.rmtree(shell.folder / ".aksess")
    shell.type("up")
    gone = ended(first)

    assert gone
    assert first != shell.status()["pid"]


def ended(pid: int) -> bool:
    """Whether a process ends within a few seconds."""
    until = SystemClock().monotonic() + 10
    while Process.of(pid) is not None and SystemClock().monotonic() < until:
        pass
    return Process.of(pid) is None


def test_delete_does_not_touch_a_folder_of_somebody_else(shell: Shell) -> None:
    (shell.folder / "mine").mkdir()
    (shell.folder / "mine" / "thesis.txt").write_text("years of work")
    ran = shell.type("down", "--delete", "--data", "mine")

    assert 2 == ran.code
    assert (shell.folder / "mine" / "thesis.txt").exists()


def test_status_of_nothing_is_3(shell: Shell) -> None:
    ran = shell.type("status")

    assert 3 == ran.code
    assert ran.err.startswith("error: No local Azure is up in ")
    assert "aksess up" in ran.err


def test_status_shows_no_secret(up: Shell) -> None:
    secret = up.type("run", "--", "sh", "-c", "printf %s $ARM_CLIENT_SECRET").out

    assert len(secret) > 20
    assert secret not in up.type("status").out + up.type("status", "--json").out


def test_the_file_is_read_before_anything_is_started(shell: Shell) -> None:
    """Every problem at once, with its place, and exit code 2."""
    (shell.folder / "aksess.yaml").write_text("aksess: 1\nlocation: westeurope\nclusterz: []\nvaults: 7\n")
    ran = shell.type("up", "--apply", "aksess.yaml")

    assert 2 == ran.code
    assert {"aksess.yaml:3", "aksess.yaml:4"} <= {line[:13] for line in ran.err.splitlines()}
    assert not (shell.folder / ".aksess").exists()


def test_applying_again_removes_what_the_file_no_longer_names(up: Shell) -> None:
    before = up.status()["resources"]
    shorter = EXAMPLE.partition("workloads:")[0]
    (up.folder / "aksess.yaml").write_text(shorter)
    again = up.type("up", "--apply", "aksess.yaml")
    after = up.status()["resources"]

    kind = "microsoft.managedidentity/userassignedidentities/federatedidentitycredentials"
    assert "removed" in again.out
    assert 1 == before[kind]
    assert kind not in after


def test_a_reader_that_has_enough_stops_nothing(shell: Shell) -> None:
    """``aksess up --apply aksess.yaml | grep -q up`` applies the file, although nobody reads that it does."""
    (shell.folder / "aksess.yaml").write_text(EXAMPLE)
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [PROGRAM, "up", "--apply", "aksess.yaml"],
        cwd=shell.folder,
        env=shell.environment,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert (0, b"") == (ran.returncode, ran.stderr)
    assert ["widemo-aks"] == [each["name"] for each in shell.status()["clusters"]]


def test_a_secret_without_a_value_gets_a_placeholder_and_a_warning(shell: Shell) -> None:
    (shell.folder / "aksess.yaml").write_text(EXAMPLE.replace(", value: Hello from Key Vault", ""))
    first = shell.type("up", "--apply", "aksess.yaml")
    second = shell.type("up", "--apply", "aksess.yaml", AKSESS_SECRET_MY_SECRET="from the environment")

    assert "AKSESS_SECRET_MY_SECRET" in first.err
    assert "AKSESS_SECRET_MY_SECRET" not in second.err


def test_a_switch_is_on_from_the_start_or_later(shell: Shell) -> None:
    shell.type("up", "--token-lifetime", "700")
    started = shell.status()["simulation"]
    shell.type("up", "--entra-outage")
    shell.type("simulate", "--no-entra-outage", "--throttle", "9", "--jwks-cache", "60")

    assert 700 == started["token_lifetime"]
    stand = shell.status()["simulation"]
    assert (False, 9.0, 60.0) == (stand["entra_outage"], stand["throttle"], stand["jwks_cache"])


def test_rotated_keys_are_new_ones(up: Shell) -> None:
    ran = up.type("rotate-keys", "widemo-aks")
    wrong = up.type("rotate-keys", "other")

    assert 0 == ran.code
    assert (2, True) == (wrong.code, "widemo-aks" in wrong.err)


@pytest.mark.parametrize("words", [["logs"], ["logs", "--json"]])
def test_logs_tell_what_was_asked_and_no_secret(up: Shell, words: list[str]) -> None:
    out = up.type(*words).out

    assert "my-secret" in out
    assert "Hello from Key Vault" not in out
    assert "eyJ" not in out
    if "--json" in words:
        assert all(json.loads(line)["status"] for line in out.splitlines())


def test_followed_logs_end_when_it_goes_down(up: Shell) -> None:
    ran = subprocess.Popen([PROGRAM, "logs", "-f"], cwd=up.folder, stdout=subprocess.PIPE, text=True)
    up.type("run", "--", "curl", "-s", "https://management.azure.com/subscriptions?api-version=2022-12-01")
    up.type("down")
    out, _ = ran.communicate(timeout=20)

    assert "management.azure.com/subscriptions" in out
