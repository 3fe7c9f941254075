"""Starts a container of a pod: variables, mounts, image, process, ``postStart``, with the kubelet's events."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.node.container_run import ContainerRun
from aksess.cluster.node.container_spec import container_spec
from aksess.cluster.node.environment import EnvironmentFailed, Sources, container_environment
from aksess.cluster.node.handlers import Target
from aksess.cluster.node.log_file import LogFile
from aksess.cluster.node.pod import Container
from aksess.cluster.node.pod_state import PodState
from aksess.cluster.node.references import objects_of_environment
from aksess.cluster.node.service_variables import service_variables
from aksess.cluster.node.services import NodeServices, log_path
from aksess.cluster.node.volumes import MountFailed
from aksess.pods.runtime import ContainerSpec, ContainerStartFailed, ImagePullFailed

CONFIG_ERROR: Final = "CreateContainerConfigError"
NEVER_PULLED: Final = "ErrImageNeverPull"


class NotStarted(Exception):
    """A container did not start. reason: for its state; ran: whether that counts as a run that ended at once."""

    def __init__(self, reason: str, message: str, ran: bool = False) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.ran = ran


@dataclass(frozen=True, slots=True)
class ContainerStarter:
    """Starts containers. services: of the node."""

    services: NodeServices

    async def start(self, state: PodState, container: Container) -> ContainerRun:
        """Start a container in the sandbox of its pod.

        Raises:
            NotStarted: it did not start; the event was sent.
        """
        sandbox = state.sandbox
        if sandbox is None:
            raise NotStarted("ContainerCreating", "the sandbox of the pod is not there")
        variables = await self._variables(state, container)
        spec, log = self._prepare(state, container, variables)
        run: list[ContainerRun] = []
        sink = _sink(log, run)
        started = self.services.clock.now()
        try:
            running = await sandbox.start(spec, sink)
        except ImagePullFailed as error:
            log.close()
            raise self._no_image(state, container, error) from error
        except (ContainerStartFailed, OSError) as error:
            log.close()
            self._pulled(state, container)
            self._say(state, container, "Warning", "Failed", f"Error: {error}")
            raise NotStarted("StartError", str(error), ran=True) from error
        except BaseException:
            log.close()
            raise
        self._pulled(state, container)
        self._say(state, container, "Normal", "Created", "Container created")
        self._say(state, container, "Normal", "Started", "Container started")
        target = Target(sandbox, running, container.spec, variables, state.ip)
        run.append(ContainerRun(container, target, log, spec.termination_log.source, started, self.services.clock))
        return run[0]

    async def _variables(self, state: PodState, container: Container) -> dict[str, str]:
        pod = state.pod
        try:
            objects = await self.services.objects.read(state.key, objects_of_environment(pod))
            links = pod["spec"].get("enableServiceLinks", True)
            services = service_variables(self.services.addresses(), state.key.namespace, links)
            sources = Sources(objects, services, self.services.surroundings(state.ip))
            return container_environment(pod, container, sources)
        except (EnvironmentFailed, ApiError, ApiGone) as error:
            raise self._refused(state, container, str(error)) from error

    def _prepare(
        self, state: PodState, container: Container, variables: dict[str, str]
    ) -> tuple[ContainerSpec, LogFile]:
        restarts = state.records[container.name].restarts
        message = state.folder / "containers" / container.name / str(restarts)
        try:
            mounts = state.volumes.mounts(container.spec, variables)
            message.parent.mkdir(parents=True, exist_ok=True)
            message.write_bytes(b"")
            message.chmod(0o666)
            spec = container_spec(state.pod, container, variables, mounts, message)
            _forget_logs(state, container, restarts)
            return spec, LogFile(log_path(state.folder, container.name, restarts), self.services.clock)
        except (MountFailed, OSError, ValueError) as error:
            raise self._refused(state, container, str(error)) from error

    def _no_image(self, state: PodState, container: Container, error: ImagePullFailed) -> NotStarted:
        if container.spec.get("imagePullPolicy") == "Never":
            said = f'Container image "{container.image}" is not present with pull policy of Never'
            self._say(state, container, "Warning", NEVER_PULLED, said)
            self._say(state, container, "Warning", "Failed", f"Error: {NEVER_PULLED}")
            return NotStarted(NEVER_PULLED, said)
        self._say(state, container, "Normal", "Pulling", f'Pulling image "{container.image}"')
        said = f'Failed to pull image "{container.image}": {error.message}'
        self._say(state, container, "Warning", "Failed", said)
        self._say(state, container, "Warning", "Failed", f"Error: {error.reason}")
        return NotStarted(error.reason, error.message)

    def _refused(self, state: PodState, container: Container, why: str) -> NotStarted:
        self._say(state, container, "Warning", "Failed", f"Error: {why}")
        return NotStarted(CONFIG_ERROR, why)

    def _pulled(self, state: PodState, container: Container) -> None:
        said = f'Container image "{container.image}" already present on machine'
        self._say(state, container, "Normal", "Pulled", said)

    def _say(self, state: PodState, container: Container, kind: str, reason: str, message: str) -> None:
        self.services.events.of_pod(state.pod, kind, reason, message, container)


def _sink(log: LogFile, run: list[ContainerRun]) -> Callable[[str, bytes], None]:
    """A sink that passes output to the log and to the clients that are attached."""

    def take(stream: str, data: bytes) -> None:
        log.write(stream, data)
        for each in run:
            for watcher in list(each.watchers):
                if data:
                    watcher(stream, data)

    return take


def _forget_logs(state: PodState, container: Container, restarts: int) -> None:
    """The kubelet keeps the log of the run before; older ones go."""
    for old in (restarts - 2, restarts - 3):
        path = log_path(state.folder, container.name, old)
        for each in (path, path.with_suffix(".log.1")):
            if each.exists():
                os.unlink(each)
