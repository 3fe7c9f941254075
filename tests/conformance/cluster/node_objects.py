"""Pods and what they belong to, for tests of the node with real programs."""

from __future__ import annotations

from typing import Any, Final

from tests.conformance.cluster.azure import Azure

# Times that kubectl is asked, about a third of a second each.
ATTEMPTS: Final = 90


def shell(script: str, name: str = "main", **fields: Any) -> dict[str, Any]:
    """A container that runs a script of a shell."""
    return {"name": name, "image": "busybox", "command": ["sh", "-c", script], **fields}


def pod(name: str, *containers: dict[str, Any], **spec: Any) -> dict[str, Any]:
    """A pod that ends soon when it is deleted."""
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": "default"},
        "spec": {"containers": list(containers), "terminationGracePeriodSeconds": 2, **spec},
    }


def config_map(name: str, **data: str) -> dict[str, Any]:
    """A ConfigMap."""
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name, "namespace": "default"}, "data": data}


def job(name: str, container: dict[str, Any], **spec: Any) -> dict[str, Any]:
    """A Job of one pod."""
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": name, "namespace": "default"},
        "spec": {
            "backoffLimit": 0,
            "template": {"spec": {"restartPolicy": "Never", "containers": [container], **spec}},
        },
    }


def deployment(name: str, replicas: int, container: dict[str, Any]) -> dict[str, Any]:
    """A Deployment."""
    labels = {"app": name}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name, "namespace": "default"},
        "spec": {
            "replicas": replicas,
            "selector": {"matchLabels": labels},
            "template": {
                "metadata": {"labels": labels},
                "spec": {"containers": [container], "terminationGracePeriodSeconds": 1},
            },
        },
    }


def until(azure: Azure, wanted: str, *words: str) -> str:
    """What ``kubectl`` prints once it says that. Raises AssertionError."""
    said = ""
    for _ in range(ATTEMPTS):
        said = azure.inside("kubectl", *words).said
        if wanted in said:
            return said
    raise AssertionError(f"{wanted!r} was not said by kubectl {' '.join(words)}: {said}")
