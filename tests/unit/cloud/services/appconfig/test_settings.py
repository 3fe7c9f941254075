from __future__ import annotations

from aksess.cloud.resources.inventory import Resource
from tests.unit.cloud.services.appconfig.conftest import Conf, open_store


def test_a_store_made_again_is_empty_and_one_recovered_is_not(conf: Conf) -> None:
    """Data goes by the store's GUID, not by its name."""
    conf.put("a")
    cloud = conf.ask.cloud
    with cloud.store.transaction():
        cloud.inventory.delete(conf.store.id)
    again = open_store(conf.ask)
    assert [] == again.keys("/kv")
    recovered: Resource = conf.store
    with cloud.store.transaction():
        cloud.inventory.put(recovered)

    assert ["a"] == conf.keys("/kv")


def test_two_stores_do_not_meet(conf: Conf) -> None:
    conf.put("a")
    other = open_store(conf.ask, "other")
    headers = conf.signed("GET", "/kv", b"")

    assert 401 == conf.ask("GET", "https://other.azconfig.io/kv?api-version=2023-11-01", headers=headers).status
    assert other.store.id != conf.store.id


def test_the_sync_token_rises_with_every_change(conf: Conf) -> None:
    numbers = []
    for method, path in (("PUT", "/kv/a"), ("PUT", "/locks/a"), ("GET", "/kv/a"), ("DELETE", "/locks/a")):
        reply = conf(method, path, {"value": "1"} if path == "/kv/a" and method == "PUT" else None)
        numbers.append(int(reply.headers["sync-token"].partition(";sn=")[2]))

    assert [1, 2, 2, 3] == numbers
