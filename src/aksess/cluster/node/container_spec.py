"""A container as a runtime is asked to start it, from the pod and its variables. Pure but for the paths it is given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from aksess.cluster.node.expansion import expand_all
from aksess.cluster.node.pod import Container, Json
from aksess.cluster.node.quantity import parse_quantity
from aksess.pods.runtime import ContainerSpec, Limits, MountSpec

TERMINATION_LOG: Final = "/dev/termination-log"


def container_spec(
    pod: Json, container: Container, variables: Mapping[str, str], mounts: tuple[MountSpec, ...], log: Path
) -> ContainerSpec:
    """Build the request to a runtime. log: the file for the container's termination message."""
    spec = container.spec
    context = (pod["spec"].get("securityContext") or {}) | (spec.get("securityContext") or {})
    return ContainerSpec(
        name=container.name,
        image=container.image,
        command=expand_all(spec.get("command") or (), variables),
        args=expand_all(spec.get("args") or (), variables),
        environment=dict(variables),
        working_directory=spec.get("workingDir") or "",
        mounts=mounts,
        termination_log=MountSpec(log, spec.get("terminationMessagePath") or TERMINATION_LOG),
        user=context.get("runAsUser"),
        group=context.get("runAsGroup"),
        stdin=bool(spec.get("stdin")),
        tty=bool(spec.get("tty")),
        read_only_root=bool(context.get("readOnlyRootFilesystem")),
        limits=_limits(spec),
    )


def _limits(spec: Json) -> Limits:
    found = (spec.get("resources") or {}).get("limits") or {}
    return Limits(
        memory_bytes=int(parse_quantity(str(found.get("memory", "0")))),
        cpu_milli=int(parse_quantity(str(found.get("cpu", "0"))) * 1000),
    )
