"""Day two: what Azure does that surprises people, off until somebody switches it on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec

from aksess.cloud.fault import Fault

# Ten years in seconds: more is a mistake, and further ahead there are no dates.
LARGEST = 315_360_000
_RANGE = msgspec.Meta(ge=0, le=LARGEST)
Amount = Annotated[float, _RANGE]


class Switches(msgspec.Struct, frozen=True):
    """propagation_delay: seconds until a new grant or federated credential counts. throttle: requests a second
    for each service and caller's door, 0 for no limit. entra_outage: Entra answers 503. token_lifetime: seconds
    of an access token, 0 for Entra's own. jwks_cache: seconds that Entra keeps an issuer's keys. clock_ahead: seconds
    by which Azure is ahead of the machine, so that what will have expired can be seen today.
    """

    propagation_delay: Amount = 0.0
    throttle: Amount = 0.0
    entra_outage: bool = False
    token_lifetime: Annotated[int, _RANGE] = 0
    jwks_cache: Amount = 0.0
    clock_ahead: Amount = 0.0


def changed(switches: Switches, changes: Mapping[str, object]) -> Switches:
    """Switches with some of them changed. Raises ValueError where one has no such value, or is not there."""
    kept = msgspec.to_builtins(switches)
    if unknown := sorted(set(changes) - set(kept)):
        raise ValueError(f"There is no switch {', '.join(unknown)}; there are {', '.join(kept)}.")
    try:
        return msgspec.convert({**kept, **changes}, Switches)
    except msgspec.ValidationError as error:
        raise ValueError(f"Not a value for a switch: {error}.") from error


class Weather:
    """The switches as they stand, and the counters behind the throttle."""

    def __init__(self, switches: Switches) -> None:
        self.switches = switches
        self._second: dict[tuple[str, str], tuple[int, int]] = {}

    def meet(self, service: str, door: str, now: float) -> None:
        """Raise Fault where the weather stops a call. service, door: their names; now: Unix seconds."""
        if self.switches.entra_outage and service == "entra":
            raise Fault(
                503, "temporarily_unavailable", "AADSTS90033: A transient error has occurred. Please try again."
            )
        if self.switches.throttle and service != "control":
            self._throttle((service, door), int(now))

    def _throttle(self, key: tuple[str, str], this_second: int) -> None:
        second, count = self._second.get(key, (0, 0))
        second, count = (second, count + 1) if second == this_second else (this_second, 1)
        self._second[key] = (second, count)
        if count > self.switches.throttle:
            raise Fault(429, "TooManyRequests", "The request was throttled.", headers=(("retry-after", "1"),))
