"""Storage accounts with their containers and queues."""

from __future__ import annotations

from typing import Any

from aksess.apply.context import ApplyContext
from aksess.apply.rules import rules
from aksess.model import StorageAccount


def accounts(context: ApplyContext) -> None:
    """The storage accounts, identities only, and what is in them; all of it through ARM."""
    for account in context.model.storage_accounts:
        path = context.provider(f"Microsoft.Storage/storageAccounts/{account.name}")
        context.put(f"storage account {account.name}", path, "account", context.tracked(_account(context, account)))
        for container in account.containers:
            inside = f"{path}/blobServices/default/containers/{container}"
            body = {"properties": {"publicAccess": "None"}}
            context.put(f"container {account.name}/{container}", inside, "account", body)
        for queue in account.queues:
            inside = f"{path}/queueServices/default/queues/{queue}"
            context.put(f"queue {account.name}/{queue}", inside, "account", {"properties": {}})


def _account(context: ApplyContext, account: StorageAccount) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "minimumTlsVersion": "TLS1_2",
        "allowBlobPublicAccess": False,
        "allowSharedKeyAccess": False,
        "isLocalUserEnabled": False,
        "supportsHttpsTrafficOnly": True,
        "publicNetworkAccess": "Enabled",
        "accessTier": "Hot",
        "networkAcls": rules(context, account.network, mask=""),
    }
    return {"kind": "StorageV2", "sku": {"name": f"Standard_{account.replication}"}, "properties": properties}
