"""Names that refer to something of the file."""

from __future__ import annotations

from collections.abc import Collection

from aksess.model.checks.declared import Declared
from aksess.model.cursor import At
from aksess.model.nearest import suggestion
from aksess.model.problem import Path
from aksess.model.problem_collector import ProblemCollector
from aksess.model.targets import parse_target

_FORMS = (
    "vault/NAME, vault/NAME/secrets/SECRET, configuration/NAME, storage/NAME, storage/NAME/containers/CONTAINER, "
    "storage/NAME/queues/QUEUE, resourceGroup or subscription"
)


def check(root: At, declared: Declared, found: ProblemCollector) -> None:
    """Clusters, subnets, secrets and targets."""
    for owner in (*root.records("vaults"), *root.records("storageAccounts")):
        rules = owner.inner("network")
        for subnet, path in rules.texts("subnets") if rules else ():
            _subnet(subnet, path, declared, found)
    for cluster in root.records("clusters"):
        for subnet, path in cluster.texts("subnet"):
            _subnet(subnet, path, declared, found)
    for store in root.records("configurationStores"):
        for entry in store.records("keys"):
            for secret, path in entry.texts("secret"):
                _known("secret", secret, path, declared.secrets, "declare it under `vaults`", found)
    for workload in root.records("workloads"):
        _workload(workload, declared, found)


def _workload(workload: At, declared: Declared, found: ProblemCollector) -> None:
    for cluster, path in workload.texts("clusters"):
        _known("cluster", cluster, path, declared.clusters, "declare it under `clusters`", found)
    for access in workload.records("access"):
        for target, path in access.texts("to"):
            _target(target, path, declared, found)


def _subnet(name: str, path: Path, declared: Declared, found: ProblemCollector) -> None:
    _known("subnet", name, path, declared.subnets, "declare a `network` with subnets", found)


def _known(kind: str, name: str, path: Path, known: Collection[str], none: str, found: ProblemCollector) -> None:
    if name not in known:
        says = f"{kind} `{name[:80]}` is not declared, expected one of this file"
        found.error_at(path, says, suggestion(name, known, none))


def _target(text: str, path: Path, declared: Declared, found: ProblemCollector) -> None:
    if text in declared.targets:
        return
    if parse_target(text) is None:
        says = f"`{text[:80]}` names nothing that can be reached, expected {_FORMS}"
    else:
        says = f"`{text[:80]}` is not declared, expected something of this file"
    found.error_at(path, says, suggestion(text, declared.targets, "declare it first"))
