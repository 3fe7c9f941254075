"""Storage accounts with their containers and queues."""

from __future__ import annotations

from typing import Any

from aksess.apply.rules import rules
from aksess.apply.work import Work
from aksess.model import StorageAccount


def accounts(work: Work) -> None:
    """The storage accounts, identities only, and what is in them; all of it through ARM."""
    for account in work.model.storage_accounts:
        path = work.provider(f"Microsoft.Storage/storageAccounts/{account.name}")
        work.put(f"storage account {account.name}", path, "account", work.tracked(_account(work, account)))
        for container in account.containers:
            inside = f"{path}/blobServices/default/containers/{container}"
            body = {"properties": {"publicAccess": "None"}}
            work.put(f"container {account.name}/{container}", inside, "account", body)
        for queue in account.queues:
            inside = f"{path}/queueServices/default/queues/{queue}"
            work.put(f"queue {account.name}/{queue}", inside, "account", {"properties": {}})


def _account(work: Work, account: StorageAccount) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "minimumTlsVersion": "TLS1_2",
        "allowBlobPublicAccess": False,
        "allowSharedKeyAccess": False,
        "isLocalUserEnabled": False,
        "supportsHttpsTrafficOnly": True,
        "publicNetworkAccess": "Enabled",
        "accessTier": "Hot",
        "networkAcls": rules(work, account.network, mask=""),
    }
    return {"kind": "StorageV2", "sku": {"name": f"Standard_{account.replication}"}, "properties": properties}
