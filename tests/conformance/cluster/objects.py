"""Kubernetes objects that the tests make."""

from __future__ import annotations

from typing import Any

USE = "azure.workload.identity/use"
Json = dict[str, Any]


def namespace(name: str) -> Json:
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}


def account(name: str, space: str, client_id: str = "") -> Json:
    annotations = {"azure.workload.identity/client-id": client_id} if client_id else {}
    metadata = {"name": name, "namespace": space, "annotations": annotations}
    return {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata}


def pod(name: str, space: str, service_account: str, **container: Any) -> Json:
    """A labelled pod with one container."""
    metadata = {"name": name, "namespace": space, "labels": {USE: "true"}}
    containers = [{"name": "main", "image": "busybox", **container}]
    spec = {"serviceAccountName": service_account, "containers": containers, "restartPolicy": "Never"}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
