from __future__ import annotations

import pytest

from tests.storage_scene import Shop, code, markup
from tests.unit.cloud.services.queue.conftest import Jobs


def test_a_queue_is_made_once_and_again(shop: Shop) -> None:
    """201, then 204 with the same metadata, 409 with other."""
    assert 201 == shop.keyed("PUT", "/jobs", x_ms_meta_a="1").status
    assert 204 == shop.keyed("PUT", "/jobs", x_ms_meta_a="1").status

    assert "QueueAlreadyExists" == code(shop.keyed("PUT", "/jobs", x_ms_meta_a="2"))


@pytest.mark.parametrize("name", ["Jobs", "a--b", "-ab", "a_b"])
def test_a_name_that_no_queue_can_have_is_refused(shop: Shop, name: str) -> None:
    assert "InvalidResourceName" == code(shop.keyed("PUT", f"/{name}"))


@pytest.mark.parametrize("name", ["ab", "x" * 64])
def test_a_name_of_another_length_is_refused_as_such(shop: Shop, name: str) -> None:
    assert "OutOfRangeInput" == code(shop.keyed("PUT", f"/{name}"))


def test_metadata_comes_with_about_how_many_messages_there_are(jobs: Jobs) -> None:
    jobs.put("one")
    jobs.put("two", "?visibilitytimeout=60")
    jobs("PUT", "?comp=metadata", x_ms_meta_a="1")
    headers = jobs("GET", "?comp=metadata").headers

    assert ("2", "1") == (headers["x-ms-approximate-messages-count"], headers["x-ms-meta-a"])


def test_a_queue_goes_with_its_messages(jobs: Jobs) -> None:
    jobs.put("one")

    assert 204 == jobs("DELETE", "").status
    assert "QueueNotFound" == code(jobs("GET", "?comp=metadata"))
    assert {} == jobs.shop.cloud.store.load("queue-message")


def test_queues_are_listed_by_name(jobs: Jobs) -> None:
    jobs.shop.keyed("PUT", "/alarms", x_ms_meta_a="1")
    found = markup(jobs.shop.keyed("GET", "/?comp=list&include=metadata")).child("Queues")
    assert found is not None

    assert ["alarms", "jobs"] == [each.text_of("Name") for each in found.children]
    assert b"<a>1</a>" in jobs.shop.keyed("GET", "/?comp=list&include=metadata").body
    assert b"<a>1</a>" not in jobs.shop.keyed("GET", "/?comp=list").body
    assert b"alarms" not in jobs.shop.keyed("GET", "/?comp=list&prefix=j").body


def test_an_access_list_is_kept(jobs: Jobs) -> None:
    body = (
        b"<SignedIdentifiers><SignedIdentifier><Id>workers</Id><AccessPolicy><Permission>p</Permission>"
        b"</AccessPolicy></SignedIdentifier></SignedIdentifiers>"
    )

    assert 204 == jobs("PUT", "?comp=acl", body).status
    assert body in jobs("GET", "?comp=acl").body
