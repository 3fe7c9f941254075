"""Both roots in order: the infrastructure first, then what runs on it; undone the other way round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aksess.terraform.binary import Binary
from aksess.terraform.scaffold import ROOTS
from aksess.terraform.steps import Done, Failed, Root


@dataclass(frozen=True, slots=True)
class Finished:
    """A root that is done. changes: added, changed, destroyed."""

    root: str
    changes: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A root that was not touched, and why."""

    root: str
    why: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The first failure: nothing after it was tried."""

    root: str
    failed: Failed


Report = Finished | Skipped | Stopped

Say = Callable[[str, str], None]
Reachable = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Roots:
    """The two roots below one folder. say: told the root and a line of progress.

    unreachable: given a Kubernetes API server's URL, says why it cannot be reached, or None where it can.
    """

    folder: Path
    binary: Binary
    environment: Mapping[str, str]
    say: Say
    unreachable: Reachable

    def missing(self) -> list[str]:
        """Roots that are not there."""
        return [name for name in ROOTS if not any((self.folder / name).glob("*.tf"))]

    def apply(self) -> list[Report]:
        """Init, plan and apply each root; stops at the first error. Safe to repeat."""
        reports: list[Report] = []
        for name in ROOTS:
            report = self._one(name, destroy=False)
            reports.append(report)
            if isinstance(report, Stopped):
                break
        return reports

    def destroy(self) -> list[Report]:
        """Destroy what the roots made, workloads first."""
        reports: list[Report] = []
        for name in reversed(ROOTS):
            report = self._one(name, destroy=True)
            reports.append(report)
            if isinstance(report, Stopped):
                break
        return reports

    def _one(self, name: str, *, destroy: bool) -> Report:
        if name == "workloads" and (why := self._no_cluster(destroy=destroy)):
            return Skipped(name, why)
        root = self._root(name)
        changes = (0, 0, 0)
        for step in (root.init, lambda: root.plan(destroy=destroy), root.apply):
            outcome = step()
            if isinstance(outcome, Failed):
                return Stopped(name, outcome)
            changes = _changes(outcome, changes)
        return Finished(name, changes)

    def _no_cluster(self, *, destroy: bool) -> str | None:
        if destroy and not (self.folder / "workloads" / "terraform.tfstate").exists():
            return "it was never applied"
        clusters = self._root("infra").outputs().get("kube") or {}
        if not clusters:
            return "the infra root made no cluster"
        first = next(iter(clusters.values()))
        return self.unreachable(first["host"])

    def _root(self, name: str) -> Root:
        return Root(self.folder / name, self.binary, self.environment, lambda line: self.say(name, line))


def _changes(outcome: Done, before: tuple[int, int, int]) -> tuple[int, int, int]:
    return outcome.changes or before
