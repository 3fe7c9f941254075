"""Many deletions, or changes of tier, in one request: each part is proven and weighed as if it came alone."""

from __future__ import annotations

import re
from email.utils import formatdate

import pytest

from aksess.cloud.storage.shared_key import sign
from tests.cloud_fixtures import Reply
from tests.storage_scene import AUDIENCE, READER, STRANGER, VERSION, WRITER, Shop, code
from tests.unit.cloud.services.blob.conftest import Photos

WHERE = "/photos?restype=container&comp=batch"
KIND = "multipart/mixed; boundary=batch_1"


def part(number: int, line: str, *headers: str) -> str:
    """One request of a batch."""
    about = f"--batch_1\r\nContent-Type: application/http\r\nContent-ID: {number}\r\n\r\n"
    return about + "\r\n".join([f"{line} HTTP/1.1", *headers, "Content-Length: 0", "", ""])


def batch(*parts: str) -> bytes:
    return ("\r\n".join([*parts, "--batch_1--"]) + "\r\n").encode()


def submit(shop: Shop, body: bytes, where: str = WHERE, kind: str = KIND, who: str = WRITER) -> Reply:
    headers = {"x-ms-version": VERSION, "content-type": kind}
    return shop.bare("POST", where, headers, body=body, token=shop.ask.token(who, AUDIENCE))


def deletion(shop: Shop, number: int, name: str, who: str = WRITER, container: str = "photos") -> str:
    token = shop.ask.token(who, AUDIENCE)
    return part(number, f"DELETE /{container}/{name}", f"Authorization: Bearer {token}")


def statuses(reply: Reply) -> list[tuple[str, int]]:
    """The id and the status of each part of an answer."""
    assert 202 == reply.status
    found = re.findall(r"Content-ID: (\d+)\r\n\r\nHTTP/1.1 (\d+) ", reply.body.decode())
    return [(each, int(status)) for each, status in found]


@pytest.fixture
def full(photos: Photos) -> Photos:
    """A container with three blobs, of which one person may delete and another read."""
    for name in ("a", "b", "c"):
        photos.put(name)
    photos.shop.grant("Storage Blob Data Contributor", WRITER)
    photos.shop.grant("Storage Blob Data Reader", READER)
    return photos


def left(photos: Photos) -> list[str]:
    return [name for name in ("a", "b", "c") if photos("HEAD", f"/{name}").status == 200]


@pytest.mark.parametrize("where", [WHERE, "/?comp=batch"])
def test_each_part_is_answered_on_its_own(full: Photos, where: str) -> None:
    """One that is not there, and one that somebody else may not delete, keep nothing of the rest from being done."""
    parts = [
        deletion(full.shop, 0, "a"),
        deletion(full.shop, 1, "nothing"),
        deletion(full.shop, 2, "b", who=READER),
        part(3, "DELETE /photos/b"),
    ]
    reply = submit(full.shop, batch(*parts), where)

    assert [("0", 202), ("1", 404), ("2", 403), ("3", 401)] == statuses(reply)
    event = full.shop.cloud.activity_log.recent[-1]
    assert event.decision is not None
    assert ((202, 404, 403, 401), "grant") == (event.parts, event.decision.link)
    assert ["b", "c"] == left(full)
    assert b"BlobNotFound" in reply.body
    assert b"AuthorizationPermissionMismatch" in reply.body


def test_tiers_can_be_changed_together(full: Photos) -> None:
    token = f"Authorization: Bearer {full.shop.ask.token(WRITER, AUDIENCE)}"
    parts = [
        part(at, f"PUT /photos/{name}?comp=tier", token, "x-ms-access-tier: Cool") for at, name in enumerate(("a", "b"))
    ]

    assert [("0", 200), ("1", 200)] == statuses(submit(full.shop, batch(*parts)))
    assert "Cool" == full("HEAD", "/a").headers["x-ms-access-tier"]


def test_a_part_may_be_signed_with_the_accounts_key(full: Photos) -> None:
    """A part names no version, and its signature covers none."""
    date = formatdate(full.shop.cloud.clock.now(), usegmt=True)
    text = "\n".join(["DELETE", *[""] * 11, f"x-ms-date:{date}", "/shop/photos/a"])
    good, other = sign(full.shop.keys[0], text), sign(full.shop.keys[1], text + "b")
    parts = [
        part(at, "DELETE /photos/a", f"x-ms-date: {date}", f"Authorization: SharedKey shop:{signature}")
        for at, signature in enumerate((other, good))
    ]

    assert [("0", 403), ("1", 202)] == statuses(submit(full.shop, batch(*parts)))


def test_whoever_may_nothing_does_nothing(full: Photos) -> None:
    """Not even with a part of somebody's who may."""
    refused = submit(full.shop, batch(deletion(full.shop, 0, "a")), who=STRANGER)

    assert (403, "AuthorizationPermissionMismatch") == (refused.status, code(refused))
    assert 401 == full.shop.bare("POST", WHERE, {"x-ms-version": VERSION, "content-type": KIND}, body=b"").status
    assert ["a", "b", "c"] == left(full)


def test_what_cannot_be_batched_is_501_by_name(full: Photos) -> None:
    token = f"Authorization: Bearer {full.shop.ask.token(WRITER, AUDIENCE)}"

    assert [("0", 501)] == statuses(submit(full.shop, batch(part(0, "GET /photos/a", token))))


def test_a_batch_of_another_form_is_refused_whole(full: Photos) -> None:
    """Nothing of it is done."""
    good = deletion(full.shop, 0, "a")
    tier = part(1, "PUT /photos/b?comp=tier", "x-ms-access-tier: Cool")
    refused = [
        ("AllBatchSubRequestsShouldBeSameApi", submit(full.shop, batch(good, tier))),
        ("ExceedsMaxBatchRequestCount", submit(full.shop, batch(*[good] * 257))),
        ("InvalidInput", submit(full.shop, batch(good, deletion(full.shop, 1, "a", container="others")))),
        ("InvalidInput", submit(full.shop, batch(good, part(1, "DELETE /photos")))),
        ("InvalidInput", submit(full.shop, batch(good, part(1, "DELETE https://evil.test/photos/a")))),
        ("InvalidInput", submit(full.shop, batch(good, part(1, "DELETE")))),
        ("InvalidInput", submit(full.shop, batch())),
        ("InvalidInput", submit(full.shop, b"")),
        ("InvalidInput", submit(full.shop, good.encode())),
        ("InvalidUri", submit(full.shop, batch(good, part(1, "DELETE /photos/%FF")))),
        ("InvalidHeaderValue", submit(full.shop, batch(good), kind="application/xml")),
        ("InvalidHeaderValue", submit(full.shop, batch(good), kind="multipart/mixed")),
    ]

    assert [(wanted, 400) for wanted, _ in refused] == [(code(reply), reply.status) for _, reply in refused]
    assert ["a", "b", "c"] == left(full)
