from __future__ import annotations

import base64

import pytest

from tests.storage_scene import WRITER, code
from tests.unit.cloud.services.blob.conftest import Photos

WRONG_MD5 = base64.b64encode(b"0" * 16).decode()


def test_a_blob_is_put_over_the_one_before_it(photos: Photos) -> None:
    first = photos.put("a", b"1", x_ms_meta_a="1")
    photos.wait(10)
    second = photos.put("a", b"22")

    head = photos("HEAD", "/a").headers
    assert first.headers["etag"] != second.headers["etag"] == head["etag"]
    assert "x-ms-meta-a" not in head
    assert b"22" == photos("GET", "/a").body


def test_nothing_of_the_bytes_before_stays(photos: Photos) -> None:
    """Content that nothing names any more is deleted from the file."""
    store = photos.shop.cloud.store
    for _ in range(3):
        photos.put("a", b"x" * 1000)
    photos("DELETE", "/a")

    assert {} == store.load("blob-content")


@pytest.mark.parametrize(
    ("headers", "status", "refused"),
    [
        ({}, 400, "MissingRequiredHeader"),
        ({"x_ms_blob_type": "FileBlob"}, 400, "InvalidHeaderValue"),
        ({"x_ms_blob_type": "BlockBlob", "content_md5": WRONG_MD5}, 400, "Md5Mismatch"),
        ({"x_ms_blob_type": "BlockBlob", "content_md5": "abc"}, 400, "InvalidMd5"),
        ({"x_ms_blob_type": "BlockBlob", "x_ms_blob_content_md5": WRONG_MD5}, 400, "Md5Mismatch"),
        ({"x_ms_blob_type": "BlockBlob", "x_ms_access_tier": "Lukewarm"}, 400, "InvalidHeaderValue"),
        ({"x_ms_blob_type": "BlockBlob", "x_ms_content_crc64": "x"}, 501, "UnsupportedHeader"),
        ({"x_ms_blob_type": "AppendBlob"}, 400, "InvalidInput"),
        ({"x_ms_blob_type": "PageBlob", "x_ms_blob_content_length": "100"}, 400, "InvalidHeaderValue"),
        ({"x_ms_blob_type": "PageBlob"}, 400, "MissingRequiredHeader"),
        ({"x_ms_blob_type": "BlockBlob", "if_match": "*"}, 412, "ConditionNotMet"),
        ({"x_ms_blob_type": "BlockBlob", "x_ms_tags": "bad%21key=1"}, 400, "InvalidInput"),
    ],
)
def test_what_cannot_be_put_is_refused(photos: Photos, headers: dict[str, str], status: int, refused: str) -> None:
    body = b"" if headers.get("x_ms_blob_type") == "PageBlob" else b"hello"
    reply = photos("PUT", "/a", body, **headers)

    assert (status, refused) == (reply.status, code(reply))
    assert 404 == photos("HEAD", "/a").status


def test_if_none_match_makes_a_blob_only_once(photos: Photos) -> None:
    photos.put("a", if_none_match="*")

    reply = photos("PUT", "/a", b"2", x_ms_blob_type="BlockBlob", if_none_match="*")
    assert (409, "BlobAlreadyExists") == (reply.status, code(reply))


def test_the_type_of_a_blob_cannot_be_changed(photos: Photos) -> None:
    photos.put("a")

    assert "InvalidBlobType" == code(photos("PUT", "/a", x_ms_blob_type="AppendBlob"))


def test_tier_and_tags_come_with_the_upload(photos: Photos) -> None:
    photos.put("a", x_ms_access_tier="Cool", x_ms_tags="colour=red&size=10%20cm")
    head = photos("HEAD", "/a").headers

    assert ("Cool", "2") == (head["x-ms-access-tier"], head["x-ms-tag-count"])
    assert b"<Key>size</Key><Value>10 cm</Value>" in photos("GET", "/a?comp=tags").body


def test_who_may_only_add_does_not_overwrite(photos: Photos) -> None:
    """``blobs/add/action`` makes new blobs; to replace one takes ``blobs/write``."""
    shop = photos.shop
    custom_role(photos)
    kind = {"x_ms_blob_type": "BlockBlob"}

    assert 201 == shop.by(WRITER, "PUT", "/photos/new", b"1", **kind).status
    reply = shop.by(WRITER, "PUT", "/photos/new", b"2", **kind)
    assert (403, "UnauthorizedBlobOverwrite") == (reply.status, code(reply))


def custom_role(photos: Photos) -> None:
    """A role of the tenant's own that may add blobs, given to the writer."""
    from aksess.cloud.resources.authorization import ASSIGNMENT_TYPE, DEFINITION_TYPE
    from aksess.cloud.resources.inventory import Resource

    shop = photos.shop
    scope = f"/subscriptions/{shop.cloud.settings.subscription}"
    role, assignment = shop.cloud.random_source.uuid(), shop.cloud.random_source.uuid()
    add = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action"
    definition = f"{scope}/providers/{DEFINITION_TYPE}/{role}"
    with shop.cloud.store.transaction():
        shop.cloud.inventory.put(
            Resource(
                definition,
                role,
                DEFINITION_TYPE,
                properties={"roleName": "Adder", "permissions": [{"dataActions": [add]}], "assignableScopes": [scope]},
            )
        )
        shop.cloud.inventory.put(
            Resource(
                f"{scope}/providers/{ASSIGNMENT_TYPE}/{assignment}",
                assignment,
                ASSIGNMENT_TYPE,
                properties={"roleDefinitionId": definition, "principalId": WRITER, "scope": scope},
            )
        )
