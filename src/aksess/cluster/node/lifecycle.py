"""Decides the next step of a pod from its containers, their states and the time. Pure.

Init containers run one after the other, each to its success; a sidecar has to have started before the next one.
Then the others run together. When these have ended for good, the sidecars are stopped, the last one first.
Kubernetes documentation, "Pod Lifecycle", "Init Containers" and "Sidecar Containers".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from aksess.cluster.node.container_state import Record, Running, Terminated
from aksess.cluster.node.pod import Container, Restart, Role

# kubernetes/kubernetes, pkg/kubelet/kubelet.go: MaxContainerBackOff and the initial back-off.
FIRST_DELAY: Final = 10.0
LONGEST_DELAY: Final = 300.0
Records = Mapping[str, Record]


class Outcome(StrEnum):
    """How a pod ended for good."""

    SUCCEEDED = "Succeeded"
    FAILED = "Failed"


@dataclass(slots=True)
class Plan:
    """The next step of a pod.

    Attributes:
        start: containers to start.
        back_off: containers that wait, with the seconds of their back-off.
        stop: containers to stop.
        look_again: when the next decision is due, if no event comes before.
        outcome: set where nothing will ever run again.
    """

    start: list[str] = field(default_factory=list)
    back_off: dict[str, float] = field(default_factory=dict)
    stop: list[str] = field(default_factory=list)
    look_again: float | None = None
    outcome: Outcome | None = None


def decide(containers: Sequence[Container], records: Records, now: float) -> Plan:
    """The plan for a pod that is to run."""
    plan = Plan()
    mains = [each for each in containers if each.role is Role.MAIN]
    begun = any(has_begun(records[each.name]) for each in mains)
    failed = _failed_init(containers, records)
    if failed or all(_is_over(each, records[each.name]) for each in mains):
        plan.stop = stop_next(containers, records)
        if not any(_is_active(records[each.name]) for each in containers):
            plan.outcome = Outcome.FAILED if failed or not _succeeded(mains, records) else Outcome.SUCCEEDED
        return plan
    for each in containers:
        if each.role is Role.MAIN:
            _run(each, records[each.name], now, plan)
        elif begun:
            if each.role is Role.SIDECAR:
                _run(each, records[each.name], now, plan)
        elif not _initialized(each, records[each.name], now, plan):
            break
    return plan


def next_delay(record: Record, now: float) -> float:
    """The back-off after a start at ``now``: doubled each time, and forgotten after a long run."""
    state = record.state
    ended = state.finished_at if isinstance(state, Terminated) else now
    if ended - record.begun_at > 2 * LONGEST_DELAY or not record.delay:
        return FIRST_DELAY
    return min(2 * record.delay, LONGEST_DELAY)


def has_begun(record: Record) -> bool:
    """Whether a container has run at least once."""
    return record.last is not None or isinstance(record.state, Running | Terminated)


def last_end(record: Record) -> Terminated | None:
    """How a container that does not run ended, if it ever ran."""
    return record.state if isinstance(record.state, Terminated) else record.last


def _run(container: Container, record: Record, now: float, plan: Plan) -> None:
    """Plan the start of a container that ought to run and does not."""
    if _is_active(record):
        return
    ended = last_end(record)
    if ended is not None and not container.restart.applies(ended.exit_code):
        return
    due = max(record.retry_at, ended.finished_at + _waits(record, ended) if ended else 0.0)
    if now >= due:
        plan.start.append(container.name)
        return
    if ended is not None and due > record.retry_at:
        plan.back_off[container.name] = record.delay
    plan.look_again = min(due, plan.look_again or due)


def _waits(record: Record, ended: Terminated) -> float:
    return 0.0 if ended.finished_at - record.begun_at > 2 * LONGEST_DELAY else record.delay


def _initialized(container: Container, record: Record, now: float, plan: Plan) -> bool:
    """Whether what comes after an init container or sidecar may start; plans its own start otherwise."""
    if container.role is Role.SIDECAR:
        _run(container, record, now, plan)
        return isinstance(record.state, Running) and record.started
    ended = last_end(record)
    if isinstance(record.state, Terminated) and ended is not None and ended.exit_code == 0:
        return True
    _run(container, record, now, plan)
    return False


def _failed_init(containers: Sequence[Container], records: Records) -> bool:
    return any(
        each.role is Role.INIT
        and isinstance(ended := records[each.name].state, Terminated)
        and ended.exit_code != 0
        and each.restart is Restart.NEVER
        for each in containers
    )


def _is_over(container: Container, record: Record) -> bool:
    state = record.state
    return not record.busy and isinstance(state, Terminated) and not container.restart.applies(state.exit_code)


def _succeeded(mains: Sequence[Container], records: Records) -> bool:
    return all(isinstance(end := records[each.name].state, Terminated) and end.exit_code == 0 for each in mains)


def stop_next(containers: Sequence[Container], records: Records) -> list[str]:
    """The containers to stop now where the pod is to end: the others at once, then the sidecars, the last one first."""
    active = [each for each in containers if _is_active(records[each.name])]
    chosen = [each for each in active if each.role is not Role.SIDECAR] or active[-1:]
    return [
        each.name
        for each in chosen
        if isinstance(records[each.name].state, Running) and not records[each.name].stopping
    ]


def _is_active(record: Record) -> bool:
    return record.busy or isinstance(record.state, Running)
