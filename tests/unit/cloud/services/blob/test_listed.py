from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.blob.listed import listed_blob, listed_prefix, listed_uncommitted
from aksess.cloud.services.blob.records import Blob, Copied, Lease
from aksess.cloud.storage.xml_documents import Element
from tests.storage_scene import Shop

NOW = 1_760_000_000.0


def entry(shop: Shop, blob: Blob, *includes: str) -> Element:
    call = Call(shop.cloud, shop.cloud.operator, "GET", "shop.blob.core.windows.net", "/", "", {})
    found = listed_blob(call, blob, set(includes)).child("Properties")
    assert found is not None
    return found


def blob(kind: str = "BlockBlob") -> Blob:
    return Blob("a", kind, '"0x1"', NOW, NOW)


def test_each_kind_says_what_only_it_has(shop: Shop) -> None:
    page, log = blob("PageBlob"), blob("AppendBlob")
    page.sequence, log.sealed = 7, True

    assert "7" == entry(shop, page).text_of("x-ms-blob-sequence-number")
    assert "true" == entry(shop, log).text_of("Sealed")
    assert "true" == entry(shop, blob()).text_of("AccessTierInferred")


def test_a_lease_shows_its_state_and_never_its_id(shop: Shop) -> None:
    leased = blob()
    leased.lease = Lease("secret-id", -1)
    found = entry(shop, leased)

    assert ("locked", "leased", "infinite") == (
        found.text_of("LeaseStatus"), found.text_of("LeaseState"), found.text_of("LeaseDuration"),
    )  # fmt: skip
    assert "secret-id" not in str(found)


def test_a_copy_shows_its_source_when_asked_for(shop: Shop) -> None:
    copy = blob()
    copy.copied = Copied("id", "https://a/b", 5, NOW)

    assert "" == entry(shop, copy).text_of("CopyId")
    assert ("id", "5/5") == tuple(entry(shop, copy, "copy").text_of(name) for name in ("CopyId", "CopyProgress"))


def test_folders_and_uncommitted_blobs_have_a_name_and_little_else() -> None:
    assert ("BlobPrefix", "dir/") == (listed_prefix("dir/").name, listed_prefix("dir/").text_of("Name"))
    assert "new" == listed_uncommitted("new").text_of("Name")
