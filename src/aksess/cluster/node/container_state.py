"""The states of a container, and the record that the node keeps of each container of a pod."""

from __future__ import annotations

from dataclasses import dataclass

from aksess.cluster.node.pod import Json
from aksess.cluster.node.timestamp import parse_time, to_second


@dataclass(frozen=True, slots=True)
class Waiting:
    """It has not started, or is about to start again."""

    reason: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """It runs."""

    started_at: float
    container_id: str


@dataclass(frozen=True, slots=True)
class Terminated:
    """It has ended. started_at: 0 where it never started."""

    exit_code: int
    reason: str
    finished_at: float
    started_at: float = 0.0
    message: str = ""
    container_id: str = ""


State = Waiting | Running | Terminated

CREATING = Waiting("ContainerCreating")
INITIALIZING = Waiting("PodInitializing")


@dataclass(slots=True)
class Record:
    """The record of a container.

    Attributes:
        last: how it ended the time before.
        restarts: how often it was started again.
        started: whether its startup probe has succeeded.
        ready: whether its readiness probe says so.
        delay: seconds of the current back-off; 0 for none.
        retry_at: when an attempt that failed before a process existed may be made again.
        begun_at: when it was started the last time.
        failed_at: when the last such attempt failed.
        busy: whether it is being started now.
        stopping: whether it is being stopped now.
    """

    state: State = CREATING
    last: Terminated | None = None
    restarts: int = 0
    started: bool = False
    ready: bool = False
    delay: float = 0.0
    retry_at: float = 0.0
    begun_at: float = 0.0
    failed_at: float = 0.0
    attempts: int = 0
    busy: bool = False
    stopping: bool = False
    image_id: str = ""


def state_json(state: State) -> dict[str, object]:
    """``ContainerState`` of the API."""
    match state:
        case Waiting(reason, message):
            return {"waiting": {"reason": reason} | ({"message": message} if message else {})}
        case Running(started_at):
            return {"running": {"startedAt": to_second(started_at)}}
        case Terminated():
            return {"terminated": _terminated_json(state)}


def _terminated_json(state: Terminated) -> dict[str, object]:
    found: dict[str, object] = {
        "exitCode": state.exit_code,
        "reason": state.reason,
        "startedAt": to_second(state.started_at) if state.started_at else None,
        "finishedAt": to_second(state.finished_at),
    }
    if state.message:
        found["message"] = state.message
    if state.container_id:
        found["containerID"] = state.container_id
    return found


def terminated_of(content: Json) -> Terminated:
    """A ``ContainerStateTerminated`` of the API."""
    return Terminated(
        exit_code=int(content.get("exitCode") or 0),
        reason=content.get("reason") or "",
        finished_at=_time(content.get("finishedAt")),
        started_at=_time(content.get("startedAt")),
        message=content.get("message") or "",
        container_id=content.get("containerID") or "",
    )


def _time(text: object) -> float:
    return parse_time(text) if isinstance(text, str) and text else 0.0
