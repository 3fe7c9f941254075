"""What ``aksess up`` prints: that the local Azure is up, and what of the file was applied."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aksess.cli import say
from aksess.cli.exits import INTERRUPTED, CommandFailed
from aksess.cli.home import Home
from aksess.cli.start import Started

if TYPE_CHECKING:
    from aksess.model import Model


@dataclass(frozen=True, slots=True)
class GivenFile:
    """The file of ``--apply``, already read and validated."""

    source: Path
    model: Model


def read(path: str) -> GivenFile | None:
    """Read the file of ``--apply`` before anything is started.

    Returns:
        The file, or None if the option was not given.

    Raises:
        CommandFailed: The file has errors.
    """
    if not path:
        return None
    from aksess.cli.model_file import read_model

    return GivenFile(Path(path), read_model(Path(path)))


def report_start(started: Started, home: Home, simulation: dict[str, object], given: GivenFile | None) -> None:
    """Change the simulation settings, print that the local Azure is up, and apply the file.

    Raises:
        CommandFailed: The local Azure refused the settings or the file, or the user interrupted the command.
    """
    if given is None:
        _report(started, home, simulation)
    else:
        with _interrupt_is_a_failure(given):
            _report(started, home, simulation)
            _apply(started, given)
    say.result("Next: aksess run -- terraform apply, aksess run --as NAMESPACE/SERVICEACCOUNT -- COMMAND")


@contextmanager
def _interrupt_is_a_failure(given: GivenFile) -> Iterator[None]:
    # In the foreground, Ctrl-C is the usual end and exits with 0. A script must not take that for an applied file.
    try:
        yield
    except KeyboardInterrupt:
        say.progress("")
        message = f"Interrupted: {given.source} is applied only in part."
        raise CommandFailed(message, "apply it again: what exists already is kept", INTERRUPTED) from None


def _apply(started: Started, given: GivenFile) -> None:
    from aksess.cli.model_file import apply_model_file, report_applied

    report_applied(apply_model_file(given.model, given.source, started.running), given.source)


def _report(started: Started, home: Home, simulation: dict[str, object]) -> None:
    from aksess.cli.control_client import control_of, translated_errors

    control = control_of(started.running)
    with translated_errors():
        if simulation and not started.child:
            control.simulate(simulation)
        status = control.status()
    if started.child:
        say.result(f"The local Azure is up ({started.seconds:.2f} s), in {_relative(home.folder)}.")
    else:
        ephemeral = ", and keeps nothing" if home.is_ephemeral(started.running) else ""
        pid = started.running.process.pid
        say.result(f"The local Azure is up already, in {_relative(home.folder)} (process {pid}){ephemeral}.")
    say.result(f"tenant        {status.tenant}")
    say.result(f"subscription  {status.subscription}")


def _relative(folder: Path) -> str:
    try:
        return str(folder.relative_to(Path.cwd()))
    except ValueError:
        return str(folder)
