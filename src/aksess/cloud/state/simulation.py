"""What a user can simulate: the behaviour of Azure that surprises people. Everything is off by default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec

# Ten years in seconds: a larger value is a mistake, and dates further ahead cannot be represented.
LARGEST = 315_360_000
_RANGE = msgspec.Meta(ge=0, le=LARGEST)
Amount = Annotated[float, _RANGE]


class SimulationSettings(msgspec.Struct, frozen=True):
    """The settings of ``aksess simulate``.

    propagation_delay: seconds until a new grant or federated credential takes effect. throttle: requests a second for
    each service and client, 0 for no limit. entra_outage: Entra answers 503. token_lifetime: seconds of an access
    token, 0 for Entra's own lifetime. jwks_cache: seconds for which Entra caches an issuer's keys. clock_ahead: seconds
    by which Azure's clock is ahead of the machine's, so that a later expiry can be seen today.
    """

    propagation_delay: Amount = 0.0
    throttle: Amount = 0.0
    entra_outage: bool = False
    token_lifetime: Annotated[int, _RANGE] = 0
    jwks_cache: Amount = 0.0
    clock_ahead: Amount = 0.0


def changed(settings: SimulationSettings, changes: Mapping[str, object]) -> SimulationSettings:
    """Return the settings with some of them changed.

    Args:
        settings: the current settings.
        changes: new values by the names of the fields.

    Raises:
        ValueError: a name is not a setting, or a value is not valid for it.
    """
    kept = msgspec.to_builtins(settings)
    if unknown := sorted(set(changes) - set(kept)):
        raise ValueError(f"There is no setting {', '.join(unknown)} to simulate; there are {', '.join(kept)}.")
    try:
        return msgspec.convert({**kept, **changes}, SimulationSettings)
    except msgspec.ValidationError as error:
        raise ValueError(f"Not a valid value to simulate: {error}.") from error


class Simulation:
    """The current simulation settings of one cloud."""

    def __init__(self, settings: SimulationSettings) -> None:
        self.settings = settings
