"""What the workloads are given."""

from __future__ import annotations

from typing import assert_never

from aksess.apply.work import Work
from aksess.model import (
    AccountTarget,
    ContainerTarget,
    QueueTarget,
    ResourceGroupTarget,
    RoleGrant,
    SecretTarget,
    StoreTarget,
    SubscriptionTarget,
    Target,
    VaultTarget,
)


def grants(work: Work) -> None:
    """A role assignment for each role of each workload, at the scope that was named and no wider."""
    for workload in work.model.workloads:
        for grant in workload.access:
            if isinstance(grant, RoleGrant):
                for role in grant.roles:
                    scope = _scope(work, grant.target)
                    what = f"{role} for {workload.identity} on {scope.rpartition('/')[2]}"
                    work.assign_named(what, scope, role, work.principals[workload.identity])


def _scope(work: Work, target: Target) -> str:
    match target:
        case SubscriptionTarget():
            return work.subscription
        case ResourceGroupTarget():
            return work.group
        case VaultTarget(vault):
            return work.provider(f"Microsoft.KeyVault/vaults/{vault}")
        case SecretTarget(vault, secret):
            return work.provider(f"Microsoft.KeyVault/vaults/{vault}/secrets/{secret}")
        case StoreTarget(store):
            return work.provider(f"Microsoft.AppConfiguration/configurationStores/{store}")
        case AccountTarget(account):
            return _account(work, account)
        case ContainerTarget(account, container):
            return f"{_account(work, account)}/blobServices/default/containers/{container}"
        case QueueTarget(account, queue):
            return f"{_account(work, account)}/queueServices/default/queues/{queue}"
        case unreachable:
            assert_never(unreachable)


def _account(work: Work, account: str) -> str:
    return work.provider(f"Microsoft.Storage/storageAccounts/{account}")
