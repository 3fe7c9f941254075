from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.storage_scene import code
from tests.unit.cloud.services.queue.conftest import Jobs


def receipt(message_id: str, pop_receipt: str, more: str = "") -> str:
    return f"/messages/{message_id}?popreceipt={quote(pop_receipt, safe='')}{more}"


def test_messages_come_in_the_order_in_which_they_were_put(jobs: Jobs) -> None:
    for text in ("one", "two", "three"):
        jobs.put(text)

    assert ["one", "two"] == [each.text_of("MessageText") for each in jobs.get("?numofmessages=2")]
    assert ["three"] == [each.text_of("MessageText") for each in jobs.get("?numofmessages=32")]
    assert [] == jobs.get()


def test_a_message_that_was_taken_comes_back(jobs: Jobs) -> None:
    """After half a minute, where nothing else was asked for."""
    jobs.put("one")
    first = jobs.get()[0]
    jobs.wait(29)
    assert [] == jobs.peek()
    jobs.wait(1)
    second = jobs.get("?visibilitytimeout=1")[0]

    assert ("1", "2") == (first.text_of("DequeueCount"), second.text_of("DequeueCount"))
    assert first.text_of("PopReceipt") != second.text_of("PopReceipt")


def test_peeking_changes_nothing(jobs: Jobs) -> None:
    """Neither the order nor the count."""
    jobs.put("one")

    assert ["one"] == jobs.peek() == jobs.peek()
    assert "0" == jobs.put("two").text_of("DequeueCount", "0")


def test_a_message_may_be_put_for_later(jobs: Jobs) -> None:
    jobs.put("later", "?visibilitytimeout=60")
    assert [] == jobs.peek()
    jobs.wait(60)

    assert ["later"] == jobs.peek()


@pytest.mark.parametrize(("query", "seconds"), [("", 7 * 24 * 3600), ("?messagettl=60", 60)])
def test_a_message_lives_a_week_or_as_long_as_it_is_told(jobs: Jobs, query: str, seconds: int) -> None:
    jobs.put("one", query)
    jobs.wait(seconds - 1)
    assert ["one"] == jobs.peek()
    jobs.wait(1)

    assert [] == jobs.peek()


def test_a_message_may_live_for_ever(jobs: Jobs) -> None:
    assert "9999" in jobs.put("one", "?messagettl=-1").text_of("ExpirationTime")
    jobs.wait(10**9)

    assert ["one"] == jobs.peek()


def test_what_was_read_is_deleted_with_its_receipt(jobs: Jobs) -> None:
    jobs.put("one")
    taken = jobs.get("?visibilitytimeout=1")[0]
    name, first = taken.text_of("MessageId"), taken.text_of("PopReceipt")
    jobs.wait(1)
    second = jobs.get()[0].text_of("PopReceipt")

    assert "PopReceiptMismatch" == code(jobs("DELETE", receipt(name, first)))
    assert 204 == jobs("DELETE", receipt(name, second)).status
    assert "MessageNotFound" == code(jobs("DELETE", receipt(name, second)))


def test_the_receipt_of_the_putting_is_good_too(jobs: Jobs) -> None:
    put = jobs.put("one")

    assert 204 == jobs("DELETE", receipt(put.text_of("MessageId"), put.text_of("PopReceipt"))).status


def test_an_update_gives_a_new_receipt_and_may_give_a_new_text(jobs: Jobs) -> None:
    put = jobs.put("one")
    name, first = put.text_of("MessageId"), put.text_of("PopReceipt")
    body = b"<QueueMessage><MessageText>two</MessageText></QueueMessage>"
    reply = jobs("PUT", receipt(name, first, "&visibilitytimeout=10"), body)

    assert (204, []) == (reply.status, jobs.peek())
    jobs.wait(10)
    assert ["two"] == jobs.peek()
    again = jobs("PUT", receipt(name, reply.headers["x-ms-popreceipt"], "&visibilitytimeout=0"))
    assert (204, ["two"]) == (again.status, jobs.peek())


def test_an_update_hides_a_message_for_no_longer_than_it_lives(jobs: Jobs) -> None:
    """Microsoft Learn, "Update Message"; to read it may hide it for longer."""
    put = jobs.put("one", "?messagettl=60")
    name, first = put.text_of("MessageId"), put.text_of("PopReceipt")
    refused = jobs("PUT", receipt(name, first, "&visibilitytimeout=61"))

    assert (400, "OutOfRangeQueryParameterValue") == (refused.status, code(refused))
    assert ["one"] == jobs.peek()
    assert 204 == jobs("PUT", receipt(name, first, "&visibilitytimeout=60")).status


def test_a_queue_can_be_cleared(jobs: Jobs) -> None:
    for text in ("one", "two"):
        jobs.put(text)

    assert 204 == jobs("DELETE", "/messages").status
    assert [] == jobs.peek()


@pytest.mark.parametrize("text", ["&lt;b&gt; &amp; é", " spaces ", "line&#xD;&#10;feed", "🙂"])
def test_a_text_is_kept_to_the_character(jobs: Jobs, text: str) -> None:
    import html

    jobs.put(text)

    assert [html.unescape(text)] == jobs.peek()


@pytest.mark.parametrize(
    ("method", "path", "refused"),
    [
        ("GET", "/messages?numofmessages=33", "OutOfRangeQueryParameterValue"),
        ("GET", "/messages?numofmessages=0", "OutOfRangeQueryParameterValue"),
        ("GET", "/messages?numofmessages=x", "InvalidQueryParameterValue"),
        ("GET", "/messages?visibilitytimeout=0", "OutOfRangeQueryParameterValue"),
        ("GET", "/messages?visibilitytimeout=604801", "OutOfRangeQueryParameterValue"),
        ("POST", "/messages?messagettl=0", "OutOfRangeQueryParameterValue"),
        ("POST", "/messages?messagettl=10&visibilitytimeout=10", "OutOfRangeQueryParameterValue"),
        ("POST", "/messages", "InvalidXmlDocument"),
        ("PUT", "/messages/x?visibilitytimeout=0", "MissingRequiredQueryParameter"),
        ("PUT", "/messages/x?popreceipt=y&visibilitytimeout=0", "MessageNotFound"),
        ("DELETE", "/messages/x", "MissingRequiredQueryParameter"),
    ],
)
def test_what_cannot_be_asked(jobs: Jobs, method: str, path: str, refused: str) -> None:
    assert refused == code(jobs(method, path))


def test_a_message_has_at_most_64_kib(jobs: Jobs) -> None:
    jobs.put("x" * 64 * 1024)
    body = f"<QueueMessage><MessageText>{'x' * 64 * 1024}é</MessageText></QueueMessage>".encode()

    assert "MessageTooLarge" == code(jobs("POST", "/messages", body))
