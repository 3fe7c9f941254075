from __future__ import annotations

from tests.unit.cloud.services.queue.conftest import Jobs


def test_messages_that_have_run_out_are_swept(jobs: Jobs) -> None:
    """They are gone for every reader at once, and from the file when the next one is put."""
    jobs.put("one", "?messagettl=10")
    jobs.wait(10)
    jobs.put("two")

    assert 1 == len(jobs.shop.cloud.store.load("queue-message"))


def test_order_outlasts_an_empty_queue(jobs: Jobs) -> None:
    """Numbers are never given twice."""
    for text in ("one", "two"):
        jobs.put(text)
    jobs("DELETE", "/messages")
    jobs.put("three")
    jobs.put("four")

    assert ["three", "four"] == jobs.peek()


def test_two_queues_do_not_meet(jobs: Jobs) -> None:
    jobs.shop.keyed("PUT", "/jobs2")
    jobs.put("one")

    assert b"MessageText" not in jobs.shop.keyed("GET", "/jobs2/messages?peekonly=true").body
