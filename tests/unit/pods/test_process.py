"""The user's program; how signals and terminals reach it is shown by the command itself, in tests/cli/test_run.py."""

import os
import signal
from pathlib import Path

import pytest

from aksess.pods.errors import CommandNotFound, CommandNotRunnable
from aksess.pods.process import run

HERE = {"PATH": os.environ["PATH"]}


@pytest.mark.parametrize(("script", "code"), [("exit 0", 0), ("exit 250", 250), ("kill -9 $$", 137)])
def test_the_exit_code_is_the_programs(script: str, code: int) -> None:
    assert code == run(["sh", "-c", script], HERE)


def test_the_environment_is_the_one_that_was_given(tmp_path: Path) -> None:
    run(["sh", "-c", f'echo "$ONE" > {tmp_path}/seen'], {**HERE, "ONE": "1"})

    assert "1\n" == (tmp_path / "seen").read_text()


def test_signals_are_ours_again_afterwards() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    run(["true"], HERE)

    assert before == signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_a_program_starts_with_no_signal_blocked_or_ignored(tmp_path: Path) -> None:
    """Python ignores SIGPIPE; what a program inherits would change how its pipes end."""
    run(["sh", "-c", f"grep -E '^Sig(Blk|Ign)' /proc/self/status > {tmp_path}/seen"], HERE)
    masks = [int(line.split()[1], 16) for line in (tmp_path / "seen").read_text().splitlines()]

    assert [0, 0] == [
        mask & (1 << signal.SIGPIPE - 1 | 1 << signal.SIGTERM - 1 | 1 << signal.SIGCHLD - 1) for mask in masks
    ]


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandNotFound, match="no-such-program"):
        run(["no-such-program"], HERE)


def test_a_file_that_is_no_program_is_named(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("text")
    with pytest.raises(CommandNotRunnable, match="text"):
        run([str(tmp_path / "text")], HERE)


def test_an_interpreter_that_is_not_there_is_not_the_programs_absence(tmp_path: Path) -> None:
    """The system says the same of both."""
    script = tmp_path / "script"
    script.write_text("#!/no/such/interpreter\n")
    script.chmod(0o700)

    with pytest.raises(CommandNotRunnable, match="interpreter"):
        run([str(script)], HERE)
    with pytest.raises(CommandNotFound, match="empty"):
        run([""], HERE)
