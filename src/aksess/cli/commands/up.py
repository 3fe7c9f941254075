"""``aksess up``."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Annotated

from cyclopts import Parameter

from aksess.cli.options import Data, EntraOutage, PropagationDelay, Throttle, TokenLifetime, changes


def up(
    *,
    data: Data = "",
    ephemeral: Annotated[bool, Parameter(negative="")] = False,
    apply: str = "",
    foreground: Annotated[bool, Parameter(negative="")] = False,
    propagation_delay: PropagationDelay = None,
    throttle: Throttle = None,
    entra_outage: EntraOutage = None,
    token_lifetime: TokenLifetime = None,
) -> None:
    """Start the local Azure in this directory, in the background, and return when it answers.

    Parameters
    ----------
    ephemeral
        Keep nothing: its resources are deleted when it stops.
    apply
        An aksess.yaml to apply to it.
    foreground
        Stay in the foreground; Ctrl-C stops it.
    """
    from aksess.cli.home import Home
    from aksess.cli.start import StartOptions, start
    from aksess.cli.start_report import read, report_start
    from aksess.cli.stop import in_foreground

    simulation = changes(
        propagation_delay=propagation_delay,
        throttle=throttle,
        entra_outage=entra_outage,
        token_lifetime=token_lifetime,
    )
    given, home = read(apply), Home.at(data)
    up = start(home, StartOptions(ephemeral=ephemeral, simulation=simulation, owned=foreground))
    with in_foreground(home, up) if foreground else nullcontext():
        report_start(up, home, simulation, given)
