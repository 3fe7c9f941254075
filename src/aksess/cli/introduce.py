"""A local Azure that is up, told in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aksess.cli import say
from aksess.cli.exits import INTERRUPTED, Stop
from aksess.cli.home import Home
from aksess.cli.start import Up

if TYPE_CHECKING:
    from aksess.model import Model


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was given, read."""

    source: Path
    model: Model


def read(path: str) -> Given | None:
    """The file of ``--apply``; None where none was given. Raises Stop before anything is started."""
    if not path:
        return None
    from aksess.cli.applying import read_model

    return Given(Path(path), read_model(Path(path)))


def introduce(up: Up, home: Home, simulation: dict[str, object], given: Given | None) -> None:
    """Say that it is up, with these simulation, and bring about the file that was given. Raises Stop."""
    if given is None:
        _present(up, home, simulation)
    else:
        with _whole(given):
            _present(up, home, simulation)
            _bring_about(up, given)
    say.result("Next: aksess run -- terraform apply, aksess run --as NAMESPACE/SERVICEACCOUNT -- COMMAND")


@contextmanager
def _whole(given: Given) -> Iterator[None]:
    """Whoever interrupts it, even where Ctrl-C is the usual end, is not told that the file is applied."""
    try:
        yield
    except KeyboardInterrupt:
        say.progress("")
        says = f"Interrupted: {given.source} is not applied to its end."
        raise Stop(says, "what was done until then is remembered: apply it again", INTERRUPTED) from None


def _bring_about(up: Up, given: Given) -> None:
    from aksess.cli.applying import apply_model, tell

    tell(apply_model(given.model, given.source, up.running), given.source)


def _present(up: Up, home: Home, simulation: dict[str, object]) -> None:
    from aksess.cli.reach import control_of, told

    control = control_of(up.running)
    with told():
        if simulation and not up.child:
            control.simulate(simulation)
        status = control.status()
    if up.child:
        say.result(f"The local Azure is up ({up.seconds:.2f} s), in {_short(home.folder)}.")
    else:
        forgets = ", and keeps nothing" if home.forgets(up.running) else ""
        pid = up.running.process.pid
        say.result(f"The local Azure is up already, in {_short(home.folder)} (process {pid}){forgets}.")
    say.result(f"tenant        {status.tenant}")
    say.result(f"subscription  {status.subscription}")


def _short(folder: Path) -> str:
    try:
        return str(folder.relative_to(Path.cwd()))
    except ValueError:
        return str(folder)
