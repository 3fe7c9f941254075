"""What the control host says of an AKS cluster, so that another process can run its control plane.

The answer holds private keys. It goes to whoever holds the key of the run file, over loopback, and into no log.
"""

from __future__ import annotations

import msgspec


class KeyPair(msgspec.Struct, frozen=True, rename="camel"):
    """A certificate and its private key, both PEM."""

    certificate: str
    key: str

    def __repr__(self) -> str:
        return "KeyPair()"


class EntraAccess(msgspec.Struct, frozen=True, rename="camel"):
    """A cluster's Microsoft Entra integration.

    admin_groups: object ids of the groups whose members are cluster administrators. azure_rbac: whether Azure role
    assignments decide what a user may do.
    """

    tenant_id: str
    admin_groups: list[str] = []
    azure_rbac: bool = False


class ClusterPlan(msgspec.Struct, frozen=True, rename="camel"):
    """Everything that a control plane takes from its managedCluster.

    Args:
        id: ARM id.
        name: name of the managedCluster.
        hosts: names of the API server, the one of the kubeconfigs first.
        version: ``kubernetesVersion``, such as ``1.33.6``.
        running: whether the power state is ``Running``.
        issuer: URL of the OIDC issuer, empty where it is switched off.
        signing_keys: PEM of the issuer's private keys that are published, the one that signs last.
        authority: the cluster's certificate authority.
        tokens: static bearer tokens of ``system:masters``, as the kubeconfigs carry them.
        tenant_id: of the cluster, for tokens whose service account names none.
        workload_identity: whether the mutating webhook is on.
        service_cidr: range of ClusterIPs.
        dns_service_ip: ClusterIP of the cluster's DNS.
        pod_cidr: range of pod IPs.
        node: name of the one node.
        entra: None where the cluster has local accounts only.
        local_accounts: whether client certificates are accepted.
        ingress_gateway: whether the add-on ingressApplicationGateway is on.
    """

    id: str
    name: str
    hosts: list[str]
    version: str
    running: bool
    issuer: str
    signing_keys: list[str]
    authority: KeyPair
    tokens: list[str]
    tenant_id: str
    workload_identity: bool
    service_cidr: str
    dns_service_ip: str
    pod_cidr: str
    node: str
    entra: EntraAccess | None = None
    local_accounts: bool = True
    ingress_gateway: bool = False

    def __repr__(self) -> str:
        return f"ClusterPlan(id={self.id!r}, version={self.version!r}, running={self.running})"


class ClusterAccess(msgspec.Struct, frozen=True, rename="camel"):
    """How a cluster is reached: what a kubeconfig says.

    Args:
        id: ARM id.
        name: name of the managedCluster.
        host: name of its API server.
        version: ``kubernetesVersion``.
        running: whether the power state is ``Running``.
        port: of the API server on loopback, 0 where no control plane runs now.
        authority: PEM of the cluster's certificate authority.
        client: the certificate of its administrator; None where local accounts are off.
        token: the administrator's static token, empty where local accounts are off.
        entra: whether users sign in with Microsoft Entra ID.
        tenant_id: the tenant that they sign in to.
    """

    id: str
    name: str
    host: str
    version: str
    running: bool
    port: int
    authority: str
    client: KeyPair | None
    token: str
    entra: bool
    tenant_id: str

    def __repr__(self) -> str:
        return f"ClusterAccess(id={self.id!r}, host={self.host!r}, port={self.port})"


class AccessQuestion(msgspec.Struct, frozen=True, rename="camel"):
    """Whether Azure RBAC allows a data action in a cluster.

    Args:
        principal: object id of the user or service principal; its groups count, too.
        action: such as ``Microsoft.ContainerService/managedClusters/pods/read``.
        namespace: where, empty for the whole cluster.
    """

    principal: str
    action: str
    namespace: str = ""


class AccessAnswer(msgspec.Struct, frozen=True, rename="camel"):
    """What Azure RBAC says."""

    allowed: bool


class StartCluster(msgspec.Struct, frozen=True, rename="camel"):
    """How a cluster is to be run. What is empty stays as it was the last time.

    Args:
        kubernetes: folder of the control plane's programs, empty where they are looked for.
        images: a command of this machine for an image, by the image's name.
    """

    kubernetes: str = ""
    images: dict[str, list[str]] = {}


class ClusterStarted(msgspec.Struct, frozen=True, rename="camel"):
    """A control plane that answers. port: on loopback; version: of its programs; note: for the user, once."""

    name: str
    port: int
    version: str
    note: str = ""
