from __future__ import annotations

import pytest

from aksess.cloud.resources.inventory import Resource
from aksess.cloud.storage.account import account_name, uid_of
from tests.storage_scene import Shop, open_shop


@pytest.mark.parametrize("host", ["shop.blob.core.windows.net", "shop-secondary.queue.core.windows.net"])
def test_the_first_label_names_the_account(host: str) -> None:
    assert "shop" == account_name(host)


def test_a_record_without_a_guid_goes_by_its_id() -> None:
    """And has no slash in it, because keys of data are cut at one."""
    assert "u" == uid_of(Resource("/A/b", "b", "t", private={"uid": "u"}))
    assert "|a|b" == uid_of(Resource("/A/b", "b", "t"))


def test_an_account_made_again_is_empty(shop: Shop) -> None:
    """Data is keyed by GUIDs, not by names."""
    with shop.cloud.store.transaction():
        for each in list(shop.cloud.inventory.below(shop.account.id)):
            shop.cloud.inventory.delete(each.id)
        shop.cloud.inventory.delete(shop.account.id)
    again = open_shop(shop.ask, "blob")
    again.keyed("PUT", "/photos?restype=container")

    assert 404 == again.keyed("GET", "/photos/a.txt").status


def test_a_secondary_is_read_where_there_is_one(shop: Shop) -> None:
    """Its requests are signed with the account's own name."""

    def asked(method: str) -> int:
        headers = shop.signed(method, "/photos/a.txt", b"", {"x-ms-blob-type": "BlockBlob"})
        return shop.ask(method, "https://shop-secondary.blob.core.windows.net/photos/a.txt", headers=headers).status

    assert 404 == asked("GET")
    shop.account.body["sku"] = {"name": "Standard_RAGRS"}
    shop.change()
    assert (200, 403) == (asked("GET"), asked("PUT"))


def test_keys_are_not_in_the_picture_of_an_account(shop: Shop) -> None:
    """Nothing that logs an account can show its keys."""
    from aksess.cloud.pipeline.call import Call
    from aksess.cloud.storage.account import account_of

    call = Call(shop.cloud, shop.cloud.operator, "GET", "shop.blob.core.windows.net", "/", "", {})

    assert shop.keys[0] not in repr(account_of(call))
