from __future__ import annotations

import pytest

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.appconfig.routes import find
from tests.unit.cloud.services.appconfig.conftest import HOST, Conf


@pytest.mark.parametrize(
    ("method", "path", "name", "key"),
    [
        ("GET", "/kv", "list key-values", None),
        ("GET", "/kv/", "list key-values", None),
        ("HEAD", "/labels", "list labels", None),
        ("GET", "/kv/a%2Fb", "get key-value", "a/b"),
        ("GET", "/kv/a/b/", "get key-value", "a/b/"),
        ("GET", "/kv/a%252Fb", "get key-value", "a%2Fb"),
        ("PUT", "/locks/a+b", "lock key-value", "a+b"),
        ("PATCH", "/snapshots/one", "archive snapshot", "one"),
        ("POST", "/kv/a", None, None),
        ("GET", "/", None, None),
        ("GET", "/replicas", None, None),
    ],
)
def test_method_and_path_choose(conf: Conf, method: str, path: str, name: str | None, key: str | None) -> None:
    """A key is all that follows, decoded once."""
    call = Call(conf.ask.cloud, conf.ask.cloud.operator, method, HOST, path, "", {})
    found = find(call)

    assert name == (found.name if found else None)
    assert key is None or key == call.params["key"]
