"""Day two: what Azure does that surprises people, off until somebody switches it on."""

from __future__ import annotations

import msgspec

from aksess.cloud.fault import Fault


class Switches(msgspec.Struct, frozen=True):
    """propagation_delay: seconds until a new grant or federated credential counts. throttle: requests a second
    for each service and caller's door, 0 for no limit. entra_outage: Entra answers 503. token_lifetime: seconds
    of an access token, 0 for Entra's own. jwks_cache: seconds that Entra keeps an issuer's keys. clock_ahead: seconds
    by which Azure is ahead of the machine, so that what will have expired can be seen today.
    """

    propagation_delay: float = 0.0
    throttle: float = 0.0
    entra_outage: bool = False
    token_lifetime: int = 0
    jwks_cache: float = 0.0
    clock_ahead: float = 0.0


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
