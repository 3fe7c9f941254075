from __future__ import annotations

from datetime import UTC, datetime, timedelta

from azure.storage.blob import generate_blob_sas

from aksess.cloud.services.blob.headers import md5_of
from tests.storage_scene import AUDIENCE, READER, VERSION, WRITER, Shop, code, open_shop
from tests.unit.cloud.services.blob.conftest import Photos

SOURCE = "https://shop.blob.core.windows.net/photos/a"


def test_a_copy_has_the_content_and_the_properties(photos: Photos) -> None:
    photos.put("a", b"hello", x_ms_meta_a="1", content_type="text/plain")
    for name, headers in (("b", {}), ("c", {"x_ms_requires_sync": "true"})):
        reply = photos("PUT", f"/{name}", x_ms_copy_source=SOURCE, **headers)
        assert (202, "success") == (reply.status, reply.headers["x-ms-copy-status"])

        found = photos("GET", f"/{name}")
        assert (b"hello", "1", "text/plain") == (
            found.body, found.headers["x-ms-meta-a"], found.headers["content-type"],
        )  # fmt: skip
        assert ("success", "5/5", SOURCE) == (
            found.headers["x-ms-copy-status"], found.headers["x-ms-copy-progress"], found.headers["x-ms-copy-source"],
        )  # fmt: skip


def test_a_copy_does_not_follow_its_source(photos: Photos) -> None:
    photos.put("a", b"one")
    photos("PUT", "/b", x_ms_copy_source=SOURCE)
    photos("DELETE", "/a")

    assert b"one" == photos("GET", "/b").body


def test_metadata_of_the_request_replaces_that_of_the_source(photos: Photos) -> None:
    photos.put("a", x_ms_meta_a="1")
    photos("PUT", "/b", x_ms_copy_source=SOURCE, x_ms_meta_b="2")
    head = photos("HEAD", "/b").headers

    assert "2" == head["x-ms-meta-b"]
    assert "x-ms-meta-a" not in head


def test_every_kind_of_blob_can_be_copied(photos: Photos) -> None:
    photos("PUT", "/log", x_ms_blob_type="AppendBlob")
    photos("PUT", "/log?comp=appendblock", b"one")
    photos("PUT", "/page", x_ms_blob_type="PageBlob", x_ms_blob_content_length="1024")
    photos("PUT", "/page?comp=page", b"A" * 512, x_ms_page_write="update", range="bytes=512-1023")
    for name in ("log", "page"):
        photos("PUT", f"/{name}2", x_ms_copy_source=SOURCE.replace("/a", f"/{name}"))

        first, second = photos("GET", f"/{name}"), photos("GET", f"/{name}2")
        assert (first.body, first.headers["x-ms-blob-type"]) == (second.body, second.headers["x-ms-blob-type"])


def test_a_source_that_is_not_what_it_was_said_to_be_is_refused(photos: Photos) -> None:
    """By its MD5, in each kind of copy; nothing is written."""
    photos.put("a", b"hello")
    good, other = md5_of(b"hello"), md5_of(b"other")
    for target, headers in (
        ("/b", {"x_ms_requires_sync": "true"}),
        ("/b", {"x_ms_blob_type": "BlockBlob"}),
        ("/b?comp=block&blockid=AAAA", {}),
    ):
        for said, wanted in ((other, "Md5Mismatch"), ("abc", "InvalidMd5")):
            reply = photos("PUT", target, x_ms_copy_source=SOURCE, x_ms_source_content_md5=said, **headers)
            assert (400, wanted) == (reply.status, code(reply))
    assert 404 == photos("GET", "/b").status

    assert (
        201
        == photos("PUT", "/b", x_ms_copy_source=SOURCE, x_ms_source_content_md5=good, x_ms_blob_type="BlockBlob").status
    )


def test_the_headers_of_a_source_can_be_left_behind(photos: Photos) -> None:
    photos.put("a", content_type="text/plain")
    photos("PUT", "/b", x_ms_copy_source=SOURCE, x_ms_blob_type="BlockBlob", x_ms_copy_source_blob_properties="false")

    assert "application/octet-stream" == photos("HEAD", "/b").headers["content-type"]


def test_a_block_blob_can_be_put_from_a_url(photos: Photos) -> None:
    photos.put("a", content_type="text/plain")
    reply = photos("PUT", "/b", x_ms_copy_source=SOURCE, x_ms_blob_type="BlockBlob")

    assert 201 == reply.status
    found = photos("GET", "/b")
    assert (b"hello", "text/plain") == (found.body, found.headers["content-type"])
    assert "x-ms-copy-id" not in found.headers


def test_a_source_may_be_written_as_it_is(photos: Photos) -> None:
    """Some clients encode nothing in it; it is shown as they wrote it."""
    photos.put("a%20%C3%A9%E6%97%A5")
    source = SOURCE.replace("/a", "/a é日").encode().decode("latin-1")
    sent = photos.shop.signed("PUT", "/photos/b", b"", {"x-ms-copy-source": SOURCE.replace("/a", "/a é日")})
    sent["x-ms-copy-source"] = source

    assert 202 == photos.shop.bare("PUT", "/photos/b", sent).status
    assert source == photos("HEAD", "/b").headers["x-ms-copy-source"]


