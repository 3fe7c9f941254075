"""What kind needs to be the API server of a cluster of the local Azure.

kind documentation, "Configuration" (extraMounts, kubeadmConfigPatches); Azure/azure-workload-identity, "Self-managed
clusters: kind"; Kubernetes documentation, "Certificate Management with kubeadm" (an authority that is there is used).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives import serialization

from aksess.cluster.errors import ClusterError
from aksess.cluster.flags import LONGEST_TOKEN
from aksess.cluster.private_files import write_private
from aksess.wire.cluster import ClusterPlan

PKI: Final = "/etc/kubernetes/pki"


class NoIssuer(ClusterError):
    """The cluster has no OIDC issuer, so kind could not sign for it."""


def kind_config(plan: ClusterPlan, folder: Path) -> str:
    """A configuration for ``kind create cluster``, as YAML; the keys that it mounts are written into ``folder``.

    With the authority of the cluster, the kubeconfigs that ARM hands out are valid for kind's API server, too.

    Raises:
        NoIssuer: the issuer is switched off.
        OSError: the folder cannot be written.
    """
    import yaml

    if not plan.signing_keys:
        raise NoIssuer(f"Cluster {plan.name} has no OIDC issuer.", "set oidc_issuer_enabled")
    files = _write(plan, folder)
    mounts = [{"hostPath": str(file), "containerPath": f"{PKI}/{file.name}"} for file in files]
    patch = yaml.safe_dump(_kubeadm(plan), sort_keys=False)
    config = {
        "kind": "Cluster",
        "apiVersion": "kind.x-k8s.io/v1alpha4",
        "name": plan.name.lower(),
        "networking": {"serviceSubnet": plan.service_cidr, "podSubnet": plan.pod_cidr},
        "nodes": [{"role": "control-plane", "extraMounts": mounts, "kubeadmConfigPatches": [patch]}],
    }
    return str(yaml.safe_dump(config, sort_keys=False))


def _write(plan: ClusterPlan, folder: Path) -> list[Path]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = plan.signing_keys[-1]
    return [
        write_private(folder / "sa.key", key),
        write_private(folder / "sa.pub", "".join(_public(each) for each in plan.signing_keys)),
        write_private(folder / "ca.crt", plan.authority.certificate),
        write_private(folder / "ca.key", plan.authority.key),
    ]


def _kubeadm(plan: ClusterPlan) -> dict[str, Any]:
    return {
        "kind": "ClusterConfiguration",
        "apiServer": {
            "certSANs": ["localhost", "127.0.0.1", *plan.hosts],
            "extraArgs": {
                "service-account-issuer": plan.issuer,
                "service-account-key-file": f"{PKI}/sa.pub",
                "service-account-signing-key-file": f"{PKI}/sa.key",
                "service-account-max-token-expiration": LONGEST_TOKEN,
            },
        },
        "controllerManager": {"extraArgs": {"service-account-private-key-file": f"{PKI}/sa.key"}},
    }


def _public(key: str) -> str:
    public = serialization.load_pem_private_key(key.encode(), None).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return public.public_bytes(serialization.Encoding.PEM, form).decode()
