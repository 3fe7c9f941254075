"""Both roots in order: the infrastructure first, then what runs on it; undone the other way round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aksess.terraform.binary import Binary
from aksess.terraform.scaffold import ROOTS
from aksess.terraform.steps import Failed, Root


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
    """The two roots below one folder. say: called with the root and a line of progress.

    unreachable: given a Kubernetes API server's URL, says why it cannot be reached, or None where it can.
    subscription: the one that is meant; a state that belongs to another is left alone. Empty for any.
    """

    folder: Path
    binary: Binary
    environment: Mapping[str, str]
    say: Say
    unreachable: Reachable
    subscription: str = ""

    def missing(self) -> list[str]:
        """Roots that are not there.

        Raises:
            OSError: one cannot be read.
        """
        return [name for name in ROOTS if not _is_root(self.folder / name)]

    def apply(self) -> list[Report]:
        """Init, plan and apply each root; stops at the first error. Safe to repeat."""
        return self._in_order(ROOTS, destroy=False)

    def destroy(self) -> list[Report]:
        """Destroy what the roots made, workloads first."""
        return self._in_order(ROOTS[::-1], destroy=True)

    def _in_order(self, names: tuple[str, ...], *, destroy: bool) -> list[Report]:
        # Both directions begin with the infrastructure's state: it says what there is for the other root.
        opened = self._open()
        if isinstance(opened, Stopped):
            return [opened]
        reports: list[Report] = []
        for name in names:
            report = self._one(name, destroy=destroy)
            reports.append(report)
            if isinstance(report, Stopped):
                break
        return reports

    def _open(self) -> Stopped | None:
        root = self._root("infra")
        outcome = root.init()
        if isinstance(outcome, Failed):
            return Stopped("infra", outcome)
        outputs = root.outputs()
        if isinstance(outputs, Failed):
            return Stopped("infra", outputs)
        theirs = str(outputs.get("subscription_id", ""))
        if not self.subscription or theirs.lower() in ("", self.subscription.lower()):
            return None
        return Stopped("infra", Failed("init", _foreign(theirs, self.subscription), 1))

    def _one(self, name: str, *, destroy: bool) -> Report:
        root = self._root(name)
        if name == "workloads" and (kept := self._keeps_from(root)):
            return kept
        if destroy and (empty := root.is_empty()):
            return Stopped(name, empty) if isinstance(empty, Failed) else Skipped(name, "there is nothing in its state")
        planned = root.plan(destroy=destroy)
        if isinstance(planned, Failed):
            return Stopped(name, planned)
        applied = root.apply()
        if isinstance(applied, Failed):
            return Stopped(name, applied)
        return Finished(name, applied.changes or planned.changes or (0, 0, 0))

    def _keeps_from(self, workloads: Root) -> Stopped | Skipped | None:
        """Why the workloads are not touched: no cluster, none that answers, or a root that cannot be initialised."""
        outputs = self._root("infra").outputs()
        if isinstance(outputs, Failed):
            return Stopped("infra", outputs)
        clusters = outputs.get("kube") or {}
        if not clusters:
            return Skipped("workloads", "the infra root has no cluster")
        if why := self.unreachable(next(iter(clusters.values()))["host"]):
            return Skipped("workloads", why)
        outcome = workloads.init()
        return Stopped("workloads", outcome) if isinstance(outcome, Failed) else None

    def _root(self, name: str) -> Root:
        return Root(self.folder / name, self.binary, self.environment, lambda line: self.say(name, line))


def _is_root(folder: Path) -> bool:
    return folder.is_dir() and any(each.suffix == ".tf" for each in folder.iterdir())


def _foreign(theirs: str, meant: str) -> str:
    return (
        f"The state of this root belongs to subscription {theirs}, and {meant} is meant.\n"
        "One state is one cloud: set TF_WORKSPACE to a name for this one (`terraform workspace new NAME` makes it), "
        "or use another folder."
    )
