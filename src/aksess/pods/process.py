"""Running the user's program with its own terminal, signals and exit code.

It runs in our process group, so that the terminal's keys reach it without us and a shell's job control stops and
continues both. What is sent to us alone is passed on to it. Standard input is never touched.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping, Sequence

from aksess.pods.errors import CannotRun, CommandNotFound, CommandNotRunnable

# Signals that are passed on to the program. Stop signals are not: this process stops together with it.
PASSED_ON = (
    signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2, signal.SIGWINCH,
    signal.SIGCONT,
)  # fmt: skip
# sigaction(2): the sender was the kernel; of these signals, that is the terminal, which tells the whole group.
SI_KERNEL = 0x80
# Python ignores these, and what is ignored stays so across exec.
_RESTORED = (signal.SIGPIPE, signal.SIGXFSZ)


def _itself(pid: int) -> int:
    return pid


def run(command: Sequence[str], environment: Mapping[str, str], receiver: Callable[[int], int] = _itself) -> int:
    """Run a program to its end and return its exit code, 128 + n if signal n ended it.

    Call from the main thread.

    Args:
        command: The program and its arguments.
        environment: All its variables.
        receiver: Returns the process that signals are passed on to, if the one that was started wraps another.

    Raises:
        CommandNotFound: There is no such program.
        CommandNotRunnable: The file cannot be executed.
    """
    watched = {*PASSED_ON, signal.SIGCHLD}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    try:
        return _watch(_start(command, environment, before), watched, receiver)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(command: Sequence[str], environment: Mapping[str, str], mask: set[signal.Signals] | set[int]) -> int:
    if not command[0]:
        raise CommandNotFound("The program's name is empty: name one after --.")
    try:
        return os.posix_spawnp(command[0], list(command), environment, setsigmask=mask, setsigdef=_RESTORED)
    except FileNotFoundError as error:
        raise _not_found(command[0]) from error
    except OSError as error:
        raise CommandNotRunnable(f"{command[0]!r} cannot be run: {error.strerror}.") from error


def _not_found(program: str) -> CannotRun:
    if "/" not in program:
        return CommandNotFound(f"There is no program {program!r} on PATH: install it, or write where it is.")
    if os.path.exists(program):
        return CommandNotRunnable(f"{program!r} cannot be run: the interpreter that its first line names is not there.")
    return CommandNotFound(f"There is no program {program!r}: correct its path.")


def _watch(pid: int, watched: set[signal.Signals], receiver: Callable[[int], int]) -> int:
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG | os.WUNTRACED)
        if ended and os.WIFSTOPPED(status):
            _stop_too(pid)
            continue
        if ended:
            return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        _pass_on(pid, watched, receiver)


def _stop_too(pid: int) -> None:
    # The shell that waits for this process sees a stopped job; when it continues the job, the program continues.
    os.kill(os.getpid(), signal.SIGSTOP)
    os.kill(pid, signal.SIGCONT)


def _pass_on(pid: int, watched: set[signal.Signals], receiver: Callable[[int], int]) -> None:
    number, from_terminal = _next(watched)
    if number != signal.SIGCHLD and not from_terminal:
        try:
            os.kill(receiver(pid), number)
        except ProcessLookupError:
            return


def _next(watched: set[signal.Signals]) -> tuple[int, bool]:
    received = signal.sigwaitinfo(watched) if hasattr(signal, "sigwaitinfo") else None
    if received is not None:
        return received.si_signo, received.si_code == SI_KERNEL
    # Other systems do not say who sent it: at a terminal, its own keys are by far the likeliest.
    number = signal.sigwait(watched)
    return number, number in (signal.SIGINT, signal.SIGQUIT, signal.SIGWINCH) and os.isatty(0)
