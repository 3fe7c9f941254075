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
        Keep nothing: what was made is gone when it stops.
    apply
        An aksess.yaml to bring about in it.
    foreground
        Stay, and stop it with Ctrl-C.
    """
    from aksess.cli.home import Home
    from aksess.cli.introduce import introduce, read
    from aksess.cli.start import Wish, start
    from aksess.cli.stop import stay

    simulation = changes(
        propagation_delay=propagation_delay,
        throttle=throttle,
        entra_outage=entra_outage,
        token_lifetime=token_lifetime,
    )
    given, home = read(apply), Home.at(data)
    up = start(home, Wish(ephemeral=ephemeral, simulation=simulation, owned=foreground))
    with stay(home, up) if foreground else nullcontext():
        introduce(up, home, simulation, given)
