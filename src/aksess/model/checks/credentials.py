"""Federated credentials: what Azure allows of them, and what two workloads would both declare."""

from __future__ import annotations

from collections import Counter

from aksess.chain import CREDENTIALS_PER_IDENTITY
from aksess.model.checks.declared import Declared
from aksess.model.cursor import At
from aksess.model.problem_collector import ProblemCollector

# AKS keeps the webhook out of these (Microsoft Learn, "Can admission controller webhooks impact kube-system").
_EXCLUDED = frozenset({"kube-system"})


def check(root: At, declared: Declared, found: ProblemCollector) -> None:
    """Limits an identity, one workload for each service account and cluster."""
    counts: Counter[str] = Counter()
    owners: dict[tuple[str, str], At] = {}
    for workload in root.records("workloads"):
        clusters = (
            [name for name, _ in workload.texts("clusters")] if workload.has("clusters") else list(declared.clusters)
        )
        if workload.name and not clusters and not workload.data.get("clusters"):
            says = f"workload `{workload.name}` runs in no cluster, so nothing can sign in as it"
            found.warning_at(workload.path, says, "declare a cluster, or name one under `clusters`")
        _owned(workload, clusters, owners, found)
        before = counts[workload.identity]
        counts[workload.identity] += len(clusters) * len(list(workload.accounts()))
        if counts[workload.identity] > CREDENTIALS_PER_IDENTITY >= before:
            says = (
                f"identity `{workload.identity}` needs {counts[workload.identity]} federated credentials, "
                f"one a cluster and service account; Azure allows {CREDENTIALS_PER_IDENTITY}"
            )
            found.error_at(workload.path, says, "split the workload, or give it fewer clusters or service accounts")


def _owned(workload: At, clusters: list[str], owners: dict[tuple[str, str], At], found: ProblemCollector) -> None:
    for account, path in workload.accounts():
        namespace, _, name = account.partition("/")
        if namespace in _EXCLUDED:
            says = f"AKS does not inject anything into pods in `{namespace}`"
            found.warning_at(path, says, "use a namespace of your own")
        if name == "default":
            says = f"every pod of `{namespace}` that names no service account runs as `default`"
            found.warning_at(path, says, "use a service account of the workload's own")
        for cluster in clusters:
            owner = owners.setdefault((cluster, account), workload)
            if owner.path != workload.path:
                says = f"service account `{account}` in cluster `{cluster}` belongs to workload `{owner.name}` already"
                hint = "a service account's annotation names one identity: merge the workloads, or use another account"
                found.error_at(path, says, hint)
                break
