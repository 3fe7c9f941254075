"""The status of a pod: phase, conditions and a status for each container, from the records of the node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aksess.cluster.node.conditions import pod_conditions
from aksess.cluster.node.container_state import INITIALIZING, Record, Running, Terminated, Waiting, state_json
from aksess.cluster.node.lifecycle import Outcome, has_begun
from aksess.cluster.node.pod import Container, Json, Role
from aksess.cluster.node.qos import qos_class
from aksess.cluster.node.timestamp import to_second


@dataclass(frozen=True, slots=True)
class PodFacts:
    """The facts of a pod beside its containers.

    Attributes:
        started_at: when the node saw the pod first.
        sandbox: whether the pod's surroundings stand.
        outcome: how it ended, if it has.
        reason, message: why the node ended it, ``DeadlineExceeded`` for example.
    """

    host_ip: str
    pod_ip: str
    started_at: float
    sandbox: bool
    runtime: str
    outcome: Outcome | None = None
    reason: str = ""
    message: str = ""


def pod_status(
    pod: Json, containers: Sequence[Container], records: Mapping[str, Record], facts: PodFacts, now: float
) -> dict[str, Any]:
    """``PodStatus`` of the API, whole."""
    phase = str(facts.outcome) if facts.outcome else _phase(containers, records)
    status: dict[str, Any] = {
        "phase": phase,
        "conditions": pod_conditions(pod, containers, records, phase, facts.sandbox, now),
        "hostIP": facts.host_ip,
        "hostIPs": [{"ip": facts.host_ip}],
        "startTime": to_second(facts.started_at),
        "qosClass": (pod.get("status") or {}).get("qosClass") or qos_class(pod),
        "containerStatuses": _statuses(containers, records, facts, (Role.MAIN,)),
    }
    if any(each.role is not Role.MAIN for each in containers):
        status["initContainerStatuses"] = _statuses(containers, records, facts, (Role.INIT, Role.SIDECAR))
    if facts.pod_ip:
        status |= {"podIP": facts.pod_ip, "podIPs": [{"ip": facts.pod_ip}]}
    status |= {name: text for name, text in (("reason", facts.reason), ("message", facts.message)) if text}
    generation = pod["metadata"].get("generation")
    return status | ({"observedGeneration": generation} if generation else {})


def _phase(containers: Sequence[Container], records: Mapping[str, Record]) -> str:
    mains = [each for each in containers if each.role is Role.MAIN]
    begun = any(has_begun(records[each.name]) for each in mains)
    if not begun and any(not _passed(each, records[each.name]) for each in containers if each.role is not Role.MAIN):
        return "Pending"
    return "Running" if all(has_begun(records[each.name]) for each in mains) else "Pending"


def _passed(container: Container, record: Record) -> bool:
    if container.role is Role.SIDECAR:
        return record.started
    return isinstance(record.state, Terminated) and record.state.exit_code == 0


def _statuses(
    containers: Sequence[Container], records: Mapping[str, Record], facts: PodFacts, roles: tuple[Role, ...]
) -> list[dict[str, Any]]:
    waits_for_init = any(each.role is not Role.MAIN and not _passed(each, records[each.name]) for each in containers)
    return [
        _container_status(each, records[each.name], facts, waits_for_init) for each in containers if each.role in roles
    ]


def _container_status(container: Container, record: Record, facts: PodFacts, waits_for_init: bool) -> dict[str, Any]:
    state = record.state
    if isinstance(state, Waiting) and not has_begun(record) and waits_for_init and state.reason == "ContainerCreating":
        state = INITIALIZING
    running = isinstance(state, Running)
    return {
        "name": container.name,
        "state": state_json(state),
        "lastState": state_json(record.last) if record.last else {},
        "ready": record.ready,
        "restartCount": record.restarts,
        "image": container.image,
        "imageID": record.image_id,
        "containerID": _container_id(record, facts.runtime),
        "started": running and record.started,
    }


def _container_id(record: Record, runtime: str) -> str:
    for state in (record.state, record.last):
        if isinstance(state, Running | Terminated) and state.container_id:
            found = state.container_id
            return found if "://" in found else f"{runtime}://{found}"
    return ""
