"""Keeps one container of a pod: its start, its probes, its end, its stop, and its record."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Final

from aksess.cluster.node.container_run import ContainerRun
from aksess.cluster.node.container_starter import ContainerStarter, NotStarted
from aksess.cluster.node.container_state import Running, Terminated, Waiting
from aksess.cluster.node.lifecycle import FIRST_DELAY, LONGEST_DELAY, has_begun, next_delay
from aksess.cluster.node.pod import Container, Role, deletion_grace
from aksess.cluster.node.pod_state import PodState
from aksess.cluster.node.probe_result import ProbeKind, ProbeSettings
from aksess.cluster.node.prober import ProbeReport, keep_probing
from aksess.cluster.node.services import NodeServices

# kubernetes/kubernetes: a process that could not be started counts as exit code 128 (containerd).
START_ERROR_CODE: Final = 128
# Seconds before a container is tried again whose ConfigMap or Secret is missing.
CONFIG_RETRY: Final = 2.0


@dataclass(slots=True)
class ContainerKeeper:
    """The containers of one pod. wake: called when there is something to decide."""

    state: PodState
    services: NodeServices
    wake: Callable[[], None]
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self, name: str) -> None:
        """Begin to start a container, and follow it to its end."""
        self.state.records[name].busy = True
        self._spawn(self._start(name))

    def stop(self, name: str, grace: float, message: str) -> None:
        """Begin to stop a container that runs, unless that was begun before. message: of the event."""
        record = self.state.records[name]
        if name in self.state.runs and not record.stopping:
            record.stopping, record.ready = True, False
            self._spawn(self._stop(self.state.runs[name], grace, message))

    def kill(self) -> None:
        """Stop everything now."""
        for run in self.state.runs.values():
            self._spawn(run.kill())

    async def close(self) -> None:
        """End what is being done, and the containers with it."""
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _start(self, name: str) -> None:
        container, record = self.state.container(name), self.state.records[name]
        self._begin(name)
        try:
            run = await ContainerStarter(self.services).start(self.state, container)
        except NotStarted as error:
            self._note_failure(container, error)
            record.busy = False
            self.wake()
            return
        except Exception:
            # The task's end is logged; the pod goes on, and the start is tried again.
            record.retry_at = self.services.clock.now() + FIRST_DELAY
            record.busy = False
            raise
        record.image_id = run.target.container.image_id
        record.state = Running(run.started_at, run.target.container.id)
        record.attempts, record.retry_at = 0, 0.0
        record.started = "startupProbe" not in container.spec
        record.ready = record.started and "readinessProbe" not in container.spec and container.role is not Role.INIT
        self.state.runs[name] = run
        self.wake()
        ending = asyncio.get_running_loop().create_task(self._follow(name, run))
        await self._after_start(name, run)
        record.busy = False
        self.wake()
        await ending

    async def _stop(self, run: ContainerRun, grace: float, message: str) -> None:
        self._say(run.container, "Normal", "Killing", message)

        def failed(output: str) -> None:
            self._say(run.container, "Warning", "FailedPreStopHook", f"PreStopHook failed{_detail(output)}")

        await run.stop(grace, failed)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.services.log(f"pod {self.state.key}: {type(error).__name__}: {error}")
        self.wake()

    def _begin(self, name: str) -> None:
        """A start after an end is a restart: the end moves to ``lastState``."""
        record = self.state.records[name]
        now = self.services.clock.now()
        if has_begun(record) and not record.attempts:
            record.delay = next_delay(record, now)
            record.restarts += 1
        if isinstance(record.state, Terminated):
            record.last = record.state
            record.state = Waiting("ContainerCreating")
        record.begun_at = now
        record.started = record.ready = False

    async def _after_start(self, name: str, run: ContainerRun) -> None:
        answer = await run.after_start()
        if not answer.success:
            self._say(run.container, "Warning", "FailedPostStartHook", f"PostStartHook failed{_detail(answer.output)}")
            self.stop(name, float(deletion_grace(self.state.pod)), f"FailedPostStartHook{_detail(answer.output)}")
            return
        self._probe(name, run)

    async def _follow(self, name: str, run: ContainerRun) -> None:
        record = self.state.records[name]
        ended = await run.wait()
        self.state.runs.pop(name, None)
        record.state = ended
        record.started = record.stopping = False
        # An init container that succeeded counts as ready (pkg/kubelet/prober/prober_manager.go).
        record.ready = run.container.role is Role.INIT and ended.exit_code == 0
        self.wake()

    def _probe(self, name: str, run: ContainerRun) -> None:
        spec = run.container.spec
        kinds = [kind for kind in ProbeKind if kind.field in spec]
        first = [ProbeKind.STARTUP] if ProbeKind.STARTUP in kinds else kinds
        if not run.ended.is_set():
            run.tasks.extend(self._probing(name, run, kind) for kind in first)

    def _probing(self, name: str, run: ContainerRun, kind: ProbeKind) -> asyncio.Task[None]:
        report = ProbeReport(
            unhealthy=lambda each, output: self._unhealthy(run, each, output),
            changed=lambda each, success: self._changed(name, run, each, success),
        )
        begun_for = self.services.clock.now() - run.started_at
        probe = run.container.spec[kind.field]
        return asyncio.get_running_loop().create_task(keep_probing(run.target, kind, probe, report, begun_for))

    def _unhealthy(self, run: ContainerRun, kind: ProbeKind, output: str) -> None:
        self._say(run.container, "Warning", "Unhealthy", f"{kind} probe failed: {output}")

    def _changed(self, name: str, run: ContainerRun, kind: ProbeKind, success: bool) -> None:
        record, spec = self.state.records[name], run.container.spec
        if kind is ProbeKind.READINESS:
            record.ready = success
        elif kind is ProbeKind.STARTUP and success:
            record.started = True
            record.ready = ProbeKind.READINESS.field not in spec
            later = [each for each in ProbeKind if each is not ProbeKind.STARTUP and each.field in spec]
            run.tasks.extend(self._probing(name, run, each) for each in later)
        elif not success:
            self._restart(name, run, kind)
        self.wake()

    def _restart(self, name: str, run: ContainerRun, kind: ProbeKind) -> None:
        grace = ProbeSettings.of(run.container.spec[kind.field]).grace
        seconds = deletion_grace(self.state.pod) if grace is None else grace
        said = f"Container {name} failed {kind.value.lower()} probe, will be restarted"
        self.stop(name, float(seconds), said)

    def _note_failure(self, container: Container, error: NotStarted) -> None:
        record, now = self.state.records[container.name], self.services.clock.now()
        if error.ran:
            record.state = Terminated(START_ERROR_CODE, error.reason, now, now, error.message)
            return
        record.attempts += 1
        record.failed_at = now
        pulls = error.reason not in ("CreateContainerConfigError", "ContainerCreating")
        delay = min(FIRST_DELAY * 2 ** (record.attempts - 1), LONGEST_DELAY) if pulls else CONFIG_RETRY
        record.retry_at = now + delay
        record.state = Waiting(error.reason, error.message)

    def _say(self, container: Container, kind: str, reason: str, message: str) -> None:
        self.services.events.of_pod(self.state.pod, kind, reason, message, container)


def _detail(output: str) -> str:
    return f": {output.strip()}" if output.strip() else ""
