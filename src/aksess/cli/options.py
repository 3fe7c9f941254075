"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from aksess.cli.exits import USAGE, Stop

# Ten years in seconds: more is a mistake, and further ahead there are no dates.
LARGEST = 315_360_000

Data = Annotated[str, Parameter(name="--data", help="Folder of the local Azure; .aksess of this directory by default.")]
Json = Annotated[bool, Parameter(name="--json", negative="", help="As JSON.")]
PropagationDelay = Annotated[float | None, Parameter(help="Seconds until a new grant or federated credential counts.")]
Throttle = Annotated[float | None, Parameter(help="Requests a second that each service admits from each program.")]
EntraOutage = Annotated[bool | None, Parameter(negative="--no-entra-outage", help="Entra answers 503.")]
TokenLifetime = Annotated[float | None, Parameter(help="Seconds that an access token lives; 0 for Entra's own.")]
ClockAhead = Annotated[float | None, Parameter(help="Seconds by which Azure's clock is ahead of this machine's.")]


def changes(
    propagation_delay: float | None,
    throttle: float | None,
    entra_outage: bool | None,
    token_lifetime: float | None,
    clock_ahead: float | None = None,
) -> dict[str, object]:
    """Day-two switches that were named, as the control host takes them. Raises Stop for a number out of range."""
    named = {
        "propagation_delay": propagation_delay,
        "throttle": throttle,
        "entra_outage": entra_outage,
        "token_lifetime": token_lifetime,
        "clock_ahead": clock_ahead,
    }
    for name, value in named.items():
        if value is not None and not 0 <= value <= LARGEST:
            option = "--" + name.replace("_", "-")
            raise Stop(f"{option}: found {value}, wanted a number from 0 to {LARGEST}.", code=USAGE)
    # Half a request a second would be none at all.
    for whole in ("throttle", "token_lifetime"):
        value = named[whole]
        if value is not None and value % 1:
            raise Stop(f"--{whole.replace('_', '-')}: found {value}, wanted a whole number.", code=USAGE)
        named[whole] = value if value is None else int(value)
    return {name: value for name, value in named.items() if value is not None}
