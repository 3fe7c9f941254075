"""A workload in a cluster, with a vault that it may read: what the identity SDKs are tested with."""

from __future__ import annotations

from dataclasses import dataclass

from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.directory import Principal
from aksess.cloud.resources.inventory import Resource
from aksess.testing.azure import LocalAzure
from tests.cloud_objects import issuer_of, put_cluster, put_credential, put_identity
from tests.vaults import grant, put_vault

NAMESPACE, ACCOUNT = "widemo", "wi-demo-sa"
SUBJECT = f"system:serviceaccount:{NAMESPACE}:{ACCOUNT}"
POD = f"{NAMESPACE}/{ACCOUNT}"
VAULT_SCOPE = "https://vault.azure.net/.default"
ARM_SCOPE = "https://management.azure.com/.default"


@dataclass(frozen=True, slots=True)
class Workload:
    """What was made. vault: a name that no other test has, because the SDKs remember each host's tenant."""

    azure: LocalAzure
    cluster: Resource
    identity: Principal
    kubelet: Principal
    vault: Resource

    @property
    def url(self) -> str:
        """Of the vault."""
        return f"https://{self.vault.name}.vault.azure.net"


def put_workload(azure: LocalAzure, role: str = "Key Vault Secrets Officer") -> Workload:
    """A cluster with a kubelet's identity, an identity with a credential for the pod, and a role at a vault."""

    def make(cloud: Cloud) -> Workload:
        kubelet = put_identity(cloud, "widemo-aks-agentpool")
        profile = {"kubeletidentity": {"objectId": kubelet.object_id, "clientId": kubelet.app_id}}
        cluster = put_cluster(cloud, identityProfile=profile)
        identity = put_identity(cloud)
        put_credential(cloud, identity, issuer_of(cloud, cluster), SUBJECT)
        vault = put_vault(cloud, f"kv-{cloud.random_source.hex(8)}")
        if role:
            grant(cloud, identity.object_id, role, vault.id)
        return Workload(azure, cluster, identity, kubelet, vault)

    return azure.on_server(make)
