from __future__ import annotations

from tests.storage_scene import Shop, code


def test_metadata_is_kept_and_shown(shop: Shop) -> None:
    shop.keyed("PUT", "/photos/a.txt?comp=metadata", x_ms_meta_b="2", x_ms_meta_a="1")

    headers = shop.keyed("HEAD", "/photos/a.txt").headers

    assert ("1", "2") == (headers["x-ms-meta-a"], headers["x-ms-meta-b"])


def test_a_name_must_be_an_identifier(shop: Shop) -> None:
    assert "InvalidMetadata" == code(shop.keyed("PUT", "/photos/a.txt?comp=metadata", b"", **{"x-ms-meta-a.b": "1"}))
    assert "EmptyMetadataKey" == code(shop.keyed("PUT", "/photos/a.txt?comp=metadata", b"", **{"x-ms-meta-": "1"}))


def test_there_is_a_limit_to_metadata(shop: Shop) -> None:
    """8 KiB in all."""
    assert "MetadataTooLarge" == code(shop.keyed("PUT", "/photos/a.txt?comp=metadata", x_ms_meta_a="x" * 9000))
