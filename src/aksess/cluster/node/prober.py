"""Runs the probes of a running container and reports their results."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from aksess.cluster.node.handlers import Target, ask
from aksess.cluster.node.pod import Json
from aksess.cluster.node.probe_result import ProbeCounter, ProbeKind, ProbeSettings

# Seconds between readiness probes of a container that is not ready yet. Kubernetes documentation, "Probes": it may be
# probed more often than its period says, to make the pod ready faster.
SOON: Final = 1.0


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """The receivers of results.

    Attributes:
        unhealthy: called with each failure and its output.
        changed: called when enough equal results have come in a row.
    """

    unhealthy: Callable[[ProbeKind, str], None]
    changed: Callable[[ProbeKind, bool], None]


async def keep_probing(target: Target, kind: ProbeKind, probe: Json, report: ProbeReport, begun_for: float) -> None:
    """Probe until cancelled; a startup probe ends with its first success, and a failed one ends too.

    Args:
        begun_for: seconds that the container has been running.
    """
    settings = ProbeSettings.of(probe)
    counter, ready = ProbeCounter(settings), False
    await asyncio.sleep(max(settings.initial_delay - begun_for, 0.0))
    while True:
        answer = await ask(target, probe, settings.timeout)
        if not answer.success:
            report.unhealthy(kind, answer.output)
        counted = counter.count(answer.success)
        if counted is not None:
            report.changed(kind, counted)
            if kind is ProbeKind.STARTUP or (kind is ProbeKind.LIVENESS and not counted):
                return
        ready = counted is True or ready
        await asyncio.sleep(settings.period if ready or kind is not ProbeKind.READINESS else min(settings.period, SOON))
