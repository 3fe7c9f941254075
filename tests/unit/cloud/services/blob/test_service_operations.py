from __future__ import annotations

from tests.storage_scene import READER, Shop, markup
from tests.unit.cloud.services.blob.conftest import Photos


def test_containers_are_listed_with_what_they_are(photos: Photos) -> None:
    photos("PUT", "?restype=container&comp=metadata", x_ms_meta_colour="red")
    found = markup(photos.shop.keyed("GET", "/?comp=list&include=metadata"))
    containers = found.child("Containers")
    assert containers is not None
    (entry,) = containers.children
    properties = entry.child("Properties")
    assert properties is not None

    assert ("photos", "available") == (entry.text_of("Name"), properties.text_of("LeaseState"))
    assert properties.text_of("Etag") == photos("GET", "?restype=container").headers["etag"]
    assert b"<Metadata><colour>red</colour></Metadata>" in photos.shop.keyed("GET", "/?comp=list&include=metadata").body
    assert b"Metadata" not in photos.shop.keyed("GET", "/?comp=list").body


def test_an_account_says_what_it_is(shop: Shop) -> None:
    for path in ("/?restype=account&comp=properties", "/photos?restype=account&comp=properties"):
        headers = shop.keyed("HEAD", path).headers

        assert ("Standard_LRS", "StorageV2", "false") == (
            headers["x-ms-sku-name"], headers["x-ms-account-kind"], headers["x-ms-is-hns-enabled"],
        )  # fmt: skip


def test_listing_containers_is_an_action_not_a_data_action(shop: Shop) -> None:
    assert 403 == shop.by(READER, "GET", "/?comp=list").status
    shop.grant("Reader", READER)

    assert 200 == shop.by(READER, "GET", "/?comp=list").status
