from __future__ import annotations

import pytest

from tests.storage_scene import Shop, code
from tests.unit.cloud.services.blob.conftest import Photos

CONTAINER = "?restype=container"


def test_a_container_is_made_once(shop: Shop) -> None:
    made = shop.keyed("PUT", f"/photos{CONTAINER}", x_ms_meta_a="1")
    shown = shop.keyed("GET", f"/photos{CONTAINER}")

    assert (201, made.headers["etag"], "1") == (made.status, shown.headers["etag"], shown.headers["x-ms-meta-a"])
    assert ("unlocked", "available") == (shown.headers["x-ms-lease-status"], shown.headers["x-ms-lease-state"])
    assert "x-ms-blob-public-access" not in shown.headers
    assert "ContainerAlreadyExists" == code(shop.keyed("PUT", f"/photos{CONTAINER}"))


@pytest.mark.parametrize("name", ["Photos", "a--b", "-ab", "ab-", "a_b", "$other"])
def test_a_name_that_no_container_can_have_is_refused(shop: Shop, name: str) -> None:
    assert "InvalidResourceName" == code(shop.keyed("PUT", f"/{name}{CONTAINER}"))


@pytest.mark.parametrize("name", ["ab", "x" * 64])
def test_a_name_of_another_length_is_refused_as_such(shop: Shop, name: str) -> None:
    """Made or read."""
    assert ["OutOfRangeInput"] * 2 == [code(shop.keyed(method, f"/{name}{CONTAINER}")) for method in ("PUT", "GET")]


@pytest.mark.parametrize("name", ["$root", "$web", "a1b", "a-b-c", "x" * 63])
def test_names_that_a_container_can_have(shop: Shop, name: str) -> None:
    assert 201 == shop.keyed("PUT", f"/{name}{CONTAINER}").status


def test_a_container_goes_with_all_that_is_in_it(photos: Photos) -> None:
    photos.put("a")
    photos("PUT", "/a?comp=snapshot")
    photos("PUT", "/b?comp=block&blockid=AAAA", b"x")
    photos("PUT", "/p", x_ms_blob_type="PageBlob", x_ms_blob_content_length="512")
    photos("PUT", "/p?comp=page", b"A" * 512, x_ms_page_write="update", range="bytes=0-511")

    assert 202 == photos("DELETE", CONTAINER).status
    store = photos.shop.cloud.store
    assert [{}] * 5 == [
        store.load(name) for name in ("blob", "blob-snapshot", "blob-block", "blob-content", "blob-pages")
    ]
    assert "ContainerNotFound" == code(photos("GET", CONTAINER))


def test_metadata_is_set_all_at_once(photos: Photos) -> None:
    photos("PUT", f"{CONTAINER}&comp=metadata", x_ms_meta_a="1")
    photos("PUT", f"{CONTAINER}&comp=metadata", x_ms_meta_b="2")
    shown = photos("GET", f"{CONTAINER}&comp=metadata").headers

    assert "2" == shown["x-ms-meta-b"]
    assert "x-ms-meta-a" not in shown


def test_public_access_needs_an_account_that_allows_it(photos: Photos) -> None:
    path = f"{CONTAINER}&comp=acl"
    assert "PublicAccessNotPermitted" == code(photos("PUT", path, x_ms_blob_public_access="blob"))
    assert "InvalidHeaderValue" == code(photos("PUT", path, x_ms_blob_public_access="everybody"))
    photos.shop.change(allowBlobPublicAccess=True)

    assert 200 == photos("PUT", path, x_ms_blob_public_access="blob").status
    assert "blob" == photos("GET", path).headers["x-ms-blob-public-access"]


def test_deleting_has_conditions(photos: Photos) -> None:
    """On the time of the last change."""
    assert "ConditionNotMet" == code(photos("DELETE", CONTAINER, if_unmodified_since="Mon, 01 Jan 2024 00:00:00 GMT"))
