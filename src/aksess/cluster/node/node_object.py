"""The Node as the API server shows it: labels, capacity, addresses, conditions, node info."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from aksess.cluster.node.timestamp import to_second

PODS: Final = "250"
KUBELET_PORT: Final = 10250
# From Kubernetes 1.36 an API server hands exec, attach and port-forward over WebSocket to such a node (KEP-4006).
FEATURES: Final = ["ExtendWebSocketsToKubelet"]
_ARCHITECTURES: Final = {"x86_64": "amd64", "aarch64": "arm64"}


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """The facts of a Node. version: of Kubernetes, without the ``v``; runtime: its name."""

    name: str
    address: str
    version: str
    runtime: str
    cluster: str


def node_object(facts: NodeFacts) -> dict[str, Any]:
    """The Node to create."""
    system, architecture = "linux", _architecture()
    labels = {
        "kubernetes.io/hostname": facts.name,
        "kubernetes.io/os": system,
        "kubernetes.io/arch": architecture,
        "beta.kubernetes.io/os": system,
        "beta.kubernetes.io/arch": architecture,
        # Microsoft Learn, "Use labels in an AKS cluster": reserved system labels.
        "agentpool": "default",
        "kubernetes.azure.com/agentpool": "default",
        "kubernetes.azure.com/cluster": facts.cluster,
        "kubernetes.azure.com/mode": "system",
        "kubernetes.azure.com/os-sku": "Ubuntu",
        "kubernetes.azure.com/role": "agent",
    }
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": facts.name, "labels": labels, "annotations": {"aksess/runtime": facts.runtime}},
        "spec": {},
    }


def node_status(facts: NodeFacts, ready: bool, now: float, since: float) -> dict[str, Any]:
    """``NodeStatus``. since: when the node became ready."""
    capacity = node_capacity()
    return {
        "addresses": [
            {"type": "InternalIP", "address": facts.address},
            {"type": "Hostname", "address": facts.name},
        ],
        "capacity": capacity,
        "allocatable": capacity,
        "conditions": _conditions(ready, now, since),
        "daemonEndpoints": {"kubeletEndpoint": {"Port": KUBELET_PORT}},
        "nodeInfo": _node_info(facts),
        "declaredFeatures": FEATURES,
    }


def node_capacity() -> dict[str, str]:
    """The resources of this machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    disk = os.statvfs("/")
    return {
        "cpu": str(os.cpu_count() or 1),
        "memory": f"{memory // 1024}Ki",
        "ephemeral-storage": f"{disk.f_blocks * disk.f_frsize // 1024}Ki",
        "pods": PODS,
    }


def _conditions(ready: bool, now: float, since: float) -> list[dict[str, str]]:
    stamps = {"lastHeartbeatTime": to_second(now), "lastTransitionTime": to_second(since)}
    pressures = {
        "MemoryPressure": ("KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        "DiskPressure": ("KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        "PIDPressure": ("KubeletHasSufficientPID", "kubelet has sufficient PID available"),
    }
    found = [
        {"type": name, "status": "False", "reason": reason, "message": message} | stamps
        for name, (reason, message) in pressures.items()
    ]
    state = ("True", "KubeletReady", "kubelet is posting ready status")
    if not ready:
        state = ("False", "KubeletNotReady", "the node is shutting down")
    return [*found, {"type": "Ready", "status": state[0], "reason": state[1], "message": state[2]} | stamps]


def _node_info(facts: NodeFacts) -> dict[str, str]:
    machine = _read("/etc/machine-id") or "0" * 32
    return {
        "machineID": machine,
        "systemUUID": machine,
        "bootID": _read("/proc/sys/kernel/random/boot_id"),
        "kernelVersion": platform.release(),
        "osImage": _os_image(),
        "containerRuntimeVersion": f"{facts.runtime}://aksess",
        "kubeletVersion": f"v{facts.version}",
        "kubeProxyVersion": "",
        "operatingSystem": "linux",
        "architecture": _architecture(),
    }


def _architecture() -> str:
    return _ARCHITECTURES.get(platform.machine(), platform.machine())


def _os_image() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    except OSError:
        return platform.system()


def _read(path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except OSError:
        return ""
