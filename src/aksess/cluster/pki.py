"""The keys and certificates of one control plane, as files that its programs read."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aksess.cluster.private_files import write_private
from aksess.wire.cluster import ClusterPlan, KeyPair

if TYPE_CHECKING:
    # The node reads paths only: without cryptography it is 10 MB smaller.
    from aksess.cluster.certificates import Signer

# Who speaks to the API server, as Kubernetes names them ("PKI certificates and requirements").
CLIENTS: Final = {
    "admin": ("masterclient", "system:masters"),
    "controller-manager": ("system:kube-controller-manager", ""),
    "scheduler": ("system:kube-scheduler", ""),
    "kubelet-client": ("kube-apiserver-kubelet-client", "system:masters"),
}
SERVICE_NAMES: Final = (
    "kubernetes",
    "kubernetes.default",
    "kubernetes.default.svc",
    "kubernetes.default.svc.cluster.local",
    "localhost",
    "127.0.0.1",
)


@dataclass(frozen=True, slots=True)
class Pki:
    """The folder with the files."""

    folder: Path

    @property
    def authority(self) -> Path:
        """The certificate of the cluster's authority; its key is in no file."""
        return self.folder / "ca.crt"

    @property
    def tokens(self) -> Path:
        """Static tokens, for ``--token-auth-file``."""
        return self.folder / "tokens.csv"

    def certificate(self, name: str) -> Path:
        """The certificate of a client or server."""
        return self.folder / f"{name}.crt"

    def key(self, name: str) -> Path:
        """Its private key."""
        return self.folder / f"{name}.key"

    def service_account_keys(self) -> list[Path]:
        """The keys that service account tokens are verified with, the one that signs last."""
        return sorted(self.folder.glob("service-account-*.key"))

    def write(self, plan: ClusterPlan, signer: Signer) -> None:
        """Write all of them anew. Raises OSError."""
        write_private(self.authority, plan.authority.certificate)
        self._keep("apiserver", signer.server(plan.hosts[0], _names(plan)))
        self._keep("webhook", signer.server(WEBHOOK_NAME, (WEBHOOK_NAME, "127.0.0.1")))
        for name, (user, group) in CLIENTS.items():
            self._keep(name, signer.client(user, group))
        self._keep("node", signer.client(f"system:node:{plan.node}", "system:nodes"))
        self._keep("kubelet", signer.server(plan.node, (plan.node, "localhost", "127.0.0.1")))
        lines = [f'{token},masterclient,masterclient,"system:masters"\n' for token in plan.tokens]
        write_private(self.tokens, "".join(lines))
        self.write_service_account_keys(plan)

    def write_service_account_keys(self, plan: ClusterPlan) -> None:
        """The issuer's keys; where the cluster has no issuer, one that stays with the folder."""
        own = self.folder / "own.key"
        if not plan.signing_keys and not own.exists():
            write_private(own, _new_rsa())
        keys = plan.signing_keys or [own.read_text()]
        fresh = [write_private(self.folder / f"service-account-{at:02d}.key", key) for at, key in enumerate(keys)]
        for stale in set(self.service_account_keys()) - set(fresh):
            stale.unlink()

    def _keep(self, name: str, pair: KeyPair) -> None:
        write_private(self.certificate(name), pair.certificate)
        write_private(self.key(name), pair.key)


# Azure/azure-workload-identity, the webhook's Service; AKS installs it in kube-system.
WEBHOOK_NAME: Final = "azure-wi-webhook-webhook-service.kube-system.svc"


def service_address(plan: ClusterPlan) -> str:
    """The ClusterIP of Service ``kubernetes``: the first of the range."""
    return str(ipaddress.ip_network(plan.service_cidr)[1])


def _names(plan: ClusterPlan) -> list[str]:
    return [*plan.hosts, *SERVICE_NAMES, service_address(plan)]


def _new_rsa() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
