"""``aksess up``."""

from __future__ import annotations

import os
import sys
from typing import Annotated

from cyclopts import Parameter

from aksess.cli.options import Data, EntraOutage, PropagationDelay, Throttle, TokenLifetime, changes


def up(
    *,
    data: Data = "",
    ephemeral: Annotated[bool, Parameter(negative="")] = False,
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
    foreground
        Stay, and stop it with Ctrl-C.
    """
    from aksess.cli import start
    from aksess.cli.home import Home
    from aksess.cli.introduce import introduce

    switches = changes(propagation_delay, throttle, entra_outage, token_lifetime)
    home, wish = Home.at(data), start.Wish(ephemeral=ephemeral, switches=switches)
    if foreground:
        home.prepare()
        command = start.arguments(home, wish, foreground=True)
        os.execv(sys.executable, command)
    introduce(start.start(home, wish), home, switches)
