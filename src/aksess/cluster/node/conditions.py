"""The conditions of a pod, as the kubelet words them (kubernetes/kubernetes, pkg/kubelet/status/generate.go)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from aksess.cluster.node.container_state import Record, Running, Terminated
from aksess.cluster.node.lifecycle import has_begun
from aksess.cluster.node.pod import Container, Json, Role
from aksess.cluster.node.timestamp import to_second

_ORDER: Final = ("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled")
Condition = dict[str, Any]


def pod_conditions(
    pod: Json, containers: Sequence[Container], records: Mapping[str, Record], phase: str, sandbox: bool, now: float
) -> list[Condition]:
    """Every condition of a pod; what others keep there, readiness gates for example, stays.

    Args:
        sandbox: whether the pod's surroundings stand.
        now: for the transitions.
    """
    ready = _containers_ready(containers, records, phase)
    fresh = [
        _condition("PodReadyToStartContainers", sandbox),
        _initialized(containers, records, phase),
        _pod_ready(pod, ready),
        ready,
        _condition("PodScheduled", True),
    ]
    before = {each["type"]: each for each in (pod.get("status") or {}).get("conditions") or ()}
    others = [each for name, each in before.items() if name not in _ORDER]
    generation = pod["metadata"].get("generation")
    return [_dated(each, before.get(each["type"]), generation, now) for each in fresh] + others


def _condition(name: str, holds: bool, reason: str = "", message: str = "") -> Condition:
    found: Condition = {"type": name, "status": "True" if holds else "False"}
    if reason:
        found["reason"] = reason
    if message:
        found["message"] = message
    return found


def _dated(fresh: Condition, before: Condition | None, generation: int | None, now: float) -> Condition:
    kept = before is not None and before["status"] == fresh["status"]
    since = before["lastTransitionTime"] if kept and before is not None else to_second(now)
    dated = fresh | {"lastProbeTime": None, "lastTransitionTime": since}
    return dated | ({"observedGeneration": generation} if generation else {})


def _containers_ready(containers: Sequence[Container], records: Mapping[str, Record], phase: str) -> Condition:
    if phase in ("Succeeded", "Failed"):
        return _condition("ContainersReady", False, "PodCompleted" if phase == "Succeeded" else "PodFailed")
    unready = [each.name for each in containers if each.role is not Role.INIT and not records[each.name].ready]
    if unready:
        said = f"containers with unready status: [{' '.join(unready)}]"
        return _condition("ContainersReady", False, "ContainersNotReady", said)
    return _condition("ContainersReady", True)


def _pod_ready(pod: Json, containers_ready: Condition) -> Condition:
    if containers_ready["status"] == "False":
        return containers_ready | {"type": "Ready"}
    now = {each["type"]: each["status"] for each in (pod.get("status") or {}).get("conditions") or ()}
    problems = []
    for gate in pod["spec"].get("readinessGates") or ():
        name = gate["conditionType"]
        if name not in now:
            problems.append(f'corresponding condition of pod readiness gate "{name}" does not exist.')
        elif now[name] != "True":
            problems.append(f'the status of pod readiness gate "{name}" is not "True", but {now[name]}')
    if problems:
        return _condition("Ready", False, "ReadinessGatesNotReady", ", ".join(problems))
    return _condition("Ready", True)


def _initialized(containers: Sequence[Container], records: Mapping[str, Record], phase: str) -> Condition:
    if phase == "Succeeded":
        return _condition("Initialized", True, "PodCompleted")
    if any(each.role is Role.MAIN and has_begun(records[each.name]) for each in containers):
        return _condition("Initialized", True)
    missing = [each.name for each in containers if not _complete(each, records[each.name])]
    if missing:
        said = f"containers with incomplete status: [{' '.join(missing)}]"
        return _condition("Initialized", False, "ContainersNotInitialized", said)
    return _condition("Initialized", True)


def _complete(container: Container, record: Record) -> bool:
    if container.role is Role.MAIN:
        return True
    if container.role is Role.SIDECAR:
        return isinstance(record.state, Running) and record.started
    return isinstance(record.state, Terminated) and record.state.exit_code == 0
