"""Queues: records of the inventory, which ARM shows and writes too."""

from __future__ import annotations

from collections.abc import Iterator

from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.storage.account import Account, account_of, uid_of
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.names import check_name

QUEUE_TYPE = "Microsoft.Storage/storageAccounts/queueServices/queues"


def queue_id(account: Account, name: str) -> str:
    """The ARM id of a queue."""
    return f"{account.id}/queueServices/default/queues/{name}"


def queues_of(call: Call, account: Account) -> Iterator[Resource]:
    """The queues of an account, by name."""
    return call.cloud.inventory.of_type(QUEUE_TYPE, account.id)


def find_queue(call: Call, account: Account, name: str) -> Resource | None:
    """The queue of that name, exactly as it is spelt."""
    found = call.cloud.inventory.get(queue_id(account, name))
    return found if found is not None and found.name == name else None


def queue_of(call: Call) -> Resource:
    """The queue that a call names. Raises Fault: 404, or 400 for a name that no queue can have."""
    name = call.params["queue"]
    found = find_queue(call, account_of(call), name)
    if found is None:
        check_name(name)
        raise refusal("QueueNotFound")
    return found


def make_queue(call: Call, account: Account, name: str, metadata: dict[str, str]) -> Resource:
    """Write a new queue."""
    made = Resource(
        id=queue_id(account, name),
        name=name,
        type=QUEUE_TYPE,
        properties={"metadata": metadata},
        private={"uid": call.cloud.random_source.uuid()},
        created=call.now,
        changed=call.now,
    )
    call.cloud.inventory.put(made)
    return made


def metadata_of_queue(queue: Resource) -> dict[str, str]:
    """The metadata that a queue keeps."""
    return dict(queue.properties.get("metadata") or {})


def line_key(queue: Resource) -> str:
    """What the keys of a queue's messages start with."""
    return f"{uid_of(queue)}/"
