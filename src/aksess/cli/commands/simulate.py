"""``aksess simulate``."""

from __future__ import annotations

from aksess.cli import say
from aksess.cli.options import (
    ClockAhead,
    Data,
    EntraOutage,
    Json,
    JwksCache,
    PropagationDelay,
    Throttle,
    TokenLifetime,
    changes,
)


def simulate(
    *,
    data: Data = "",
    propagation_delay: PropagationDelay = None,
    throttle: Throttle = None,
    entra_outage: EntraOutage = None,
    token_lifetime: TokenLifetime = None,
    jwks_cache: JwksCache = None,
    clock_ahead: ClockAhead = None,
    json: Json = False,
) -> None:
    """Simulate Azure on a bad day: delays, throttling, outages, tokens that end. Without options, show the settings."""
    import msgspec

    from aksess.cli.control_client import control_of, translated_errors
    from aksess.cli.home import Home
    from aksess.cli.start import find

    wanted = changes(
        propagation_delay=propagation_delay,
        throttle=throttle,
        entra_outage=entra_outage,
        token_lifetime=token_lifetime,
        jwks_cache=jwks_cache,
        clock_ahead=clock_ahead,
    )
    with translated_errors():
        current = control_of(find(Home.nearest(data))).simulate(wanted)
    if json:
        say.result(msgspec.json.encode(current).decode())
        return
    for name, value in current.items():
        say.result(f"{name:18} {value}")
