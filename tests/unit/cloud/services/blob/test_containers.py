from __future__ import annotations

from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.blob.containers import CONTAINER_TYPE, etag_of, public_access
from tests.storage_scene import Shop
from tests.unit.cloud.services.blob.conftest import Photos


def arm_container(shop: Shop, name: str = "papers", **properties: object) -> Resource:
    """A container as ARM writes one."""
    made = Resource(
        f"{shop.account.id}/blobServices/default/containers/{name}",
        name,
        CONTAINER_TYPE,
        properties={"publicAccess": "None", **properties},
        private={"uid": shop.cloud.random_source.uuid()},
        etag="0x8DC",
    )
    with shop.cloud.store.transaction():
        shop.cloud.inventory.put(made)
    return made


def test_what_arm_makes_is_here_too(shop: Shop) -> None:
    """One store behind both views."""
    arm_container(shop, metadata={"colour": "red"})

    shown = shop.keyed("GET", "/papers?restype=container").headers
    assert ("red", '"0x8DC"') == (shown["x-ms-meta-colour"], shown["etag"])
    assert 201 == shop.keyed("PUT", "/papers/a", b"x", x_ms_blob_type="BlockBlob").status


def test_what_is_made_here_arm_shows(photos: Photos) -> None:
    shop = photos.shop
    found = shop.cloud.inventory.get(f"{shop.account.id}/blobServices/default/containers/photos")

    assert found is not None
    assert ("photos", CONTAINER_TYPE, "None") == (found.name, found.type, found.properties["publicAccess"])
    assert found.private["uid"]


def test_both_spellings_of_public_access() -> None:
    for said, read in (("Blob", "blob"), ("Container", "container"), ("None", ""), ("Else", "")):
        assert read == public_access(Resource("/c", "c", "t", properties={"publicAccess": said}))
    assert '"0x0"' == etag_of(Resource("/c", "c", "t"))


def test_arm_sees_a_lease(photos: Photos) -> None:
    photos("PUT", "?restype=container&comp=lease", x_ms_lease_action="acquire", x_ms_lease_duration="-1")
    shop = photos.shop
    found = shop.cloud.inventory.get(f"{shop.account.id}/blobServices/default/containers/photos")

    assert found is not None
    assert "leased" == found.private["lease"]["state"]
