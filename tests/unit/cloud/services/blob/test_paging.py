from __future__ import annotations

import pytest

from tests.storage_scene import code, markup
from tests.unit.cloud.services.blob.conftest import Photos

PAGE = "/p?comp=page"


@pytest.fixture
def disk(photos: Photos) -> Photos:
    """The container with a page blob of 4096 bytes."""
    assert 201 == photos("PUT", "/p", x_ms_blob_type="PageBlob", x_ms_blob_content_length="4096").status
    return photos


def update(photos: Photos, first: int, data: bytes, **headers: str) -> int:
    span = f"bytes={first}-{first + len(data) - 1}"
    return photos("PUT", PAGE, data, x_ms_page_write="update", x_ms_range=span, **headers).status


def ranges(photos: Photos, **headers: str) -> list[tuple[str, str]]:
    found = markup(photos("GET", "/p?comp=pagelist", **headers))
    return [(each.text_of("Start"), each.text_of("End")) for each in found.children]


def test_what_was_never_written_is_zero(disk: Photos) -> None:
    update(disk, 512, b"A" * 512)

    assert bytes(512) + b"A" * 512 + bytes(3072) == disk("GET", "/p").body
    assert [("512", "1023")] == ranges(disk)


def test_a_page_may_come_from_a_url(disk: Photos) -> None:
    """A range of the source, as long as the one that is written."""
    disk.put("a", b"A" * 512 + b"B" * 512)
    source = {"x_ms_copy_source": "https://shop.blob.core.windows.net/photos/a", "x_ms_page_write": "update"}
    written = disk("PUT", PAGE, x_ms_range="bytes=0-511", x_ms_source_range="bytes=512-1023", **source)
    longer = disk("PUT", PAGE, x_ms_range="bytes=0-511", **source)

    assert (201, "InvalidHeaderValue") == (written.status, code(longer))
    assert b"B" * 512 + bytes(3584) == disk("GET", "/p").body


def test_pages_can_be_cleared(disk: Photos) -> None:
    update(disk, 0, b"A" * 2048)
    reply = disk("PUT", PAGE, x_ms_page_write="clear", x_ms_range="bytes=512-1023")

    assert 201 == reply.status
    assert [("0", "511"), ("1024", "2047")] == ranges(disk)
    assert [("0", "511")] == ranges(disk, x_ms_range="bytes=0-1023")
    assert [("0", "511"), ("1024", "2047")] == ranges(disk, x_ms_range="bytes=0-")
    assert [("1100", "2047")] == ranges(disk, x_ms_range="bytes=1100-999999")
    assert b"A" * 512 + bytes(512) + b"A" * 1024 + bytes(2048) == disk("GET", "/p").body


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"x_ms_page_write": "update", "x_ms_range": "bytes=0-510"}, "InvalidPageRange"),
        ({"x_ms_page_write": "update", "x_ms_range": "bytes=4096-4607"}, "InvalidPageRange"),
        ({"x_ms_page_write": "update", "x_ms_range": "bytes=0-1023"}, "InvalidHeaderValue"),
        ({"x_ms_page_write": "update", "x_ms_range": "all"}, "InvalidHeaderValue"),
        ({"x_ms_page_write": "clear", "x_ms_range": "bytes=0-511"}, "InvalidHeaderValue"),
        ({"x_ms_range": "bytes=0-511"}, "InvalidHeaderValue"),
    ],
)
def test_what_is_no_page_is_refused(disk: Photos, headers: dict[str, str], refused: str) -> None:
    assert refused == code(disk("PUT", PAGE, b"A" * 512, **headers))


def test_the_sequence_number_can_be_a_condition(disk: Photos) -> None:
    disk("PUT", "/p?comp=properties", x_ms_sequence_number_action="update", x_ms_blob_sequence_number="7")

    assert 201 == update(disk, 0, b"A" * 512, x_ms_if_sequence_number_eq="7")
    assert 201 == update(disk, 0, b"A" * 512, x_ms_if_sequence_number_le="7")
    assert 412 == update(disk, 0, b"A" * 512, x_ms_if_sequence_number_lt="7")
    disk("PUT", "/p?comp=properties", x_ms_sequence_number_action="increment")
    assert "8" == disk("HEAD", "/p").headers["x-ms-blob-sequence-number"]
    disk("PUT", "/p?comp=properties", x_ms_sequence_number_action="max", x_ms_blob_sequence_number="3")
    assert "8" == disk("HEAD", "/p").headers["x-ms-blob-sequence-number"]


def test_other_kinds_of_blob_have_no_pages(photos: Photos) -> None:
    photos.put("p")

    assert "InvalidBlobType" == code(photos("PUT", PAGE, b"", x_ms_page_write="clear", x_ms_range="bytes=0-511"))
    assert "InvalidBlobType" == code(photos("GET", "/p?comp=pagelist"))


def test_a_blob_that_is_too_large_is_not_sent_whole(photos: Photos) -> None:
    """A page blob may be 8 TiB large and hold nothing."""
    photos("PUT", "/p", x_ms_blob_type="PageBlob", x_ms_blob_content_length=str(1024**4))

    assert 501 == photos("GET", "/p").status
    assert bytes(16) == photos("GET", "/p", x_ms_range=f"bytes={1024**4 - 16}-").body
