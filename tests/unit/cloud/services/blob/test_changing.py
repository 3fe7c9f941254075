from __future__ import annotations

import pytest

from tests.storage_scene import code
from tests.unit.cloud.services.blob.conftest import Photos


def test_setting_properties_clears_those_that_are_left_out(photos: Photos) -> None:
    """The checksum too: Terraform's provider plans to replace a blob that still shows one."""
    photos.put("a", x_ms_blob_cache_control="no-store", x_ms_blob_content_language="en", content_type="text/plain")
    assert "content-md5" in photos("HEAD", "/a").headers

    reply = photos("PUT", "/a?comp=properties", x_ms_blob_content_type="text/html", x_ms_blob_cache_control="")

    head = photos("HEAD", "/a").headers
    assert (200, "text/html") == (reply.status, head["content-type"])
    assert not {"content-md5", "cache-control", "content-language"} & set(head)


def test_without_a_property_nothing_is_cleared(photos: Photos) -> None:
    photos.put("a", content_type="text/plain")
    photos("PUT", "/a?comp=properties")

    assert "text/plain" == photos("HEAD", "/a").headers["content-type"]


def test_a_given_checksum_is_kept(photos: Photos) -> None:
    photos.put("a")
    md5 = photos("HEAD", "/a").headers["content-md5"]
    photos("PUT", "/a?comp=properties", x_ms_blob_content_md5=md5)

    assert md5 == photos("HEAD", "/a").headers["content-md5"]
    assert "InvalidMd5" == code(photos("PUT", "/a?comp=properties", x_ms_blob_content_md5="abc"))


def test_a_change_of_metadata_is_a_change_of_the_blob(photos: Photos) -> None:
    before = photos.put("a").headers
    photos.wait(60)
    photos("PUT", "/a?comp=metadata", x_ms_meta_a="1")
    after = photos("HEAD", "/a").headers

    assert before["etag"] != after["etag"]
    assert before["last-modified"] != after["last-modified"]


def test_a_change_of_tier_is_none(photos: Photos) -> None:
    before = photos.put("a").headers["etag"]
    photos("PUT", "/a?comp=tier", x_ms_access_tier="Archive")
    after = photos("HEAD", "/a").headers

    assert (before, "Archive") == (after["etag"], after["x-ms-access-tier"])
    assert "MissingRequiredHeader" == code(photos("PUT", "/a?comp=tier"))


def test_what_is_archived_is_neither_read_nor_written_before_it_is_brought_back(photos: Photos) -> None:
    """It is seen all the same, and can be deleted."""
    photos.put("a", x_ms_access_tier="Archive")

    assert (409, "BlobArchived") == (photos("GET", "/a").status, code(photos("GET", "/a")))
    assert "BlobArchived" == code(photos("PUT", "/a", b"new", x_ms_blob_type="BlockBlob"))
    assert "Archive" == photos("HEAD", "/a").headers["x-ms-access-tier"]
    assert 200 == photos("PUT", "/a?comp=tier", x_ms_access_tier="Hot").status
    assert b"hello" == photos("GET", "/a").body


def test_a_snapshot_stays_as_it_was(photos: Photos) -> None:
    photos.put("a", b"one", x_ms_meta_a="1")
    time = photos("PUT", "/a?comp=snapshot").headers["x-ms-snapshot"]
    photos.put("a", b"two")

    assert b"one" == photos("GET", f"/a?snapshot={time}").body
    assert "1" == photos("HEAD", f"/a?snapshot={time}").headers["x-ms-meta-a"]
    assert b"two" == photos("GET", "/a").body
    assert "InvalidQueryParameterValue" == code(photos("PUT", f"/a?comp=metadata&snapshot={time}"))


def test_snapshots_of_one_moment_are_told_apart(photos: Photos) -> None:
    photos.put("a")
    times = [photos("PUT", "/a?comp=snapshot").headers["x-ms-snapshot"] for _ in range(3)]

    assert sorted(set(times)) == times


@pytest.mark.parametrize(
    ("wanted", "status", "blob", "snapshot"),
    [("", 409, 200, 200), ("include", 202, 404, 404), ("only", 202, 200, 404)],
)
def test_a_blob_with_snapshots_goes_as_it_is_asked(
    photos: Photos, wanted: str, status: int, blob: int, snapshot: int
) -> None:
    photos.put("a")
    time = photos("PUT", "/a?comp=snapshot").headers["x-ms-snapshot"]

    reply = photos("DELETE", "/a", **({"x_ms_delete_snapshots": wanted} if wanted else {}))

    assert status == reply.status
    assert blob == photos("HEAD", "/a").status
    assert snapshot == photos("HEAD", f"/a?snapshot={time}").status


def test_one_snapshot_can_be_deleted(photos: Photos) -> None:
    photos.put("a")
    time = photos("PUT", "/a?comp=snapshot").headers["x-ms-snapshot"]

    assert 202 == photos("DELETE", f"/a?snapshot={time}").status
    assert 202 == photos("DELETE", "/a").status
    assert {} == photos.shop.cloud.store.load("blob-content")


def test_writes_have_conditions(photos: Photos) -> None:
    """412 where another has written meanwhile."""
    photos.put("a")
    for method, path in (("PUT", "/a?comp=metadata"), ("PUT", "/a?comp=properties"), ("DELETE", "/a")):
        assert (412, "ConditionNotMet") == answered(photos, method, path, if_match='"other"')
    assert (202, "") == answered(photos, "DELETE", "/a", if_match=photos("HEAD", "/a").headers["etag"])


def test_the_size_of_a_page_blob_can_be_changed(photos: Photos) -> None:
    photos("PUT", "/p", x_ms_blob_type="PageBlob", x_ms_blob_content_length="1024")
    photos("PUT", "/p?comp=page", b"A" * 1024, x_ms_page_write="update", range="bytes=0-1023")
    photos("PUT", "/p?comp=properties", x_ms_blob_content_length="512")
    photos("PUT", "/p?comp=properties", x_ms_blob_content_length="1024")

    assert b"A" * 512 + bytes(512) == photos("GET", "/p").body


def answered(photos: Photos, method: str, path: str, **headers: str) -> tuple[int, str]:
    reply = photos(method, path, **headers)
    return reply.status, reply.headers.get("x-ms-error-code", "")
