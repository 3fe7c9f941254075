"""Fields of a pod that this node does not support. Each is named in an event of the pod."""

from __future__ import annotations

from collections.abc import Iterator

from aksess.cluster.node.pod import Json, containers_of


def refusals(pod: Json) -> list[str]:
    """Reasons not to run a pod; empty for a supported pod."""
    return list(_of_pod(pod["spec"])) + list(_of_containers(pod))


def _of_pod(spec: Json) -> Iterator[str]:
    if spec.get("hostNetwork"):
        yield "hostNetwork is not available: every pod of this node has a network of its own"
    if spec.get("hostPID") or spec.get("hostIPC"):
        yield "hostPID and hostIPC are not available: a pod of this node does not see the host's processes"
    if spec.get("resourceClaims"):
        yield "resourceClaims are not available: this node has no devices"


def _of_containers(pod: Json) -> Iterator[str]:
    for each in containers_of(pod):
        if each.spec.get("volumeDevices"):
            yield f"container {each.name}: volumeDevices are not available: this node has no block devices"
        if (each.spec.get("securityContext") or {}).get("privileged"):
            yield f"container {each.name}: privileged is not available: this node gives no rights over the host"


def ignored(pod: Json) -> list[str]:
    """Fields that have no effect on this node; the pod runs without them."""
    spec = pod["spec"]
    fields = ("shareProcessNamespace", "setHostnameAsFQDN", "runtimeClassName")
    found = [f"{name} has no effect on this node" for name in fields if spec.get(name)]
    if (spec.get("securityContext") or {}).get("sysctls"):
        found.append("securityContext.sysctls has no effect on this node")
    for each in containers_of(pod):
        found += [
            f"container {each.name}: hostPort {port['hostPort']} is not opened on the host"
            for port in each.spec.get("ports") or ()
            if port.get("hostPort")
        ]
    return found + [
        f"ephemeral container {each['name']} is not started: this node has none; use kubectl exec"
        for each in spec.get("ephemeralContainers") or ()
    ]
