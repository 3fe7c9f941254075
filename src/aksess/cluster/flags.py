"""The command lines of the control plane's programs.

Sources: the programs' reference pages at kubernetes.io, "Command line tools reference", and etcd.io, "Configuration
options". Nothing listens but the API server, on loopback: the others serve Unix sockets or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aksess.cluster.binaries import Binaries
from aksess.cluster.configuration import audience
from aksess.cluster.layout import Layout
from aksess.cluster.pki import Pki
from aksess.wire.cluster import ClusterPlan

# What Service kubernetes shows as its endpoint. The API server refuses loopback there; nothing listens at this
# address of TEST-NET-1 (RFC 5737), and the cluster network leads it to the API server.
ADVERTISED: Final = "192.0.2.1"
# AKS: Microsoft Learn, "Create an OpenID Connect provider on AKS": a token lives for a day at most.
LONGEST_TOKEN: Final = "24h"


@dataclass(frozen=True, slots=True)
class Commands:
    """The command line of each program. port: the API server's, on loopback."""

    plan: ClusterPlan
    layout: Layout
    binaries: Binaries
    port: int

    @property
    def _pki(self) -> Pki:
        return Pki(self.layout.pki)

    def etcd(self) -> list[str]:
        """etcd, run in the folder of its sockets: until 3.5 it takes no path, but ``host:port`` as a file's name."""
        client, peer = f"unix://{self.layout.etcd_socket.name}", "unix://peer:1"
        return [
            str(self.binaries.paths["etcd"]),
            "--name=cluster",
            f"--data-dir={self.layout.etcd}",
            f"--listen-client-urls={client}",
            f"--advertise-client-urls={client}",
            f"--listen-peer-urls={peer}",
            f"--initial-advertise-peer-urls={peer}",
            f"--initial-cluster=cluster={peer}",
            "--log-level=warn",
            "--auto-compaction-retention=5m",
            # A killed process loses nothing by it; a machine that loses power may.
            "--unsafe-no-fsync",
        ]

    def apiserver(self) -> list[str]:
        """kube-apiserver."""
        pki, config = self._pki, self.layout.config
        return [
            str(self.binaries.paths["kube-apiserver"]),
            f"--etcd-servers=unix://{self.layout.etcd_socket}",
            "--bind-address=127.0.0.1",
            f"--secure-port={self.port}",
            f"--advertise-address={ADVERTISED}",
            f"--service-cluster-ip-range={self.plan.service_cidr}",
            f"--cert-dir={self.layout.pki}",
            f"--tls-cert-file={pki.certificate('apiserver')}",
            f"--tls-private-key-file={pki.key('apiserver')}",
            f"--kubelet-certificate-authority={pki.authority}",
            f"--kubelet-client-certificate={pki.certificate('kubelet-client')}",
            f"--kubelet-client-key={pki.key('kubelet-client')}",
            "--kubelet-preferred-address-types=Hostname,InternalIP",
            f"--egress-selector-config-file={config / 'egress.json'}",
            *self._authorization(),
            "--enable-admission-plugins=NodeRestriction",
            "--allow-privileged=true",
            "--profiling=false",
            *self._local_accounts(),
            *self._entra(),
            *self._service_accounts(),
        ]

    def _local_accounts(self) -> list[str]:
        pki = self._pki
        tokens = [f"--token-auth-file={pki.tokens}"] if self.plan.local_accounts and self.plan.tokens else []
        # The programs of the control plane and the node have client certificates, whatever users have.
        return [f"--client-ca-file={pki.authority}", *tokens]

    def _entra(self) -> list[str]:
        if self.plan.entra is None:
            return []
        return [f"--authentication-config={self.layout.config / 'authentication.json'}"]

    def _authorization(self) -> list[str]:
        if self.plan.entra is not None and self.plan.entra.azure_rbac:
            return [f"--authorization-config={self.layout.config / 'authorization.json'}"]
        return ["--authorization-mode=Node,RBAC"]

    def _service_accounts(self) -> list[str]:
        keys = self._pki.service_account_keys()
        own = audience(self.plan)
        issuers = [each for each in (self.plan.issuer, own) if each]
        return [
            *(f"--service-account-issuer={each}" for each in issuers),
            f"--service-account-signing-key-file={keys[-1]}",
            *(f"--service-account-key-file={each}" for each in keys),
            f"--service-account-max-token-expiration={LONGEST_TOKEN}",
            "--service-account-extend-token-expiration=false",
            f"--api-audiences={own}",
        ]

    def controller_manager(self) -> list[str]:
        """kube-controller-manager."""
        pki, config = self._pki, self.layout.config / "controller-manager.json"
        return [
            str(self.binaries.paths["kube-controller-manager"]),
            *_client(config),
            f"--service-account-private-key-file={pki.service_account_keys()[-1]}",
            f"--root-ca-file={pki.authority}",
            "--use-service-account-credentials=true",
            f"--cluster-cidr={self.plan.pod_cidr}",
            "--allocate-node-cidrs=false",
            # A new node is tainted until a controller has looked at it. By default the controllers take five seconds
            # to start, at 20 requests a second, and look every five.
            "--node-monitor-period=500ms",
            "--kube-api-qps=1000",
            "--kube-api-burst=2000",
            # cloud-node-lifecycle and the routes are a cloud provider's; certificates are signed by nobody here.
            "--controllers=*,-certificatesigningrequest-signing-controller,-bootstrap-signer-controller",
        ]

    def scheduler(self) -> list[str]:
        """kube-scheduler."""
        return [str(self.binaries.paths["kube-scheduler"]), *_client(self.layout.config / "scheduler.json")]


def _client(config: Path) -> list[str]:
    return [
        f"--kubeconfig={config}",
        f"--authentication-kubeconfig={config}",
        f"--authorization-kubeconfig={config}",
        "--leader-elect=false",
        "--secure-port=0",
        "--profiling=false",
    ]
