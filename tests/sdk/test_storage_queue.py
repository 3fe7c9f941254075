"""The real azure-storage-queue client at the account's real host name. Nothing is patched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from azure.core.exceptions import HttpResponseError, ResourceExistsError
from azure.storage.queue import QueueClient, QueueServiceClient

from aksess.testing.azure import LocalAzure
from tests.sdk.storage import Account, opened


@pytest.fixture
def account(local_azure: LocalAzure) -> Iterator[Account]:
    """An account, of whose data the operator may do nothing yet."""
    with opened(local_azure) as account:
        yield account


@pytest.fixture
def jobs(account: Account) -> Iterator[QueueClient]:
    """A queue, as the holder of the account's key."""
    with QueueServiceClient(account.url("queue"), credential=account.key) as service:
        yield service.create_queue("jobs", metadata={"colour": "red"})


def test_messages_go_in_and_come_out(jobs: QueueClient) -> None:
    for text in ("one <&>\r\n é", "two"):
        jobs.send_message(text)
    first, second = jobs.receive_messages(visibility_timeout=60)

    assert (["one <&>\n é", "two"], 1) == ([first.content, second.content], first.dequeue_count)
    assert (2, {"colour": "red"}) == (
        jobs.get_queue_properties().approximate_message_count,
        jobs.get_queue_properties().metadata,
    )
    jobs.delete_message(first)
    moved = jobs.update_message(second, content="changed", visibility_timeout=0)
    assert ["changed"] == [each.content for each in jobs.peek_messages()]
    with pytest.raises(HttpResponseError, match="PopReceiptMismatch"):
        jobs.delete_message(second)
    jobs.delete_message(moved.id, moved.pop_receipt)
    assert [] == list(jobs.peek_messages())


def test_a_queue_is_listed_cleared_and_deleted(account: Account, jobs: QueueClient) -> None:
    jobs.send_message("one")
    with pytest.raises(ResourceExistsError):
        jobs.create_queue(metadata={"colour": "blue"})
    jobs.clear_messages()
    with QueueServiceClient(account.url("queue"), credential=account.key) as service:
        assert ["jobs"] == [each.name for each in service.list_queues()]
        service.delete_queue("jobs")
        assert [] == list(service.list_queues())


def test_a_sender_only_sends(account: Account, jobs: QueueClient) -> None:
    """The role that a workload needs which puts messages and never reads one."""
    account.grant("Storage Queue Data Message Sender")
    with QueueClient(account.url("queue"), "jobs", credential=account.credential) as queue:
        queue.send_message("one")
        for refused in (queue.peek_messages, queue.receive_message, queue.clear_messages):
            with pytest.raises(HttpResponseError, match="AuthorizationPermissionMismatch"):
                refused()
    assert ["one"] == [each.content for each in jobs.peek_messages()]
