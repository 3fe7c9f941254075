"""One run of a container: probes, hooks, stop, termination state."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aksess.clock import Clock
from aksess.cluster.node.container_state import Terminated
from aksess.cluster.node.handlers import Answer, Target, ask
from aksess.cluster.node.log_file import LogFile
from aksess.cluster.node.pod import Container
from aksess.cluster.node.termination_message import termination_message

# kubernetes/kubernetes, kuberuntime_container.go: minimumGracePeriodInSeconds; no limit for a hook after the start.
LEAST_GRACE: Final = 2.0
FOR_EVER: Final = 365 * 86400.0
# Receives the output of a run for a client that is attached.
Watcher = Callable[[str, bytes], None]


@dataclass(slots=True)
class ContainerRun:
    """A container that was started.

    Attributes:
        message_file: its termination message.
        watchers: those that are attached to its output.
        failed_probe: the text for the event, where a probe ends it.
    """

    container: Container
    target: Target
    log: LogFile
    message_file: Path
    started_at: float
    clock: Clock
    watchers: set[Watcher] = field(default_factory=set)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self) -> Terminated:
        """Wait for its end."""
        code = await self.target.container.wait()
        for task in self.tasks:
            task.cancel()
        self.log.close()
        for watcher in list(self.watchers):
            watcher("stdout", b"")
        self.ended.set()
        policy = str(self.container.spec.get("terminationMessagePolicy") or "File")
        return Terminated(
            exit_code=code,
            reason="Completed" if code == 0 else "Error",
            finished_at=self.clock.now(),
            started_at=self.started_at,
            message=termination_message(self.message_file, self.log.path, policy, code),
            container_id=self.target.container.id,
        )

    async def after_start(self) -> Answer:
        """Carry out the ``postStart`` hook, if there is one."""
        hook = (self.container.spec.get("lifecycle") or {}).get("postStart")
        return await run_hook(self.target, hook, FOR_EVER) if hook else Answer(True)

    async def stop(self, grace: float, hook_failed: Callable[[str], None]) -> None:
        """``preStop``, then the stop signal, then SIGKILL when the grace period is over.

        Args:
            grace: seconds for all of it.
            hook_failed: called with the hook's output where it fails.
        """
        end = asyncio.get_running_loop().time() + grace
        hook = (self.container.spec.get("lifecycle") or {}).get("preStop")
        if hook and grace > 0 and not self.ended.is_set():
            answer = await self._while_running(run_hook(self.target, hook, grace))
            if not answer.success:
                hook_failed(answer.output)
        if not self.ended.is_set():
            await self.target.container.signal(self._stop_signal())
            left = max(end - asyncio.get_running_loop().time(), LEAST_GRACE if grace > 0 else 0.0)
            try:
                async with asyncio.timeout(left):
                    await self.ended.wait()
            except TimeoutError:
                await self.target.container.signal(signal.SIGKILL)
        await self.ended.wait()

    async def _while_running(self, hook: Coroutine[None, None, Answer]) -> Answer:
        """The answer of a hook; it is given up when the container ends."""
        working, ended = asyncio.ensure_future(hook), asyncio.ensure_future(self.ended.wait())
        try:
            await asyncio.wait({working, ended}, return_when=asyncio.FIRST_COMPLETED)
            return working.result() if working.done() else Answer(True)
        finally:
            working.cancel()
            ended.cancel()

    async def kill(self) -> None:
        """End it at once."""
        if not self.ended.is_set():
            await self.target.container.signal(signal.SIGKILL)

    def _stop_signal(self) -> int:
        asked = (self.container.spec.get("lifecycle") or {}).get("stopSignal") or "SIGTERM"
        return int(getattr(signal, str(asked), signal.SIGTERM))


async def run_hook(target: Target, hook: dict[str, object], within: float) -> Answer:
    """Carry out a lifecycle hook: ``exec``, ``httpGet``, ``tcpSocket`` or ``sleep``."""
    pause = hook.get("sleep")
    if isinstance(pause, dict):
        await asyncio.sleep(min(float(pause.get("seconds") or 0), within))
        return Answer(True)
    return await ask(target, hook, within)
