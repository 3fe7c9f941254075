"""What a supervisor is told by the process that starts it, and what it says in return: one line of JSON each.

The line with the options holds the key of the control host, so it goes through standard input and not through the
arguments, which everybody on a machine can read. Standard input then stays open: when it ends, so does the supervisor.
"""

from __future__ import annotations

import msgspec


class SupervisorOptions(msgspec.Struct, frozen=True):
    """Which cluster is run, and for whom.

    Args:
        state: folder of the local Azure's state.
        cluster_id: ARM id.
        port: of the operator's proxy listener of the local Azure, on loopback.
        key: of its control host.
        kubernetes: folder with the programs, empty where they are looked for.
        images: a command of this machine for an image.
        created: when ARM created the cluster, in Unix seconds: one that was deleted may have had the same id.
        node: whether a node is run, too.
    """

    state: str
    cluster_id: str
    port: int
    key: str
    kubernetes: str = ""
    images: dict[str, list[str]] = {}
    created: float = 0.0
    node: bool = True

    def __repr__(self) -> str:
        return f"SupervisorOptions(cluster_id={self.cluster_id!r}, port={self.port})"


class NodeOptions(msgspec.Struct, frozen=True):
    """What the node process is told: ``python -m aksess.cluster.node FILE``, where FILE is this as JSON, mode 0600.

    Args:
        name: of the Node.
        cluster_id: ARM id of the cluster.
        version: of Kubernetes, such as ``1.37.2``.
        api_port: of the API server on loopback; its certificate says ``localhost``.
        pki: folder of the control plane's certificates (``aksess.cluster.pki.Pki``). The node's client certificate is
            ``node``, the server certificate of its kubelet API is ``kubelet``, both signed by ``authority``.
        pods: folder for the pods.
        socket: Unix socket at which the node serves CONNECT (``aksess.cluster.connect``): its own name leads to its
            kubelet API, pod IPs to the ports of its pods.
        pod_cidr: range of pod IPs.
        service_cidr: range of ClusterIPs.
        dns_ip: ClusterIP of the cluster's DNS.
        state: folder of the local Azure's state; ``ca/root.pem`` is its root certificate.
        port: of the operator's proxy listener of the local Azure, on loopback.
        key: of its control host.
        images: a command of this machine for an image.
    """

    name: str
    cluster_id: str
    version: str
    api_port: int
    pki: str
    pods: str
    socket: str
    pod_cidr: str
    service_cidr: str
    dns_ip: str
    state: str
    port: int
    key: str
    images: dict[str, list[str]] = {}

    def __repr__(self) -> str:
        return f"NodeOptions(name={self.name!r}, cluster_id={self.cluster_id!r})"


class Report(msgspec.Struct, frozen=True):
    """How the start went. port: of the API server, 0 where it did not start; message, hint: why not; note: for once."""

    port: int = 0
    version: str = ""
    message: str = ""
    hint: str = ""
    note: str = ""
