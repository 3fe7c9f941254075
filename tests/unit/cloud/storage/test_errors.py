from __future__ import annotations

import pytest

from aksess.cloud.storage.errors import CODES, refusal
from tests.storage_scene import VERSION, Shop, code, markup


def test_every_code_has_a_status_and_a_text() -> None:
    assert [] == [name for name, (status, text) in CODES.items() if not 400 <= status < 500 or not text.endswith(".")]


def test_a_code_that_is_not_in_the_table_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        refusal("NoSuchCode")


def test_an_error_says_request_and_time(shop: Shop) -> None:
    """As Storage does: in the text, and the request id in a header too."""
    reply = shop.keyed("GET", "/photos/nothing")

    message = markup(reply).text_of("Message").split("\n")
    assert "The specified blob does not exist." == message[0]
    assert f"RequestId:{reply.headers['x-ms-request-id']}" == message[1]
    assert message[2].startswith("Time:20")
    assert "application/xml" == reply.headers["content-type"]


@pytest.mark.parametrize(
    ("service", "path"),
    [
        ("blob", "/photos?restype=container&comp=undelete"),
        ("blob", "/photos/a.txt?comp=query"),
        ("blob", "/photos/a.txt?versionid=2026"),
        ("blob", "/?comp=blobs"),
        ("queue", "/jobs/other"),
        ("table", "/Tables"),
        ("file", "/share?restype=share"),
        ("dfs", "/filesystem"),
    ],
)
def test_what_is_not_there_says_its_name(shop: Shop, service: str, path: str) -> None:
    """501 and never another 5xx: clients repeat those for half an hour."""
    url = f"https://shop.{service}.core.windows.net{path}"

    reply = shop.ask("POST", url, headers={"x-ms-version": VERSION})

    assert 501 == reply.status
    assert "NotImplemented" == reply.headers["x-ms-error-code"]
    assert f"POST {path.partition('?')[0]}".encode() in reply.body


@pytest.mark.parametrize("name", ["x-ms-encryption-key", "x-ms-encryption-scope"])
def test_what_cannot_be_done_as_asked_is_not_done_otherwise(shop: Shop, name: str) -> None:
    """Content is never kept in clear where a client sent a key of its own."""
    assert 501 == shop.keyed("PUT", "/photos/b", b"x", **{"x_ms_blob_type": "BlockBlob", name: "k"}).status


def test_tables_speak_json(shop: Shop) -> None:
    """As OData does."""
    reply = shop.ask("GET", "https://shop.table.core.windows.net/Tables")

    assert "NotImplemented" == reply.json()["odata.error"]["code"]


def test_code_and_body_agree(shop: Shop) -> None:
    assert "ContainerNotFound" == code(shop.keyed("GET", "/nothing?restype=container"))
