"""What a workload may be given access to: the `to` of aksess.yaml."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResourceGroupTarget:
    """The resource group of the file."""


@dataclass(frozen=True, slots=True)
class SubscriptionTarget:
    """The subscription that the file is applied to."""


@dataclass(frozen=True, slots=True)
class VaultTarget:
    """A whole vault."""

    vault: str


@dataclass(frozen=True, slots=True)
class SecretTarget:
    """One secret of a vault."""

    vault: str
    secret: str


@dataclass(frozen=True, slots=True)
class StoreTarget:
    """An App Configuration store."""

    store: str


@dataclass(frozen=True, slots=True)
class AccountTarget:
    """A whole storage account."""

    account: str


@dataclass(frozen=True, slots=True)
class ContainerTarget:
    """One blob container."""

    account: str
    container: str


@dataclass(frozen=True, slots=True)
class QueueTarget:
    """One queue."""

    account: str
    queue: str


Target = (
    ResourceGroupTarget
    | SubscriptionTarget
    | VaultTarget
    | SecretTarget
    | StoreTarget
    | AccountTarget
    | ContainerTarget
    | QueueTarget
)


def parse_target(text: str) -> Target | None:
    """The target that a text names, None if it has no such form. Whether it is declared is not asked here."""
    match text.split("/"):
        case ["resourceGroup"]:
            return ResourceGroupTarget()
        case ["subscription"]:
            return SubscriptionTarget()
        case ["vault", vault] if vault:
            return VaultTarget(vault)
        case ["vault", vault, "secrets", secret] if vault and secret:
            return SecretTarget(vault, secret)
        case ["configuration", store] if store:
            return StoreTarget(store)
        case ["storage", account] if account:
            return AccountTarget(account)
        case ["storage", account, "containers", container] if account and container:
            return ContainerTarget(account, container)
        case ["storage", account, "queues", queue] if account and queue:
            return QueueTarget(account, queue)
        case _:
            return None
