from __future__ import annotations

import base64

import pytest

from tests.storage_scene import code, markup
from tests.unit.cloud.services.blob.conftest import Photos


def name(number: int) -> str:
    return base64.b64encode(b"%04d" % number).decode()


def stage(photos: Photos, number: int, data: bytes) -> None:
    assert 201 == photos("PUT", f"/a?comp=block&blockid={name(number)}", data).status


def commit(photos: Photos, *entries: tuple[str, int]) -> tuple[int, str]:
    inside = "".join(f"<{kind}>{name(number)}</{kind}>" for kind, number in entries)
    reply = photos("PUT", "/a?comp=blocklist", f"<BlockList>{inside}</BlockList>".encode())
    return reply.status, reply.headers.get("x-ms-error-code", "")


def listed(photos: Photos, kind: str) -> dict[str, list[tuple[str, str]]]:
    found = markup(photos("GET", f"/a?comp=blocklist&blocklisttype={kind}"))
    return {
        part.name: [(block.text_of("Name"), block.text_of("Size")) for block in part.children]
        for part in found.children
    }


def test_a_blob_is_the_blocks_of_its_list_in_order(photos: Photos) -> None:
    for number, data in enumerate((b"one", b"two", b"three")):
        stage(photos, number, data)
    assert 404 == photos("GET", "/a").status

    assert (201, "") == commit(photos, ("Latest", 2), ("Latest", 0))
    assert b"threeone" == photos("GET", "/a").body
    assert {"CommittedBlocks": [(name(2), "5"), (name(0), "3")], "UncommittedBlocks": []} == listed(photos, "all")


def test_blocks_that_are_in_no_list_are_gone(photos: Photos) -> None:
    for number in range(3):
        stage(photos, number, b"x" * 10)
    commit(photos, ("Latest", 0))

    assert 1 == len(photos.shop.cloud.store.load("blob-content"))
    assert (400, "InvalidBlockList") == commit(photos, ("Latest", 1))


def test_a_new_list_may_mix_old_blocks_and_new(photos: Photos) -> None:
    stage(photos, 0, b"old0")
    stage(photos, 1, b"old1")
    commit(photos, ("Latest", 0), ("Latest", 1))
    stage(photos, 1, b"new1")

    assert (201, "") == commit(photos, ("Committed", 0), ("Committed", 1), ("Uncommitted", 1))
    assert b"old0old1new1" == photos("GET", "/a").body


def test_latest_takes_the_uncommitted_one_first(photos: Photos) -> None:
    stage(photos, 0, b"old")
    commit(photos, ("Latest", 0))
    stage(photos, 0, b"new")
    commit(photos, ("Latest", 0))

    assert b"new" == photos("GET", "/a").body
    assert 1 == len(photos.shop.cloud.store.load("blob-content"))


def test_a_block_staged_again_replaces_itself(photos: Photos) -> None:
    stage(photos, 0, b"first")
    stage(photos, 0, b"second")

    assert {"UncommittedBlocks": [(name(0), "6")]} == listed(photos, "uncommitted")
    assert 1 == len(photos.shop.cloud.store.load("blob-content"))


def test_putting_the_blob_whole_forgets_staged_blocks(photos: Photos) -> None:
    stage(photos, 0, b"staged")
    photos.put("a", b"whole")

    assert {"CommittedBlocks": [], "UncommittedBlocks": []} == listed(photos, "all")


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("comp=block", "MissingRequiredQueryParameter"),
        ("comp=block&blockid=***", "InvalidBlockId"),
        (f"comp=block&blockid={base64.b64encode(b'x' * 65).decode()}", "InvalidBlockId"),
        (f"comp=block&blockid={base64.b64encode(b'x' * 12).decode()}", "InvalidBlobOrBlock"),
    ],
)
def test_a_block_has_an_id_as_long_as_the_others(photos: Photos, query: str, refused: str) -> None:
    stage(photos, 0, b"x")

    assert refused == code(photos("PUT", f"/a?{query}", b"x"))


@pytest.mark.parametrize("body", [b"", b"<Other />", b"<BlockList>"])
def test_a_list_of_another_shape_is_refused(photos: Photos, body: bytes) -> None:
    assert "InvalidXmlDocument" == code(photos("PUT", "/a?comp=blocklist", body))


def test_the_list_gives_the_blob_its_properties(photos: Photos) -> None:
    stage(photos, 0, b"x")
    body = f"<BlockList><Latest>{name(0)}</Latest></BlockList>".encode()
    photos(
        "PUT",
        "/a?comp=blocklist",
        body,
        x_ms_blob_content_type="text/css",
        x_ms_meta_a="1",
        content_type="application/xml",
    )
    head = photos("HEAD", "/a").headers

    assert ("text/css", "1") == (head["content-type"], head["x-ms-meta-a"])


def test_other_kinds_of_blob_have_no_blocks(photos: Photos) -> None:
    photos("PUT", "/a", x_ms_blob_type="AppendBlob")

    assert "InvalidBlobType" == code(photos("PUT", f"/a?comp=block&blockid={name(0)}", b"x"))
    assert "InvalidBlobType" == code(photos("GET", "/a?comp=blocklist"))
    assert "InvalidQueryParameterValue" == code(photos("GET", "/a?comp=blocklist&blocklisttype=some"))
