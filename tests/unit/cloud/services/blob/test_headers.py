from __future__ import annotations

from tests.unit.cloud.services.blob.conftest import Photos

GIVEN = {
    "content_type": "text/plain",
    "content_encoding": "gzip",
    "content_language": "en",
    "cache_control": "no-store",
}


def test_what_the_x_ms_header_does_not_say_the_plain_one_says(photos: Photos) -> None:
    photos.put("plain", **GIVEN)
    photos.put("own", **GIVEN, x_ms_blob_content_type="text/html", x_ms_blob_content_disposition="inline")
    plain, own = (photos("HEAD", f"/{name}").headers for name in ("plain", "own"))

    assert ("text/plain", "gzip", "en", "no-store") == tuple(
        plain[name] for name in ("content-type", "content-encoding", "content-language", "cache-control")
    )
    assert ("text/html", "inline") == (own["content-type"], own["content-disposition"])


def test_content_has_a_type_always(photos: Photos) -> None:
    photos.put("a")

    assert "application/octet-stream" == photos("GET", "/a").headers["content-type"]
