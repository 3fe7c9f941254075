"""Pods for tests, as small as the API allows."""

from __future__ import annotations

from typing import Any

from aksess.cluster.node.container_state import Record, Running, Terminated
from aksess.cluster.node.fields import Surroundings

WHERE = Surroundings("node-1", "10.224.0.4", "10.244.0.7", {"cpu": "4", "memory": "8Gi"})


def container(name: str = "main", **fields: Any) -> dict[str, Any]:
    return {"name": name, "image": "image.test/app:1", **fields}


def pod(*containers: dict[str, Any], init: tuple[dict[str, Any], ...] = (), **spec: Any) -> dict[str, Any]:
    inner = {"containers": list(containers) or [container()], "nodeName": "node-1", "serviceAccountName": "default"}
    if init:
        inner["initContainers"] = list(init)
    return {
        "metadata": {"name": "web", "namespace": "shop", "uid": "uid-1", "generation": 1, "resourceVersion": "5"},
        "spec": inner | spec,
        "status": {"phase": "Pending"},
    }


def sidecar(name: str = "side", **fields: Any) -> dict[str, Any]:
    return container(name, restartPolicy="Always", **fields)


def running(started: bool = True, ready: bool = True) -> Record:
    return Record(state=Running(100.0, "id-1"), started=started, ready=ready)


def ended(code: int = 0, at: float = 100.0, **fields: Any) -> Record:
    return Record(state=Terminated(code, "Completed" if code == 0 else "Error", at), **fields)
