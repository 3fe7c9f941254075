"""Prepares a pod before its containers start: listener, sandbox, volumes. Keeps the volumes up to date."""

from __future__ import annotations

from typing import Final

from aksess.cluster.node.pod import Json
from aksess.cluster.node.pod_refusal import ignored, refusals
from aksess.cluster.node.pod_state import PodState
from aksess.cluster.node.sandbox_spec import sandbox_spec
from aksess.cluster.node.services import NodeServices
from aksess.cluster.node.volumes import MountFailed
from aksess.pods.errors import CannotRun
from aksess.pods.runtime import SandboxFailed

# kubernetes/kubernetes, goroutinemap/exponentialbackoff: 500 ms, doubled; here at most so many seconds.
FIRST_RETRY: Final = 0.5
LONGEST_RETRY: Final = 8.0
# Seconds between two looks at volumes that could not be brought up to date.
STALE_RETRY: Final = 10.0


class PodPreparation:
    """Prepares one pod.

    Attributes:
        outdated: something that a volume shows has changed.
        retry_at: when a preparation that failed is tried again.
    """

    def __init__(self, state: PodState, services: NodeServices) -> None:
        self.outdated = True
        self.retry_at: float | None = None
        self._state = state
        self._services = services
        self._delay = FIRST_RETRY
        self._mounted = False
        self._shown: tuple[object, object] = (None, None)
        self._reported: set[str] = set()

    async def prepare(self, now: float) -> bool:
        """Make everything that is missing. Return whether containers may be started."""
        if self.retry_at is not None and now < self.retry_at and not self.outdated:
            return self._mounted
        self._report_ignored()
        try:
            await self._open()
            await self._mount(now)
        except SandboxFailed as error:
            self._fail(now, "FailedCreatePodSandBox", f"Failed to create pod sandbox: {error}")
        except MountFailed as error:
            self._fail(now, "FailedMount", str(error))
        else:
            self._delay, self.retry_at = FIRST_RETRY, None
        return self._mounted

    def renew_at(self) -> float | None:
        """When a token of the pod is due, or a volume is to be tried again."""
        return self.retry_at or self._services.tokens.next_renewal(self._state.key)

    async def close(self) -> None:
        """Take down the sandbox and the listener; files stay."""
        sandbox, self._state.sandbox = self._state.sandbox, None
        if sandbox is not None:
            await sandbox.close()
        port, self._state.listener = self._state.listener, 0
        if port:
            await self._services.listeners.close(port)

    async def _open(self) -> None:
        state = self._state
        if state.sandbox is not None:
            return
        refused = refusals(state.pod)
        if refused:
            raise SandboxFailed("; ".join(refused))
        try:
            state.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not state.listener:
                state.listener = await self._services.listeners.open(f"{state.key.namespace}/{state.key.name}")
            spec = sandbox_spec(state.pod, state.folder, state.ip, state.listener, self._services.dns_domain)
            state.sandbox = await self._services.runtime.open_sandbox(spec)
        except (CannotRun, OSError) as error:
            raise SandboxFailed(str(error)) from error

    def _report_ignored(self) -> None:
        for each in ignored(self._state.pod):
            if each not in self._reported:
                self._reported.add(each)
                self._services.events.of_pod(self._state.pod, "Warning", "NotSupported", each)

    async def _mount(self, now: float) -> None:
        renewal = self._services.tokens.next_renewal(self._state.key)
        shown = _shown(self._state.pod)
        if self._mounted and not self.outdated and shown == self._shown and (renewal is None or now < renewal):
            return
        self.outdated = False
        await self._state.volumes.write(self._state.pod, self._services.surroundings(self._state.ip))
        self._shown, self._mounted = shown, True

    def _fail(self, now: float, reason: str, message: str) -> None:
        self._services.events.of_pod(self._state.pod, "Warning", reason, message)
        self.outdated = False
        self.retry_at = now + (STALE_RETRY if self._mounted else self._delay)
        self._delay = min(2 * self._delay, LONGEST_RETRY)


def _shown(pod: Json) -> tuple[object, object]:
    """The fields that can change and that a downward API volume shows."""
    metadata = pod["metadata"]
    return metadata.get("labels"), metadata.get("annotations")
