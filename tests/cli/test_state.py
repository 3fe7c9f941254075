"""What stays of a local Azure and what does not; files of it that are not what they should be."""

import pytest

from tests.cli.conftest import Shell


def test_an_ephemeral_cloud_is_gone_when_it_is_down(shell: Shell) -> None:
    shell.type("up", "--ephemeral")
    first = shell.status()["tenant"]
    shell.type("down")
    left = (shell.folder / ".aksess").exists()
    shell.type("up", "--ephemeral")

    assert not left
    assert first != shell.status()["tenant"]


def test_what_keeps_is_not_taken_for_ephemeral(shell: Shell) -> None:
    """Nor the other way round: a cloud that will be gone says so."""
    shell.type("up")
    refused = shell.type("up", "--ephemeral")
    shell.type("down")
    shell.type("up", "--ephemeral")
    again, status = shell.type("up"), shell.type("status")

    assert 2 == refused.code
    assert "keeps its resources" in refused.err
    assert "keeps nothing" in again.out
    assert "keeps         nothing" in status.out
    assert shell.status()["ephemeral"]
    assert 0 == shell.type("up", "--ephemeral").code


@pytest.mark.parametrize("ports", ["", "{", '{"tls": 99999999, "plain": -3, "listener": "x"}', '{"listener": 70000}'])
def test_damaged_ports_are_new_ones(shell: Shell, ports: str) -> None:
    (shell.folder / ".aksess").mkdir()
    (shell.folder / ".aksess" / "ports.json").write_text(ports)

    assert 0 == shell.type("up").code


def test_a_damaged_state_is_named_with_what_to_do(shell: Shell) -> None:
    """And stays as it is."""
    (shell.folder / ".aksess").mkdir()
    state = shell.folder / ".aksess" / "state.db"
    state.write_text("no database")
    ran = shell.type("up")

    assert 1 == ran.code
    assert ran.err.startswith(f"error: The local Azure did not start: {state} cannot be used (file is not a database)")
    assert "no database" == state.read_text()
