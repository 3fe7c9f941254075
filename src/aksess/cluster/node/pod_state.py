"""The state of a pod while the node runs it, and its recovery after a restart of the node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aksess.cluster.node.container_run import ContainerRun
from aksess.cluster.node.container_state import Record, Terminated, terminated_of
from aksess.cluster.node.lifecycle import Outcome
from aksess.cluster.node.pod import Container, Json, PodKey, containers_of, key_of
from aksess.cluster.node.status import PodFacts
from aksess.cluster.node.timestamp import parse_time
from aksess.cluster.node.volumes import Volumes
from aksess.pods.runtime import Sandbox

# kubernetes/kubernetes, pkg/kubelet/kubelet_pods.go: a container that was running and cannot be found any more.
LOST_REASON = "ContainerStatusUnknown"
LOST_MESSAGE = "The container could not be located when the pod was terminated"
LOST_CODE = 137


@dataclass(slots=True)
class PodState:
    """A pod of this node.

    Attributes:
        pod: as the API has it.
        ip: its address; it stays.
        runs: the containers that run now.
        sandbox: its surroundings, while they stand.
        listener: port of its own proxy listener, 0 for none.
        reason, message: why the node ended it.
    """

    pod: Json
    ip: str
    folder: Path
    volumes: Volumes
    started_at: float
    key: PodKey = field(init=False)
    containers: Sequence[Container] = field(init=False)
    records: dict[str, Record] = field(default_factory=dict)
    runs: dict[str, ContainerRun] = field(default_factory=dict)
    sandbox: Sandbox | None = None
    listener: int = 0
    outcome: Outcome | None = None
    reason: str = ""
    message: str = ""

    def __post_init__(self) -> None:
        self.key = key_of(self.pod)
        self.containers = containers_of(self.pod)
        for each in self.containers:
            self.records.setdefault(each.name, Record())

    def container(self, name: str) -> Container:
        """The container of that name. Raises KeyError."""
        found = next((each for each in self.containers if each.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def facts(self, host_ip: str, runtime: str) -> PodFacts:
        """The facts of the status beside the containers."""
        return PodFacts(
            host_ip=host_ip,
            pod_ip=self.ip,
            started_at=self.started_at,
            sandbox=self.sandbox is not None,
            runtime=runtime,
            outcome=self.outcome,
            reason=self.reason,
            message=self.message,
        )


def recover(state: PodState, now: float) -> bool:
    """Restore terminations, restarts and lost containers from the status that an earlier node process reported.

    Returns:
        Whether the pod had been run before.
    """
    status = state.pod.get("status") or {}
    known = [*(status.get("initContainerStatuses") or ()), *(status.get("containerStatuses") or ())]
    for each in known:
        if each["name"] in state.records:
            state.records[each["name"]] = _record(each, now)
    if status.get("startTime"):
        state.started_at = parse_time(status["startTime"])
    if status.get("phase") in ("Succeeded", "Failed"):
        state.outcome = Outcome(status["phase"])
        state.reason, state.message = status.get("reason") or "", status.get("message") or ""
    return bool(known)


def _record(status: Json, now: float) -> Record:
    record = Record(restarts=int(status.get("restartCount") or 0), image_id=status.get("imageID") or "")
    last = (status.get("lastState") or {}).get("terminated")
    record.last = terminated_of(last) if last else None
    state = status.get("state") or {}
    if "terminated" in state:
        record.state = terminated_of(state["terminated"])
    elif "running" in state:
        started = state["running"].get("startedAt")
        record.state = Terminated(
            exit_code=LOST_CODE,
            reason=LOST_REASON,
            finished_at=now,
            started_at=parse_time(started) if started else 0.0,
            message=LOST_MESSAGE,
            container_id=status.get("containerID") or "",
        )
    return record
