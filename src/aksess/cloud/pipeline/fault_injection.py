"""Fault injection: the outages and the throttling that the simulation settings ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aksess.cloud.pipeline.fault import Fault

if TYPE_CHECKING:
    from aksess.cloud.cloud import Cloud


class FaultInjection:
    """Stops calls as the simulation settings of a cloud ask, and counts the requests that it throttles."""

    def __init__(self, cloud: Cloud) -> None:
        self._simulation = cloud.simulation
        self._second: dict[tuple[str, str], tuple[int, int]] = {}

    def inject(self, service: str, client: str, now: float) -> None:
        """Stop a call where the settings ask for it.

        Args:
            service: the name of the service.
            client: the name of the client that calls it.
            now: Unix seconds.

        Raises:
            Fault: 503 in an outage of Entra, 429 beyond the rate limit.
        """
        settings = self._simulation.settings
        if settings.entra_outage and service == "entra":
            raise Fault(
                503, "temporarily_unavailable", "AADSTS90033: A transient error has occurred. Please try again."
            )
        if settings.throttle and service != "control":
            self._throttle((service, client), int(now))

    def _throttle(self, key: tuple[str, str], this_second: int) -> None:
        second, count = self._second.get(key, (0, 0))
        second, count = (second, count + 1) if second == this_second else (this_second, 1)
        self._second[key] = (second, count)
        if count > self._simulation.settings.throttle:
            raise Fault(429, "TooManyRequests", "The request was throttled.", headers=(("retry-after", "1"),))
