"""The demo's part in a cluster: the API server admits the pod, the node runs it, and its log shows the secret."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from typing import Any, Final

from aksess.chain.annotations import USE
from aksess.cli.demo.scenarios import Scenarios
from aksess.cli.exits import FAILED, CommandFailed
from aksess.cli.pod_log import admin, first_log
from aksess.clock import Clock
from aksess.cluster.binaries import find_binaries
from aksess.cluster.errors import ClusterError
from aksess.wire.control import PodRequest

# Azure/azure-workload-identity, docs/book/src/quick-start.md: the pod of the walk-through, and its image.
NAME: Final = "quick-start"
IMAGE: Final = "ghcr.io/azure/azure-workload-identity/msal-go"


@dataclass(frozen=True, slots=True)
class ClusterRun:
    """The pod's log. version: of Kubernetes; start_seconds: of the cluster; pod_seconds: from creation to log."""

    version: str
    log: str
    start_seconds: float
    pod_seconds: float


def missing_programs() -> str:
    """Return why the cluster cannot start, empty if it can."""
    try:
        find_binaries("", os.environ)
    except ClusterError as error:
        return f"{error.message} {error.hint}"
    return ""


def run_in_cluster(scenarios: Scenarios, clock: Clock) -> ClusterRun:
    """Start the example's cluster and run the quick start in it.

    Raises:
        CommandFailed: The cluster or the pod did not start.
        CannotRun: The local Azure refused to start the cluster.
    """
    began = clock.monotonic()
    started = scenarios.environment.control.start_cluster(scenarios.model.clusters[0].name)
    start_seconds = clock.monotonic() - began
    try:
        log, pod_seconds = asyncio.run(_run(scenarios, started.port, clock))
    except ClusterError as error:
        raise CommandFailed(f"The cluster did not run the pod: {error}", error.hint, FAILED) from error
    return ClusterRun(started.version, log, start_seconds, pod_seconds)


async def _run(scenarios: Scenarios, port: int, clock: Clock) -> tuple[str, float]:
    facts = scenarios.environment.control.pod(PodRequest(scenarios.namespace, scenarios.account))
    api = admin(scenarios.environment.running, facts.cluster_id, port)
    space = f"/api/v1/namespaces/{scenarios.namespace}"
    try:
        await api.apply(space, _object("Namespace", scenarios.namespace))
        annotations = {"azure.workload.identity/client-id": facts.client_id}
        account = _object("ServiceAccount", scenarios.account, annotations=annotations)
        await api.apply(f"{space}/serviceaccounts/{scenarios.account}", account)
        began = clock.monotonic()
        await api.create(f"{space}/pods", _pod(scenarios))
        return await first_log(api, scenarios.namespace, NAME), clock.monotonic() - began
    finally:
        await api.close()


def _pod(scenarios: Scenarios) -> dict[str, Any]:
    env = [{"name": name, "value": value} for name, value in scenarios.settings.items()]
    spec = {
        "serviceAccountName": scenarios.account,
        "containers": [{"name": "oidc", "image": IMAGE, "env": env}],
        "terminationGracePeriodSeconds": 0,
    }
    return {**_object("Pod", NAME, labels={USE: "true"}), "spec": spec}


def _object(kind: str, name: str, **metadata: Any) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name, **metadata}}
