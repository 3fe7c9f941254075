from __future__ import annotations

import pytest

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.queue.routes import find
from tests.storage_scene import Shop


@pytest.mark.parametrize(
    ("method", "target", "name"),
    [
        ("GET", "/?comp=list", "list queues"),
        ("PUT", "/jobs", "create queue"),
        ("GET", "/jobs?comp=metadata", "get queue metadata"),
        ("GET", "/jobs/messages", "get messages"),
        ("GET", "/jobs/messages?peekonly=true", "peek messages"),
        ("GET", "/jobs/messages?peekonly=false", "get messages"),
        ("DELETE", "/jobs/messages", "clear messages"),
        ("DELETE", "/jobs/messages/1", "delete message"),
        ("GET", "/jobs", None),
        ("GET", "/jobs/other", None),
        ("GET", "/?restype=service&comp=stats", None),
    ],
)
def test_method_path_and_query_choose(shop: Shop, method: str, target: str, name: str | None) -> None:
    path, _, query = target.partition("?")
    found = find(Call(shop.cloud, shop.cloud.operator, method, "shop.queue.core.windows.net", path, query, {}))

    assert name == (found.name if found else None)
