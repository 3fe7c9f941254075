"""Runs one pod from the moment that it is bound to the node until it is gone: decides, acts, reports, waits."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.node.container_keeper import ContainerKeeper
from aksess.cluster.node.container_run import LEAST_GRACE
from aksess.cluster.node.container_state import Terminated, Waiting
from aksess.cluster.node.lifecycle import Outcome, decide, stop_next
from aksess.cluster.node.pod import Json, Role, deletion_grace, is_deleted
from aksess.cluster.node.pod_preparation import PodPreparation
from aksess.cluster.node.pod_state import PodState, recover
from aksess.cluster.node.services import NodeServices
from aksess.cluster.node.status_report import StatusReport
from aksess.cluster.node.volumes import Volumes

DEADLINE_REASON: Final = "DeadlineExceeded"
DEADLINE_MESSAGE: Final = "Pod was active on the node longer than the specified deadline"
PULL_ERROR: Final = "ErrImagePull"
# The pod is gone already, or the name is another pod's now.
ALREADY_GONE: Final = (404, 409)
# Seconds before something that failed is tried again; between two looks where no event is expected.
RETRY: Final = 1.0
LOOK: Final = 60.0


class PodWorker:
    """One pod. ``run`` ends when the pod is gone.

    Args:
        pod: as the API has it.
        ip: its address.
        services: of the node.
    """

    def __init__(self, pod: Json, ip: str, services: NodeServices) -> None:
        folder = services.folder(pod["metadata"]["uid"])
        volumes = Volumes(folder, services.objects, services.tokens)
        self.state = PodState(pod, ip, folder, volumes, services.clock.now())
        self._services = services
        self._wake = asyncio.Event()
        self._keeper = ContainerKeeper(self.state, services, self._wake.set)
        self._preparation = PodPreparation(self.state, services)
        self._report = StatusReport(self.state, services)
        self._gone = self._done = self._closing = False
        self._end: float | None = None

    def wake(self) -> None:
        """Look at once whether something is due."""
        self._wake.set()

    def update(self, pod: Json) -> None:
        """The API has a newer version of the pod."""
        self.state.pod = pod
        self._wake.set()

    def vanish(self) -> None:
        """The API has the pod no more: it was deleted with force."""
        self._gone = True
        self._wake.set()

    def close(self) -> None:
        """The node stops: start no container and report no status. The next node process recovers the pod."""
        self._closing = True

    def volumes_changed(self) -> None:
        """A ConfigMap or Secret that the pod reads has changed."""
        self._preparation.outdated = True
        self._wake.set()

    async def run(self) -> None:
        """Run the pod to its end, and remove what it leaves. May be cancelled, which ends its containers."""
        try:
            if recover(self.state, self._services.clock.now()) or self.state.folder.exists():
                await self._services.runtime.clean_up(self.state.folder)
            while not self._done:
                await self._turn()
        finally:
            await self._keeper.close()
            await self._preparation.close()
            for run in self.state.runs.values():
                run.log.close()
            self._services.objects.forget(self.state.key)
            self._services.tokens.forget(self.state.key)

    async def _turn(self) -> None:
        """Act, report, and wait for the next reason to look."""
        self._wake.clear()
        if self._closing:
            await self._pause(None)
            return
        look_again = await self._step()
        if self._done:
            return
        reported = await self._report.publish() or self._gone
        await self._pause(look_again if reported else self._services.clock.now() + RETRY)

    async def _step(self) -> float | None:
        """Do what is due now; when the next step is due, if that is known."""
        now = self._services.clock.now()
        if self._gone or is_deleted(self.state.pod):
            return await self._terminate(now)
        if self.state.outcome is not None:
            await self._preparation.close()
            return None
        deadline = self.state.pod["spec"].get("activeDeadlineSeconds")
        if deadline is not None and now >= self.state.started_at + deadline:
            return self._exceed_deadline(now)
        look_again = self.state.started_at + deadline if deadline is not None else None
        if not await self._preparation.prepare(now):
            return _earliest(look_again, self._preparation.retry_at)
        plan = decide(self.state.containers, self.state.records, now)
        for name, delay in plan.back_off.items():
            self._back_off(name, delay)
        look_again = _earliest(look_again, self._note_image_back_off(now))
        for name in plan.start:
            self._keeper.start(name)
        self._stop(plan.stop, float(deletion_grace(self.state.pod)))
        self.state.outcome = plan.outcome
        if plan.outcome is not None:
            await self._preparation.close()
        return _earliest(_earliest(look_again, plan.look_again), self._preparation.renew_at())

    async def _terminate(self, now: float) -> float | None:
        """End the containers of a pod that is deleted, then the pod."""
        grace = 0.0 if self._gone else float(deletion_grace(self.state.pod))
        self._end = min(self._end or now + grace, now + grace)
        # A later request may have made the grace period shorter than the one that the stops began with.
        limit = self._end + LEAST_GRACE
        if self._gone or now >= limit:
            self._keeper.kill()
        self._stop(stop_next(self.state.containers, self.state.records), max(self._end - now, 0.0))
        if self.state.runs or self._keeper.tasks:
            return limit if now < limit else now + RETRY
        self._settle()
        await self._preparation.close()
        if not self._gone and await self._report.publish():
            await self._delete()
        if not self._gone:
            return now + RETRY
        await asyncio.to_thread(shutil.rmtree, self.state.folder, ignore_errors=True)
        self._done = True
        return None

    def _exceed_deadline(self, now: float) -> float | None:
        if not self.state.reason:
            self.state.reason, self.state.message = DEADLINE_REASON, DEADLINE_MESSAGE
            self._services.events.of_pod(self.state.pod, "Normal", DEADLINE_REASON, DEADLINE_MESSAGE)
        self._stop(stop_next(self.state.containers, self.state.records), float(deletion_grace(self.state.pod)))
        if not self.state.runs and not self._keeper.tasks:
            self._settle()
            self.state.outcome = Outcome.FAILED
            self._wake.set()
        return None

    def _settle(self) -> None:
        """Set the outcome of a pod whose containers will not run again."""
        mains = [self.state.records[each.name] for each in self.state.containers if each.role is Role.MAIN]
        for record in mains:
            if isinstance(record.state, Waiting) and record.last is not None:
                record.state, record.last = record.last, None
        ended = [each.state for each in mains if isinstance(each.state, Terminated)]
        whole = len(ended) == len(mains) and all(each.exit_code == 0 for each in ended)
        self.state.outcome = self.state.outcome or (Outcome.SUCCEEDED if whole else Outcome.FAILED)

    async def _delete(self) -> None:
        key = self.state.key
        content = {"gracePeriodSeconds": 0, "preconditions": {"uid": key.uid}}
        try:
            await self._services.api.delete(f"/api/v1/namespaces/{key.namespace}/pods/{key.name}", content)
        except ApiGone:
            return
        except ApiError as error:
            if error.status not in ALREADY_GONE:
                return
        self._gone = True

    def _back_off(self, name: str, delay: float) -> None:
        record = self.state.records[name]
        if isinstance(record.state, Terminated):
            record.last = record.state
            said = f"back-off {_duration(delay)} restarting failed container={name} pod={self.state.key}"
            record.state = Waiting("CrashLoopBackOff", said)
            event = f"Back-off restarting failed container {name} in pod {self.state.key}"
            self._services.events.of_pod(self.state.pod, "Warning", "BackOff", event, self.state.container(name))

    def _note_image_back_off(self, now: float) -> float | None:
        """Turn ErrImagePull into ImagePullBackOff after a moment. Return when the next container is due."""
        due = None
        for each in self.state.containers:
            record = self.state.records[each.name]
            state = record.state
            if not isinstance(state, Waiting) or state.reason != PULL_ERROR or record.busy:
                continue
            if now < record.failed_at + RETRY:
                due = _earliest(due, record.failed_at + RETRY)
                continue
            said = f'Back-off pulling image "{each.image}"'
            record.state = Waiting("ImagePullBackOff", f"{said}: {PULL_ERROR}: {state.message}")
            self._services.events.of_pod(self.state.pod, "Normal", "BackOff", said, each)
            self._services.events.of_pod(self.state.pod, "Warning", "Failed", "Error: ImagePullBackOff", each)
        return due

    def _stop(self, names: Iterable[str], grace: float) -> None:
        for name in names:
            self._keeper.stop(name, grace, f"Stopping container {name}")

    async def _pause(self, until: float | None) -> None:
        wait = LOOK if until is None else min(max(until - self._services.clock.now(), 0.0), LOOK)
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await self._wake.wait()


def _earliest(one: float | None, other: float | None) -> float | None:
    found = [each for each in (one, other) if each is not None]
    return min(found) if found else None


def _duration(seconds: float) -> str:
    """As Go writes a duration: ``10s``, ``1m20s``."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}m{rest}s" if minutes else f"{rest}s"
