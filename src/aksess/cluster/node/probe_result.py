"""Thresholds and defaults of probes: decides when results change the state of a container. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aksess.cluster.node.pod import Json


class ProbeKind(StrEnum):
    """The three probes, as the kubelet's events name them."""

    STARTUP = "Startup"
    READINESS = "Readiness"
    LIVENESS = "Liveness"

    @property
    def field(self) -> str:
        """Its field of a container."""
        return f"{self.value.lower()}Probe"


@dataclass(frozen=True, slots=True)
class ProbeSettings:
    """A probe's numbers, with the API's defaults (API reference, Probe). Times are seconds."""

    initial_delay: float
    period: float
    timeout: float
    success_threshold: int
    failure_threshold: int
    grace: int | None

    @classmethod
    def of(cls, probe: Json) -> ProbeSettings:
        """Read a probe of the API."""
        grace = probe.get("terminationGracePeriodSeconds")
        return cls(
            initial_delay=float(probe.get("initialDelaySeconds") or 0),
            period=float(probe.get("periodSeconds") or 10),
            timeout=float(probe.get("timeoutSeconds") or 1),
            success_threshold=int(probe.get("successThreshold") or 1),
            failure_threshold=int(probe.get("failureThreshold") or 3),
            grace=None if grace is None else int(grace),
        )


class ProbeCounter:
    """Counts equal results in a row, and says when one counts."""

    def __init__(self, settings: ProbeSettings) -> None:
        self._settings = settings
        self._last: bool | None = None
        self._row = 0

    def count(self, success: bool) -> bool | None:
        """Add a result.

        Returns:
            The result where there were enough of it in a row, else nothing new.
        """
        self._row = self._row + 1 if success is self._last else 1
        self._last = success
        needed = self._settings.success_threshold if success else self._settings.failure_threshold
        return success if self._row >= needed else None
