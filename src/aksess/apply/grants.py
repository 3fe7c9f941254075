"""Role assignments of the workloads."""

from __future__ import annotations

from typing import assert_never

from aksess.apply.context import ApplyContext
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


def grants(context: ApplyContext) -> None:
    """A role assignment for each role of each workload, at the scope that was named and no wider."""
    for workload in context.model.workloads:
        for grant in workload.access:
            if isinstance(grant, RoleGrant):
                for role in grant.roles:
                    scope = _scope(context, grant.target)
                    what = f"{role} for {workload.identity} on {scope.rpartition('/')[2]}"
                    context.assign_named(what, scope, role, context.principals[workload.identity])


def _scope(context: ApplyContext, target: Target) -> str:
    match target:
        case SubscriptionTarget():
            return context.subscription
        case ResourceGroupTarget():
            return context.group
        case VaultTarget(vault):
            return context.provider(f"Microsoft.KeyVault/vaults/{vault}")
        case SecretTarget(vault, secret):
            return context.provider(f"Microsoft.KeyVault/vaults/{vault}/secrets/{secret}")
        case StoreTarget(store):
            return context.provider(f"Microsoft.AppConfiguration/configurationStores/{store}")
        case AccountTarget(account):
            return _account(context, account)
        case ContainerTarget(account, container):
            return f"{_account(context, account)}/blobServices/default/containers/{container}"
        case QueueTarget(account, queue):
            return f"{_account(context, account)}/queueServices/default/queues/{queue}"
        case unreachable:
            assert_never(unreachable)


def _account(context: ApplyContext, account: str) -> str:
    return context.provider(f"Microsoft.Storage/storageAccounts/{account}")
