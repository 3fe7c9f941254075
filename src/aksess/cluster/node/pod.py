"""A pod of the API as the node reads it: raw JSON, and the few facts about it that are read in many places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

Json = Mapping[str, Any]

DEFAULT_GRACE: Final = 30


class Restart(StrEnum):
    """When a container that ended is started again."""

    ALWAYS = "Always"
    ON_FAILURE = "OnFailure"
    NEVER = "Never"

    def applies(self, exit_code: int) -> bool:
        """Whether a container that ended with that code is started again."""
        return self is Restart.ALWAYS or (self is Restart.ON_FAILURE and exit_code != 0)


class Role(StrEnum):
    """The role of a container in its pod."""

    INIT = "init"
    SIDECAR = "sidecar"
    MAIN = "main"


@dataclass(frozen=True, slots=True)
class PodKey:
    """The identity of a pod. The uid differs from that of a later pod with the same name."""

    namespace: str
    name: str
    uid: str

    def __str__(self) -> str:
        """As the kubelet writes a pod in its messages."""
        return f"{self.name}_{self.namespace}({self.uid})"


@dataclass(frozen=True, slots=True)
class Container:
    """A container of a pod. spec: its JSON."""

    name: str
    role: Role
    restart: Restart
    spec: Json

    @property
    def image(self) -> str:
        """The image as the pod names it."""
        return str(self.spec["image"])


def key_of(pod: Json) -> PodKey:
    """The key of a pod."""
    metadata = pod["metadata"]
    return PodKey(metadata["namespace"], metadata["name"], metadata["uid"])


def containers_of(pod: Json) -> tuple[Container, ...]:
    """Init containers and sidecars in their order, then the others."""
    spec = pod["spec"]
    policy = Restart(spec.get("restartPolicy") or Restart.ALWAYS)
    init = [_init_container(each, policy) for each in spec.get("initContainers") or ()]
    return (*init, *(_main_container(each, policy) for each in spec["containers"]))


def container_named(pod: Json, name: str) -> Container | None:
    """The container of that name, if the pod has one."""
    return next((each for each in containers_of(pod) if each.name == name), None)


def _init_container(spec: Json, policy: Restart) -> Container:
    # API reference, Container.restartPolicy: `Always` makes an init container a sidecar.
    own = spec.get("restartPolicy")
    if own == Restart.ALWAYS:
        return Container(spec["name"], Role.SIDECAR, Restart.ALWAYS, spec)
    effective = Restart(own) if own else policy
    return Container(spec["name"], Role.INIT, Restart.NEVER if effective is Restart.NEVER else Restart.ON_FAILURE, spec)


def _main_container(spec: Json, policy: Restart) -> Container:
    own = spec.get("restartPolicy")
    return Container(spec["name"], Role.MAIN, Restart(own) if own else policy, spec)


def deletion_grace(pod: Json) -> int:
    """Seconds that a pod that is being deleted has, or would have."""
    asked = pod["metadata"].get("deletionGracePeriodSeconds")
    configured = pod["spec"].get("terminationGracePeriodSeconds")
    found = asked if asked is not None else configured
    return DEFAULT_GRACE if found is None else int(found)


def is_deleted(pod: Json) -> bool:
    """Whether somebody asked for its deletion."""
    return bool(pod["metadata"].get("deletionTimestamp"))


def is_finished(pod: Json) -> bool:
    """Whether its phase is one that never changes again."""
    return (pod.get("status") or {}).get("phase") in ("Succeeded", "Failed")
