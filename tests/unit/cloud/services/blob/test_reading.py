from __future__ import annotations

import base64
import hashlib

import pytest

from aksess.cloud.services.blob.reading import LARGEST_CHECKED
from tests.storage_scene import code
from tests.unit.cloud.services.blob.conftest import Photos


def md5(data: bytes) -> str:
    return base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()


def test_a_blob_is_read_as_it_was_written(photos: Photos) -> None:
    written = photos.put("a", b"hello", content_type="text/plain")

    reply = photos("GET", "/a")

    assert (200, b"hello", "5") == (reply.status, reply.body, reply.headers["content-length"])
    assert ("text/plain", md5(b"hello")) == (reply.headers["content-type"], reply.headers["content-md5"])
    assert ("BlockBlob", written.headers["etag"]) == (reply.headers["x-ms-blob-type"], reply.headers["etag"])
    assert ("Hot", "true") == (reply.headers["x-ms-access-tier"], reply.headers["x-ms-access-tier-inferred"])


@pytest.mark.parametrize("name", ["a/b/c.txt", "/a//b/", "a b+c", "é/ü", "%25", "a%2Fb", "x" * 900, "."])
def test_a_name_is_kept_to_the_byte(photos: Photos, name: str) -> None:
    """Every slash, the last one too."""
    from urllib.parse import quote

    path = quote(name)
    photos.put(path, name.encode())

    assert name.encode() == photos("GET", f"/{path}").body


@pytest.mark.parametrize(
    ("asked", "status", "body", "shown"),
    [
        ("bytes=0-1", 206, b"he", "bytes 0-1/5"),
        ("bytes=3-", 206, b"lo", "bytes 3-4/5"),
        ("bytes=3-100", 206, b"lo", "bytes 3-4/5"),
        ("bytes=5-6", 416, None, "bytes */5"),
        ("bytes=-2", 200, b"hello", ""),
    ],
)
def test_ranges(photos: Photos, asked: str, status: int, body: bytes | None, shown: str) -> None:
    """Storage knows no ranges from the end: it answers with everything."""
    photos.put("a")

    for header in ("range", "x_ms_range"):
        reply = photos("GET", "/a", **{header: asked})

        assert (status, shown) == (reply.status, reply.headers.get("content-range", ""))
        assert body in (None, reply.body)


def test_a_range_reaches_over_pieces(photos: Photos) -> None:
    data = bytes(range(256)) * 40_000
    photos.put("big", data)
    first, last = 4 * 1024 * 1024 - 10, 8 * 1024 * 1024 + 10

    assert data[first : last + 1] == photos("GET", "/big", x_ms_range=f"bytes={first}-{last}").body


def test_a_range_may_come_with_its_checksum(photos: Photos) -> None:
    photos.put("a")
    reply = photos("GET", "/a", x_ms_range="bytes=1-2", x_ms_range_get_content_md5="true")

    assert (md5(b"el"), md5(b"hello")) == (reply.headers["content-md5"], reply.headers["x-ms-blob-content-md5"])
    photos.put("big", bytes(LARGEST_CHECKED + 1))
    assert 400 == photos("GET", "/big", x_ms_range="bytes=0-", x_ms_range_get_content_md5="true").status


def test_properties_are_the_blob_without_its_content(photos: Photos) -> None:
    photos.put("a")
    head = photos("HEAD", "/a")

    assert (200, b"", "5") == (head.status, head.body, head.headers["content-length"])
    assert head.headers["etag"] == photos("GET", "/a").headers["etag"]


@pytest.mark.parametrize(
    ("condition", "status"),
    [("if_match", 200), ("if_none_match", 304)],
)
def test_reads_have_conditions(photos: Photos, condition: str, status: int) -> None:
    """304 for what the client has already."""
    etag = photos.put("a").headers["etag"]

    assert status == photos("GET", "/a", **{condition: etag}).status
    assert status == photos("HEAD", "/a", **{condition: etag}).status


def test_what_is_not_there_is_not_found(photos: Photos) -> None:
    assert (404, "BlobNotFound") == (photos("GET", "/none").status, code(photos("GET", "/none")))
    assert "ContainerNotFound" == code(photos.shop.keyed("GET", "/nothing/a"))
    assert "InvalidResourceName" == code(photos.shop.keyed("GET", "/NOT_A_NAME/a"))


def test_names_of_containers_are_told_apart_by_case(photos: Photos) -> None:
    photos.put("a")

    assert 404 == photos.shop.keyed("GET", "/photos/A").status
    assert 400 == photos.shop.keyed("GET", "/Photos/a").status


def test_an_empty_blob_has_no_range(photos: Photos) -> None:
    """Clients ask for the first bytes of everything, and ask again without a range where there are none."""
    photos.put("empty", b"")

    assert 416 == photos("GET", "/empty", x_ms_range="bytes=0-33554431").status
    assert (200, b"", "0") == (
        photos("GET", "/empty").status,
        photos("GET", "/empty").body,
        photos("GET", "/empty").headers["content-length"],
    )


def test_a_blob_in_the_root_container_has_a_short_path(photos: Photos) -> None:
    photos.shop.keyed("PUT", "/$root?restype=container")
    photos.shop.keyed("PUT", "/logo.png", b"png", x_ms_blob_type="BlockBlob")

    assert b"png" == photos.shop.keyed("GET", "/$root/logo.png").body
    assert b"png" == photos.shop.keyed("GET", "/logo.png").body


def test_metadata_is_read_alone(photos: Photos) -> None:
    photos.put("a", x_ms_meta_colour="red")
    reply = photos("GET", "/a?comp=metadata")

    assert (200, "red") == (reply.status, reply.headers["x-ms-meta-colour"])
    assert "content-md5" not in reply.headers
