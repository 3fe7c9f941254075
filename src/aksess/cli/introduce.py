"""A local Azure that is up, told in a few lines."""

from __future__ import annotations

from pathlib import Path

from aksess.cli import say
from aksess.cli.home import Home
from aksess.cli.reach import control_of, told
from aksess.cli.start import Up


def introduce(up: Up, home: Home, switches: dict[str, object]) -> None:
    """Say that it is up, with these switches."""
    control = control_of(up.running)
    with told():
        if switches and not up.child:
            control.switches(switches)
        status = control.status()
    if up.child:
        say.result(f"The local Azure is up ({up.seconds:.2f} s), in {_short(home.folder)}.")
    else:
        say.result(f"The local Azure is up already, in {_short(home.folder)} (process {up.running.process.pid}).")
    say.result(f"tenant        {status.tenant}")
    say.result(f"subscription  {status.subscription}")
    say.result("Next: aksess run -- terraform apply, aksess run --as NAMESPACE/SERVICEACCOUNT -- COMMAND")


def _short(folder: Path) -> str:
    try:
        return str(folder.relative_to(Path.cwd()))
    except ValueError:
        return str(folder)
