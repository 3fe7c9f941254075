"""Names that may be given once. Azure compares names without regard to case."""

from __future__ import annotations

from collections.abc import Iterable

from aksess.model.cursor import At
from aksess.model.problem import Path
from aksess.model.problem_collector import ProblemCollector

_LISTS = ("clusters", "vaults", "configurationStores", "storageAccounts", "workloads")


def check(root: At, found: ProblemCollector) -> None:
    """Everything that has a name, and every list in which one name twice makes no sense."""
    for key in _LISTS:
        _once(_names(root, key), found)
    network = root.inner("network")
    if network:
        _once(_names(network, "subnets"), found)
    for vault in root.records("vaults"):
        _once(_names(vault, "secrets"), found)
    for store in root.records("configurationStores"):
        _labelled(store, "keys", "key", found)
        _labelled(store, "features", "name", found)
    for account in root.records("storageAccounts"):
        _once(account.texts("containers"), found)
        _once(account.texts("queues"), found)
    for owner in (*root.records("vaults"), *root.records("storageAccounts")):
        rules = owner.inner("network")
        if rules:
            _once(rules.texts("addresses"), found)
            _once(rules.texts("subnets"), found)
    for workload in root.records("workloads"):
        _once(workload.accounts(), found)
        _once(workload.texts("clusters"), found)


def _names(holder: At, key: str) -> Iterable[tuple[str, Path]]:
    return ((each.name, (*each.path, "name")) for each in holder.records(key) if each.name)


def _once(names: Iterable[tuple[str, Path]], found: ProblemCollector) -> None:
    first: dict[str, Path] = {}
    for name, path in names:
        there = first.setdefault(name.lower(), path)
        if there != path:
            line = found.mark(there).line
            says = f"`{name[:80]}` is declared twice, first on line {line}"
            found.error_at(path, says, "remove or rename one of them (Azure ignores case)")


def _labelled(store: At, key: str, name: str, found: ProblemCollector) -> None:
    """Keys and features are told apart by name and label, with regard to case."""
    first: dict[tuple[str, str], Path] = {}
    for each in store.records(key):
        if not each.text(name):
            continue
        there = first.setdefault((each.text(name), each.text("label")), each.path)
        if there != each.path:
            label = f"with label `{each.text('label')[:40]}`" if each.has("label") else "without label"
            says = f"`{each.text(name)[:80]}` {label} is declared twice, first on line {found.mark(there).line}"
            found.error_at((*each.path, name), says, "remove one of them, or give it another label")
