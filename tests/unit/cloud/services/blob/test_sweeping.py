from __future__ import annotations

from tests.unit.cloud.services.blob.conftest import Photos


def test_what_arm_deleted_is_swept(photos: Photos) -> None:
    """ARM takes the container's record away; its blobs go when the next container is made."""
    shop = photos.shop
    photos.put("a")
    photos("PUT", "/a?comp=snapshot")
    shop.keyed("PUT", "/papers?restype=container")
    shop.keyed("PUT", "/papers/kept", b"x", x_ms_blob_type="BlockBlob")
    with shop.cloud.store.transaction():
        shop.cloud.inventory.delete(f"{shop.account.id}/blobServices/default/containers/photos")
    assert 3 == len(shop.cloud.store.load("blob-content"))

    shop.keyed("PUT", "/photos?restype=container")

    assert 404 == photos("GET", "/a").status
    assert 1 == len(shop.cloud.store.load("blob-content"))
    assert b"x" == shop.keyed("GET", "/papers/kept").body
