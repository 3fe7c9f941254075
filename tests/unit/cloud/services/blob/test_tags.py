from __future__ import annotations

import pytest

from tests.storage_scene import READER, code
from tests.unit.cloud.services.blob.conftest import Photos


def body(**tags: str) -> bytes:
    inside = "".join(f"<Tag><Key>{key}</Key><Value>{value}</Value></Tag>" for key, value in tags.items())
    return f"<Tags><TagSet>{inside}</TagSet></Tags>".encode()


def test_tags_are_set_all_at_once_and_change_no_tag_of_the_entity(photos: Photos) -> None:
    etag = photos.put("a", x_ms_tags="old=1").headers["etag"]

    assert 204 == photos("PUT", "/a?comp=tags", body(b="2", a="1")).status
    assert body(a="1", b="2") in photos("GET", "/a?comp=tags").body
    assert (etag, "2") == tuple(photos("HEAD", "/a").headers[name] for name in ("etag", "x-ms-tag-count"))


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        (b"", "InvalidXmlDocument"),
        (b"<Tags />", "InvalidXmlDocument"),
        (body(**{f"k{number}": "1" for number in range(11)}), "InvalidInput"),
        (body(key="v" * 257), "InvalidInput"),
        (body(key="!"), "InvalidInput"),
    ],
)
def test_what_cannot_be_a_tag_is_refused(photos: Photos, sent: bytes, refused: str) -> None:
    photos.put("a")

    assert refused == code(photos("PUT", "/a?comp=tags", sent))


def test_tags_take_a_role_of_their_own(photos: Photos) -> None:
    """Data Reader has no ``tags/read``; Data Owner has everything below blobs."""
    photos.put("a")
    photos.shop.grant("Storage Blob Data Reader", READER)
    assert 403 == photos.shop.by(READER, "GET", "/photos/a?comp=tags").status
    photos.shop.grant("Storage Blob Data Owner", READER)

    assert 200 == photos.shop.by(READER, "GET", "/photos/a?comp=tags").status


def test_conditions_on_tags_are_not_passed_over(photos: Photos) -> None:
    photos.put("a")

    assert 501 == photos("GET", "/a?comp=tags", x_ms_if_tags="\"k\"='v'").status
    assert 501 == photos("GET", "/a", x_ms_if_tags="\"k\"='v'").status
    assert "BlobNotFound" == code(photos("GET", "/none?comp=tags"))
