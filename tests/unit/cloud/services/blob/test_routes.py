from __future__ import annotations

import pytest

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.blob.routes import find
from tests.storage_scene import Shop

COPY = {"x-ms-copy-source": "https://shop.blob.core.windows.net/a/b"}


@pytest.mark.parametrize(
    ("method", "target", "headers", "name"),
    [
        ("GET", "/?comp=list", {}, "list containers"),
        ("PUT", "/c?restype=container", {}, "create container"),
        ("GET", "/c?restype=container&comp=list", {}, "list blobs"),
        ("GET", "/c?RESTYPE=Container&COMP=List", {}, "list blobs"),
        ("HEAD", "/c/a", {}, "get blob properties"),
        ("PUT", "/c/a", {}, "put blob"),
        ("PUT", "/c/a", COPY, "copy blob"),
        ("PUT", "/c/a", {**COPY, "x-ms-blob-type": "BlockBlob"}, "put blob from url"),
        ("PUT", "/c/a?comp=block", COPY, "put block from url"),
        ("PUT", "/c/a?comp=block", {}, "put block"),
        ("GET", "/a.txt", {}, "get blob"),
        ("PUT", "/c/a?comp=appendblock", COPY, "append block from url"),
        ("PUT", "/c/a?comp=page", COPY, "put page from url"),
        ("PUT", "/c/a?comp=tier", COPY, None),
        ("POST", "/c?restype=container&comp=batch", {}, "submit blob batch"),
        ("GET", "/c/a?versionid=1", {}, None),
        ("DELETE", "/c/a?deletetype=permanent", {}, None),
        ("PUT", "/c/a", {"x-ms-encryption-scope": "mine"}, None),
        ("PUT", "/c?restype=container", {"x-ms-default-encryption-scope": "mine"}, None),
        (
            "PUT",
            "/c?restype=container",
            {"x-ms-default-encryption-scope": "$account-encryption-key"},
            "create container",
        ),
        ("PUT", "/c/a", {"x-ms-legal-hold": "true"}, None),
        ("PUT", "/c/a", {"x-ms-legal-hold": "false"}, "put blob"),
        ("GET", "/c/a", {"x-ms-range-get-content-crc64": "true"}, None),
        ("PUT", "/c/a", {**COPY, "x-ms-copy-source-tag-option": "COPY"}, None),
        ("PUT", "/c/a", {**COPY, "x-ms-copy-source-tag-option": "REPLACE"}, "copy blob"),
        ("PUT", "/c/a", {**COPY, "x-ms-seal-blob": "true"}, None),
        ("GET", "/c/a?restype=directory", {}, None),
        ("PATCH", "/c/a", {}, None),
        ("GET", "/", {}, None),
    ],
)
def test_method_path_query_and_headers_choose(
    shop: Shop, method: str, target: str, headers: dict[str, str], name: str | None
) -> None:
    """What is asked for in a way that is not known is no operation, never a plainer one."""
    path, _, query = target.partition("?")
    call = Call(shop.cloud, shop.cloud.operator, method, "shop.blob.core.windows.net", path, query, headers)
    found = find(call)

    assert name == (found.name if found else None)