def test_blocks_can_be_put_from_a_url(photos: Photos) -> None:
    photos.put("a")
    for block, part in (("AAAA", "bytes=0-1"), ("AAAB", "bytes=3-4")):
        path = f"/b?comp=block&blockid={block}"
        assert 201 == photos("PUT", path, x_ms_copy_source=SOURCE, x_ms_source_range=part).status
    photos("PUT", "/b?comp=blocklist", b"<BlockList><Latest>AAAA</Latest><Latest>AAAB</Latest></BlockList>")

    assert b"helo" == photos("GET", "/b").body
    reply = photos("PUT", "/b?comp=block&blockid=AAAC", x_ms_copy_source=SOURCE, x_ms_source_range="bytes=0-9")
    assert "InvalidHeaderValue" == code(reply)


def test_a_source_that_is_not_there_or_not_ours(photos: Photos) -> None:
    assert (404, "CannotVerifyCopySource") == copied(photos, SOURCE)
    assert (501, "CannotVerifyCopySource") == copied(photos, "https://example.com/a")
    assert (501, "CannotVerifyCopySource") == copied(photos, "photos/a")


def test_a_copy_weighs_conditions_on_its_source(photos: Photos) -> None:
    etag = photos.put("a").headers["etag"]

    assert (412, "SourceConditionNotMet") == copied(photos, SOURCE, x_ms_source_if_match='"other"')
    assert (202, "") == copied(photos, SOURCE, x_ms_source_if_match=etag)


def test_the_caller_must_be_able_to_read_the_source(photos: Photos) -> None:
    """With the same token, in the same account."""
    shop = photos.shop
    photos.put("a")
    shop.keyed("PUT", "/papers?restype=container")
    shop.grant("Storage Blob Data Contributor", WRITER, f"{shop.account.id}/blobServices/default/containers/papers")

    assert "AuthorizationPermissionMismatch" == code(shop.by(WRITER, "PUT", "/papers/b", x_ms_copy_source=SOURCE))
    shop.grant("Storage Blob Data Reader", WRITER)
    assert 202 == shop.by(WRITER, "PUT", "/papers/b", x_ms_copy_source=SOURCE).status


def test_a_signature_for_the_target_reads_no_source(photos: Photos) -> None:
    """It names one blob; the source is another."""
    photos.put("a")
    path = f"/photos/b?{signature(photos.shop, 'b', 'cw')}"
    headers = {"x-ms-version": VERSION, "x-ms-copy-source": SOURCE}

    assert 401 == photos.shop.bare("PUT", path, headers).status
    headers["x-ms-copy-source"] = f"{SOURCE}?{signature(photos.shop, 'a', 'r')}"
    assert 202 == photos.shop.bare("PUT", path, headers).status


def test_another_account_needs_a_proof_of_its_own(photos: Photos) -> None:
    """A key of one account opens no other."""
    photos.put("a")
    other = open_shop(photos.shop.ask, "blob", "other")
    other.keyed("PUT", "/photos?restype=container")

    assert 401 == other.keyed("PUT", "/photos/b", x_ms_copy_source=SOURCE).status
    assert (
        202 == other.keyed("PUT", "/photos/b", x_ms_copy_source=f"{SOURCE}?{signature(photos.shop, 'a', 'r')}").status
    )
    assert "?" not in other.keyed("HEAD", "/photos/b").headers["x-ms-copy-source"]


def test_the_source_may_come_with_a_token(photos: Photos) -> None:
    photos.put("a")
    photos.shop.grant("Storage Blob Data Reader", READER)
    other = open_shop(photos.shop.ask, "blob", "other")
    other.keyed("PUT", "/photos?restype=container")
    token = f"Bearer {photos.shop.ask.token(READER, AUDIENCE)}"

    reply = other.keyed("PUT", "/photos/b", x_ms_copy_source=SOURCE, x_ms_copy_source_authorization=token)
    assert 202 == reply.status


def test_there_is_no_copy_to_abort(photos: Photos) -> None:
    """Copies are done when they are answered."""
    photos.put("a")

    assert "NoPendingCopyOperation" == code(photos("PUT", "/a?comp=copy&copyid=x", x_ms_copy_action="abort"))


def copied(photos: Photos, source: str, **headers: str) -> tuple[int, str]:
    reply = photos("PUT", "/b", x_ms_copy_source=source, **headers)
    return reply.status, reply.headers.get("x-ms-error-code", "")


def signature(shop: Shop, name: str, permission: str) -> str:
    expiry = datetime.fromtimestamp(shop.cloud.clock.now(), UTC) + timedelta(hours=1)
    return generate_blob_sas("shop", "photos", name, account_key=shop.keys[0], permission=permission, expiry=expiry)
