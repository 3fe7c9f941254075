"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from aksess.cli.exits import USAGE, CommandFailed

# Half a request a second would be none at all.
WHOLE = ("throttle", "token_lifetime")

Data = Annotated[str, Parameter(name="--data", help="Folder of the local Azure; .aksess of this directory by default.")]
Json = Annotated[bool, Parameter(name="--json", negative="", help="As JSON.")]
PropagationDelay = Annotated[float | None, Parameter(help="Seconds until a new grant or federated credential counts.")]
Throttle = Annotated[float | None, Parameter(help="Requests a second that each service admits from each program.")]
EntraOutage = Annotated[bool | None, Parameter(negative="--no-entra-outage", help="Entra answers 503.")]
TokenLifetime = Annotated[float | None, Parameter(help="Seconds that an access token lives; 0 for Entra's own.")]
JwksCache = Annotated[float | None, Parameter(help="Seconds that Entra keeps the keys of an issuer.")]
ClockAhead = Annotated[float | None, Parameter(help="Seconds by which Azure's clock is ahead of this machine's.")]


def changes(**named: float | None) -> dict[str, object]:
    """Return the simulation settings that were given, as the control host takes them.

    Raises:
        CommandFailed: A number is out of range.
    """
    from aksess.cloud.state.simulation import LARGEST

    wanted: dict[str, object] = {}
    for name, value in named.items():
        if value is None:
            continue
        option = "--" + name.replace("_", "-")
        if not 0 <= value <= LARGEST:
            raise CommandFailed(
                f"{option}: found {value}, expected a number from 0 to {LARGEST}.", f"{option} 60", USAGE
            )
        if name in WHOLE and value % 1:
            raise CommandFailed(f"{option}: found {value}, expected a whole number.", f"{option} 60", USAGE)
        wanted[name] = int(value) if name in WHOLE else value
    return wanted
