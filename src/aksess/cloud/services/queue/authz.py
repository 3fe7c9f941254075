"""How Queue Storage proves and checks: the scope of a call and its stored policies."""

from __future__ import annotations

from collections.abc import Iterable

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.queue.queues import find_queue, queue_id
from aksess.cloud.storage.account import Account
from aksess.cloud.storage.policies import StoredPolicy, policies_of
from aksess.cloud.storage.request_authorization import RequestAuthorization


def _scope(call: Call, account: Account) -> str:
    queue = call.params.get("queue")
    return queue_id(account, queue) if queue else account.id


def _policies(call: Call, account: Account) -> Iterable[StoredPolicy]:
    queue = call.params.get("queue")
    return policies_of(find_queue(call, account, queue)) if queue else ()


AUTHORIZATION = RequestAuthorization("q", _scope, _policies)
