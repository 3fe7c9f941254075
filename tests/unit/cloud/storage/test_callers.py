from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.storage.callers import Breadth, Grant, anonymous_caller, shared_key_caller, signature_caller
from tests.storage_scene import Shop


def test_holders_are_nobody_in_the_directory(shop: Shop) -> None:
    """Who proves with a key or a signature is no principal: no role can be theirs."""
    call = Call(shop.cloud, shop.cloud.operator, "GET", "shop.blob.core.windows.net", "/", "", {})
    grant = Grant(Breadth.SERVICE, "r", resource="b")

    for holder in (shared_key_caller(call), signature_caller(call, grant), anonymous_caller(call)):
        assert "" == holder.object_id
        assert frozenset() == holder.principals
    assert grant == signature_caller(call, grant).grant
