"""The same story in a cluster: a real API server admits the pod, a node runs it, its log shows the secret."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass
from typing import Any, Final

from aksess.chain.annotations import USE
from aksess.cli.demo.scene import Scene
from aksess.cli.exits import FAILED, Stop
from aksess.cli.pod_log import admin, first_log
from aksess.cluster.binaries import find_binaries
from aksess.cluster.errors import ClusterError
from aksess.wire.control import PodRequest

# Azure/azure-workload-identity, docs/book/src/quick-start.md: the pod of the walk-through, and its image.
NAME: Final = "quick-start"
IMAGE: Final = "ghcr.io/azure/azure-workload-identity/msal-go"


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of it. version: of Kubernetes; seconds: of the start, and from the pod's creation to its log."""

    version: str
    log: str
    start_seconds: float
    pod_seconds: float


def missing_programs() -> str:
    """Why there is no cluster to show, empty where there is one."""
    try:
        find_binaries("", os.environ)
    except ClusterError as error:
        return f"{error.message} {error.hint}"
    return ""


def show(scene: Scene) -> Shown:
    """Start the example's cluster and run the quick start in it. Raises Stop, CannotRun."""
    began = time.monotonic()
    started = scene.stage.control.start_cluster(scene.model.clusters[0].name)
    start_seconds = time.monotonic() - began
    try:
        log, pod_seconds = asyncio.run(_run(scene, started.port))
    except ClusterError as error:
        raise Stop(f"The cluster did not run the pod: {error}", error.hint, FAILED) from error
    return Shown(started.version, log, start_seconds, pod_seconds)


async def _run(scene: Scene, port: int) -> tuple[str, float]:
    facts = scene.stage.control.pod(PodRequest(scene.namespace, scene.account))
    api = admin(scene.stage.running, facts.cluster_id, port)
    space = f"/api/v1/namespaces/{scene.namespace}"
    try:
        await api.apply(space, _object("Namespace", scene.namespace))
        annotations = {"azure.workload.identity/client-id": facts.client_id}
        account = _object("ServiceAccount", scene.account, annotations=annotations)
        await api.apply(f"{space}/serviceaccounts/{scene.account}", account)
        began = time.monotonic()
        await api.create(f"{space}/pods", _pod(scene))
        return await first_log(api, scene.namespace, NAME), time.monotonic() - began
    finally:
        await api.close()


def _pod(scene: Scene) -> dict[str, Any]:
    env = [{"name": name, "value": value} for name, value in scene.own.items()]
    spec = {
        "serviceAccountName": scene.account,
        "containers": [{"name": "oidc", "image": IMAGE, "env": env}],
        "terminationGracePeriodSeconds": 0,
    }
    return {**_object("Pod", NAME, labels={USE: "true"}), "spec": spec}


def _object(kind: str, name: str, **metadata: Any) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name, **metadata}}
