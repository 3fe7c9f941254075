"""Network rules that shut out those for whom the file was written."""

from __future__ import annotations

from collections.abc import Iterator

from aksess.model.checks.declared import Declared
from aksess.model.cursor import At
from aksess.model.problem_collector import ProblemCollector
from aksess.model.types import CALLER


def check(root: At, declared: Declared, found: ProblemCollector) -> None:
    """Whoever applies has to write the secrets; the pods have to reach what they are given."""
    closed = {f"{kind}/{owner.name}": rules for kind, owner, rules in _closed(root)}
    for vault in root.records("vaults"):
        rules = closed.get(f"vault/{vault.name}")
        if rules and vault.has("secrets") and not list(rules.texts("addresses")):
            says = f"vault `{vault.name}` denies whoever applies this file, and its secrets could not be written"
            found.warning_at(rules.path, says, "add `caller` to `addresses`, or apply from an allowed subnet")
    for workload in root.records("workloads"):
        for access in workload.records("access"):
            owner = "/".join(access.text("to").split("/")[:2])
            if owner in closed:
                _pods(workload, access, closed[owner], owner, declared, found)


def _closed(root: At) -> Iterator[tuple[str, At, At]]:
    for kind, key in (("vault", "vaults"), ("storage", "storageAccounts")):
        for owner in root.records(key):
            rules = owner.inner("network")
            if rules and rules.text("default") == "deny":
                yield kind, owner, rules


def _pods(workload: At, access: At, rules: At, owner: str, declared: Declared, found: ProblemCollector) -> None:
    if any(address != CALLER for address, _ in rules.texts("addresses")):
        return  # one of them may be the address that the cluster's traffic leaves by
    allowed = {subnet for subnet, _ in rules.texts("subnets")}
    named = {name for name, _ in workload.texts("clusters")} if workload.has("clusters") else set(declared.clusters)
    for name in sorted(named & set(declared.clusters)):
        subnet = declared.clusters[name].text("subnet")
        if subnet not in allowed:
            where = f"subnet `{subnet}`" if subnet else "a network of AKS's own"
            says = f"pods of `{workload.name}` in cluster `{name}` call from {where}, which `{owner}` denies"
            hint = "give the cluster a `subnet` that the rule allows" if not subnet else f"add `{subnet}` to the rule"
            found.warning_at((*access.path, "to"), says, hint)
