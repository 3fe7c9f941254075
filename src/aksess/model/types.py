"""What aksess.yaml declares, with every default filled in and every reference resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from aksess.chain.annotations import EXPIRATION
from aksess.model.credentials import credential_name, secret_variable
from aksess.model.problem import Problem
from aksess.model.targets import Target

# In a network rule: the address of whoever applies the file.
CALLER: Final = "caller"


class Authorization(StrEnum):
    """How a vault decides. Role assignments and access policies exclude one another."""

    RBAC = "rbac"
    POLICIES = "policies"


class DefaultAction(StrEnum):
    """What happens to a caller that no network rule names."""

    DENY = "deny"
    ALLOW = "allow"


@dataclass(frozen=True, slots=True)
class Subnet:
    """prefix: IPv4 CIDR."""

    name: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Network:
    """A virtual network. address_space: IPv4 CIDRs."""

    name: str
    address_space: tuple[str, ...]
    subnets: tuple[Subnet, ...]


@dataclass(frozen=True, slots=True)
class NetworkRules:
    """addresses: IPv4 addresses, CIDRs and ``CALLER``. subnets: as ``network/subnet``."""

    default: DefaultAction
    addresses: tuple[str, ...]
    subnets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """subnet: as ``network/subnet``, None for a network of AKS's own. kubernetes_version: None for Azure's default."""

    name: str
    subnet: str | None
    kubernetes_version: str | None
    node_count: int
    node_size: str
    dns_prefix: str
    sku_tier: str


@dataclass(frozen=True, slots=True)
class Secret:
    """value: only where the file says it, for demonstrations; never shown."""

    name: str
    content_type: str
    value: str | None = field(default=None, repr=False)

    @property
    def variable(self) -> str:
        """The environment variable that holds the value."""
        return secret_variable(self.name)


@dataclass(frozen=True, slots=True)
class Vault:
    """network: None lets everybody reach it. retention_days: of what was deleted."""

    name: str
    authorization: Authorization
    sku: str
    purge_protection: bool
    retention_days: int
    network: NetworkRules | None
    secrets: tuple[Secret, ...]


@dataclass(frozen=True, slots=True)
class PlainValue:
    """A value of its own."""

    value: str
    content_type: str


@dataclass(frozen=True, slots=True)
class VaultReference:
    """A reference to a secret of a vault of the file."""

    vault: str
    secret: str


@dataclass(frozen=True, slots=True)
class KeyValue:
    """label: None for no label."""

    key: str
    label: str | None
    content: PlainValue | VaultReference


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature flag. label: None for no label."""

    name: str
    label: str | None
    description: str
    enabled: bool


@dataclass(frozen=True, slots=True)
class ConfigurationStore:
    """An App Configuration store."""

    name: str
    sku: str
    keys: tuple[KeyValue, ...]
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class StorageAccount:
    """network: None lets everybody reach it."""

    name: str
    replication: str
    containers: tuple[str, ...]
    queues: tuple[str, ...]
    network: NetworkRules | None


@dataclass(frozen=True, slots=True)
class AccountName:
    """A Kubernetes service account."""

    namespace: str
    name: str

    @property
    def subject(self) -> str:
        """The subject of its tokens."""
        return f"system:serviceaccount:{self.namespace}:{self.name}"

    def __str__(self) -> str:
        return f"{self.namespace}/{self.name}"


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """Role assignments. roles: names of built-in roles, at least one."""

    target: Target
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyGrant:
    """An access policy of a vault. secrets: permissions in lower case, at least one."""

    vault: str
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credential:
    """A federated credential. Its issuer is the cluster's."""

    name: str
    identity: str
    cluster: str
    account: AccountName


@dataclass(frozen=True, slots=True)
class Workload:
    """A program that runs in pods. clusters: names. token_expiration: seconds, None for the webhook's default."""

    name: str
    identity: str
    accounts: tuple[AccountName, ...]
    clusters: tuple[str, ...]
    token_expiration: int | None
    access: tuple[RoleGrant | PolicyGrant, ...]

    @property
    def annotations(self) -> dict[str, str]:
        """Of its service accounts, beside the client id."""
        return {} if self.token_expiration is None else {EXPIRATION: str(self.token_expiration)}

    @property
    def credentials(self) -> Iterator[Credential]:
        """One federated credential for each cluster and service account."""
        for cluster in self.clusters:
            for account in self.accounts:
                name = credential_name(cluster, account.namespace, account.name)
                yield Credential(name, self.identity, cluster, account)


@dataclass(frozen=True, slots=True)
class Model:
    """A whole aksess.yaml. warnings: what a person should know, in the order of the file."""

    location: str
    resource_group: str
    tags: Mapping[str, str]
    network: Network | None
    clusters: tuple[Cluster, ...]
    vaults: tuple[Vault, ...]
    configuration_stores: tuple[ConfigurationStore, ...]
    storage_accounts: tuple[StorageAccount, ...]
    workloads: tuple[Workload, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def identities(self) -> tuple[str, ...]:
        """Names of the user-assigned identities, each once, in the order of the file."""
        return tuple(dict.fromkeys(workload.identity for workload in self.workloads))

    @property
    def credentials(self) -> tuple[Credential, ...]:
        """Every federated credential."""
        return tuple(credential for workload in self.workloads for credential in workload.credentials)
