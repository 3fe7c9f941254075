from __future__ import annotations

from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.queue.queues import QUEUE_TYPE
from tests.storage_scene import Shop
from tests.unit.cloud.services.queue.conftest import Jobs


def test_what_arm_makes_is_here_too(shop: Shop) -> None:
    made = Resource(
        f"{shop.account.id}/queueServices/default/queues/alarms",
        "alarms",
        QUEUE_TYPE,
        properties={"metadata": {"colour": "red"}},
        private={"uid": shop.cloud.random_source.uuid()},
    )
    with shop.cloud.store.transaction():
        shop.cloud.inventory.put(made)

    assert "red" == shop.keyed("GET", "/alarms?comp=metadata").headers["x-ms-meta-colour"]


def test_what_is_made_here_arm_shows(jobs: Jobs) -> None:
    found = jobs.shop.cloud.inventory.get(f"{jobs.shop.account.id}/queueServices/default/queues/jobs")

    assert found is not None
    assert ("jobs", QUEUE_TYPE, {"metadata": {}}) == (found.name, found.type, found.properties)


def test_a_queue_that_arm_made_again_is_empty(jobs: Jobs) -> None:
    """Messages are keyed by the queue's GUID, and swept when the next queue is made."""
    jobs.put("one")
    with jobs.shop.cloud.store.transaction():
        jobs.shop.cloud.inventory.delete(f"{jobs.shop.account.id}/queueServices/default/queues/jobs")
    jobs.shop.keyed("PUT", "/jobs")

    assert [] == jobs.peek()
    assert {} == jobs.shop.cloud.store.load("queue-message")
