"""How Blob Storage proves and checks: the scope of a call, its stored policies, and what is public."""

from __future__ import annotations

from collections.abc import Iterable

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation
from aksess.cloud.services.blob.containers import container_id, find_container, public_access
from aksess.cloud.storage.account import Account
from aksess.cloud.storage.callers import anonymous_caller
from aksess.cloud.storage.operation import StorageOperation
from aksess.cloud.storage.policies import StoredPolicy, policies_of
from aksess.cloud.storage.request_authorization import RequestAuthorization


def _scope(call: Call, account: Account) -> str:
    container = call.params.get("container")
    return container_id(account, container) if container else account.id


def _policies(call: Call, account: Account) -> Iterable[StoredPolicy]:
    container = call.params.get("container")
    return policies_of(find_container(call, account, container)) if container else ()


def _public(call: Call, account: Account, operation: Operation) -> None:
    """Let anybody read what is public: a blob, or, where the container is public too, its list and properties.

    Microsoft Learn, "Operations available through anonymous access".
    """
    name = call.params.get("container")
    container = find_container(call, account, name) if name else None
    if container is None or not account.public_access_allowed or not isinstance(operation, StorageOperation):
        return
    readable = operation.signed.letters in ("r", "l") and call.method in ("GET", "HEAD")
    level = operation.signed.level
    access = public_access(container)
    if readable and ((access and level == "o") or (access == "container" and level == "c")):
        call.caller = anonymous_caller(call)


AUTHORIZATION = RequestAuthorization("b", _scope, _policies, _public)
