from __future__ import annotations

from aksess.cloud.storage.xml_documents import Element
from tests.storage_scene import READER, code, markup
from tests.unit.cloud.services.blob.conftest import Photos

LIST = "?restype=container&comp=list"


def page(photos: Photos, query: str = "") -> Element:
    return markup(photos("GET", LIST + query))


def names(found: Element) -> list[str]:
    blobs = found.child("Blobs")
    assert blobs is not None
    return [("/" if each.name == "BlobPrefix" else "") + each.text_of("Name") for each in blobs.children]


def fill(photos: Photos, *paths: str) -> None:
    for path in paths:
        photos.put(path)


def test_a_flat_list_is_in_the_order_of_the_names(photos: Photos) -> None:
    fill(photos, "b", "a/2", "a/1", "c")

    assert ["a/1", "a/2", "b", "c"] == names(page(photos))
    assert ["a/1", "a/2"] == names(page(photos, "&prefix=a/"))


def test_a_delimiter_makes_folders(photos: Photos) -> None:
    """A folder stands once, where its first name would."""
    fill(photos, "a", "dir/1", "dir/2", "dir/sub/3", "dir-x", "z")

    assert ["a", "dir-x", "/dir/", "z"] == names(page(photos, "&delimiter=/"))
    assert ["dir/1", "dir/2", "/dir/sub/"] == names(page(photos, "&delimiter=/&prefix=dir/"))


def test_a_list_may_start_at_a_name(photos: Photos) -> None:
    """The name itself is in it, and so is the folder that it is in."""
    fill(photos, "a", "dir/1", "dir/2", "z")

    assert ["dir/2", "z"] == names(page(photos, "&startFrom=dir/2"))
    assert ["/dir/", "z"] == names(page(photos, "&startFrom=dir/2&delimiter=/"))
    assert ["dir/1", "dir/2"] == names(page(photos, "&startFrom=b&maxresults=2"))


def test_pages_of_every_size_join_to_the_whole(photos: Photos) -> None:
    fill(photos, "a", "a b", "dir/1", "dir/2", "dir", "dir-x", "e/1", "z")
    photos("PUT", "/a?comp=snapshot")
    for query in ("", "&delimiter=/", "&include=snapshots", "&include=snapshots&delimiter=/"):
        whole = names(page(photos, query))
        for size in (1, 2, 3):
            found, marker = [], ""
            while True:
                part = page(photos, f"{query}&maxresults={size}{marker}")
                found += names(part)
                if not part.text_of("NextMarker"):
                    break
                marker = "&marker=" + part.text_of("NextMarker").replace("=", "%3D")

            assert whole == found


def test_an_entry_says_what_a_reader_would_see(photos: Photos) -> None:
    photos.put("a", b"hello", x_ms_meta_colour="red", x_ms_tags="k=v", x_ms_blob_content_type="text/plain")
    head = photos("HEAD", "/a").headers
    blobs = page(photos, "&include=metadata,tags").child("Blobs")
    assert blobs is not None
    entry = blobs.children[0]
    properties = entry.child("Properties")
    assert properties is not None

    assert head["etag"] == f'"{properties.text_of("Etag")}"'
    assert head["last-modified"] == properties.text_of("Last-Modified")
    assert ("5", "text/plain", head["content-md5"]) == (
        properties.text_of("Content-Length"),
        properties.text_of("Content-Type"),
        properties.text_of("Content-MD5"),
    )
    assert ("BlockBlob", "Hot", "unlocked") == (
        properties.text_of("BlobType"), properties.text_of("AccessTier"), properties.text_of("LeaseStatus"),
    )  # fmt: skip
    assert "red" == (entry.child("Metadata") or Element("")).text_of("colour")


def test_metadata_and_snapshots_are_shown_when_asked_for(photos: Photos) -> None:
    photos.put("a", x_ms_meta_colour="red")
    time = photos("PUT", "/a?comp=snapshot").headers["x-ms-snapshot"]

    assert b"colour" not in photos("GET", LIST).body
    body = photos("GET", LIST + "&include=snapshots").body.decode()
    assert 1 == body.count(f"<Snapshot>{time}</Snapshot>")
    assert ["a", "a"] == names(page(photos, "&include=snapshots"))


def test_a_blob_of_uncommitted_blocks_is_shown_when_asked_for(photos: Photos) -> None:
    photos("PUT", "/new?comp=block&blockid=AAAA", b"x")

    assert [] == names(page(photos))
    assert ["new"] == names(page(photos, "&include=uncommittedblobs"))


def test_a_name_that_xml_cannot_carry_is_encoded(photos: Photos) -> None:
    photos.put("a%01b")

    assert b'<Name Encoded="true">a%01b</Name>' in photos("GET", LIST).body


def test_what_cannot_be_included_is_refused(photos: Photos) -> None:
    assert "InvalidQueryParameterValue" == code(photos("GET", LIST + "&include=everything"))


def test_the_list_takes_the_right_to_read_blobs(photos: Photos) -> None:
    """Not that to read containers: it shows what is in them."""
    photos.shop.grant("Reader", READER)
    assert 403 == photos.shop.by(READER, "GET", f"/photos{LIST}").status
    photos.shop.grant("Storage Blob Data Reader", READER)

    assert 200 == photos.shop.by(READER, "GET", f"/photos{LIST}").status
