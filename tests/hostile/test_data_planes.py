"""Whatever a holder of the key sends to the data planes is answered as theirs, never as a defect of ours."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.services.appconfig.routes import ITEMS, LISTS
from aksess.cloud.services.appconfig.routes import SERVICES as CONFIGURATION
from aksess.cloud.services.blob.routes import BLOB, CONTAINER, SERVICE
from aksess.cloud.services.blob.routes import SERVICES as BLOBS
from aksess.cloud.services.queue.routes import MESSAGE, MESSAGES, QUEUE
from aksess.cloud.services.queue.routes import SERVICES as QUEUES
from tests.cloud_fixtures import Ask, Reply
from tests.storage_scene import Shop, open_shop
from tests.unit.cloud.services.appconfig.conftest import Conf, open_store

VALUES = st.one_of(
    st.sampled_from(
        ["", "*", "0", "-1", "1", "512", "9" * 5000, "bytes=0-511", f"bytes=0-{'9' * 5000}", "BlockBlob", "PageBlob",
         "AppendBlob", "acquire", "renew", "break", "update", "clear", "include", "true", "\x00", "a\r\nb: c", "é日",
         "11111111-1111-1111-1111-111111111111", "Mon, 01 Jan 0001 00:00:00 +2359", "0001-01-01T00:00+23:59",
         "https://[", "https://shop.blob.core.windows.net/photos/a", "AAAA", "container", "committed"]
    ),
    st.text(st.characters(max_codepoint=255), max_size=20),
)  # fmt: skip
HEADERS = st.dictionaries(
    st.sampled_from(
        ["x-ms-blob-type", "x-ms-range", "range", "if-match", "if-none-match", "if-modified-since", "content-md5",
         "if-unmodified-since", "x-ms-lease-id", "x-ms-lease-action", "x-ms-lease-duration", "x-ms-proposed-lease-id",
         "x-ms-lease-break-period", "x-ms-blob-content-length", "x-ms-blob-sequence-number", "x-ms-copy-source",
         "x-ms-sequence-number-action", "x-ms-page-write", "x-ms-if-sequence-number-le", "x-ms-meta-a", "x-ms-tags",
         "x-ms-blob-condition-appendpos", "x-ms-blob-condition-maxsize", "x-ms-delete-snapshots", "x-ms-access-tier",
         "x-ms-blob-content-md5", "x-ms-blob-content-type", "x-ms-blob-public-access", "x-ms-source-range",
         "x-ms-client-request-id", "accept-datetime", "x-ms-source-if-match", "x-ms-range-get-content-md5"]
    ),
    VALUES,
    max_size=5,
)  # fmt: skip
QUERIES = st.dictionaries(
    st.sampled_from(
        ["prefix", "delimiter", "marker", "maxresults", "include", "snapshot", "blockid", "blocklisttype",
         "numofmessages", "visibilitytimeout", "messagettl", "popreceipt", "key", "label", "tags", "name", "after",
         "$select", "status"]
    ),
    st.sampled_from(["", "%00", "a", "*", "a%2C*", "%5C", "0", "1", "-1", "9" * 5000, "%C3%A9", "%FF", "AAAA", "all",
                     "snapshots", "a%3Db", "%0D%0A", "2026-11-23T00:00:00.0000000Z"]),
    max_size=3,
)  # fmt: skip
BODIES = st.one_of(
    st.sampled_from(
        [b"", b"{}", b"[]", b'{"value": "1"}', b'{"filters": [{"key": "*"}]}', b'{"x":' * 5000, b"<A/>", b"<A" * 99,
         b"<?xml version='1.0' encoding='foo'?><A/>", b"<?xml version='1.0' encoding='utf-7'?><A/>",
         b"<BlockList><Latest>AAAA</Latest></BlockList>", b"<Tags><TagSet/></Tags>", b"<KeyInfo/>",
         b"<QueueMessage><MessageText>x</MessageText></QueueMessage>", b"A" * 512, b"\xff\xfe", b"\x00"]
    ),
    st.binary(max_size=20),
)  # fmt: skip
PATHS = st.sampled_from(
    ["a", "a", "a/b", "a/b", "%C3%A9", "", "%C3%A9", "%FF", "a%00b", "%2F", "..", "x" * 1100, "messages", "messages/1"]
)
BELOW = st.sampled_from(["", "/messages", "/messages/1"])
MANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="session")
def pipeline() -> RequestPipeline:
    """The data planes."""
    return RequestPipeline([*BLOBS, *QUEUES, *CONFIGURATION])


@pytest.fixture
def photos(ask: Ask) -> Shop:
    """An account of which the operator may do everything."""
    return opened(ask, "blob")


def fill(shop: Shop) -> None:
    """A container with a blob of each type: what examples before this one have left of it goes."""
    for container in list(shop.cloud.inventory.below(f"{shop.account.id}/blobServices")):
        with shop.cloud.store.transaction():
            shop.cloud.inventory.delete(container.id)
    shop.keyed("PUT", "/photos?restype=container")
    shop.keyed("PUT", "/photos/a", b"hello", x_ms_blob_type="BlockBlob")
    shop.keyed("PUT", "/photos/a/b", x_ms_blob_type="PageBlob", x_ms_blob_content_length="1024")
    shop.keyed("PUT", "/photos/%C3%A9", x_ms_blob_type="AppendBlob")


def opened(ask: Ask, service: str) -> Shop:
    """An account of which the operator may do everything."""
    shop = open_shop(ask, service)
    for role in ("Owner", "Storage Blob Data Owner", "Storage Queue Data Contributor"):
        shop.grant(role, ask.cloud.settings.operator_object_id)
    return shop


def check(ask: Ask, reply: Reply) -> None:
    """The client can fix it, or it is done; and every header is one that can be sent."""
    assert () == ask.cloud.activity_log.recent[-1].defect
    assert reply.status < 500 or reply.status == 501
    for name, value in reply.headers.items():
        assert name.isascii(), name
        assert value.encode("latin-1").isascii() or value
        assert not set("\r\n\0") & set(value), (name, value)


def target(base: str, query: dict[str, str], **more: str) -> str:
    parts = [f"{name}={value}" for name, value in {**more, **query}.items() if value or name not in more]
    return f"{base}?{'&'.join(parts)}" if parts else base


@MANY
@given(operation=st.sampled_from(sorted(BLOB)), path=PATHS, query=QUERIES, headers=HEADERS, body=BODIES)
def test_blobs(
    photos: Shop, operation: tuple[str, str], path: str, query: dict[str, str], headers: dict[str, str], body: bytes
) -> None:
    """Every operation on a blob, with anything in its headers, query and body."""
    method, comp = operation
    fill(photos)
    sent(photos, method, target(f"/photos/{path}", query, comp=comp), headers, body)


@MANY
@given(operation=st.sampled_from(sorted(CONTAINER)), query=QUERIES, headers=HEADERS, body=BODIES)
def test_containers(
    photos: Shop, operation: tuple[str, str], query: dict[str, str], headers: dict[str, str], body: bytes
) -> None:
    """Every operation on a container."""
    method, comp = operation
    fill(photos)
    sent(photos, method, target("/photos", query, restype="container", comp=comp), headers, body)


@MANY
@given(operation=st.sampled_from(sorted(SERVICE)), query=QUERIES, headers=HEADERS, body=BODIES)
def test_the_service(
    photos: Shop, operation: tuple[str, str, str], query: dict[str, str], headers: dict[str, str], body: bytes
) -> None:
    """Every operation on the service."""
    method, kind, comp = operation
    sent(photos, method, target("/", query, restype=kind, comp=comp), headers, body)


@MANY
@given(
    operation=st.sampled_from(sorted({*QUEUE, *MESSAGES, *MESSAGE})), path=BELOW, query=QUERIES, headers=HEADERS,
    body=BODIES,
)  # fmt: skip
def test_queues(
    ask: Ask, operation: tuple[str, str], path: str, query: dict[str, str], headers: dict[str, str], body: bytes
) -> None:
    """Every operation on queues and messages."""
    method, comp = operation
    shop = opened(ask, "queue")
    shop.keyed("PUT", "/jobs")
    sent(shop, method, target(f"/jobs{path}", query, comp=comp), headers, body)


@MANY
@given(operation=st.sampled_from(sorted({*LISTS, *ITEMS})), path=PATHS, query=QUERIES, headers=HEADERS, body=BODIES)
def test_configuration(
    ask: Ask, operation: tuple[str, str], path: str, query: dict[str, str], headers: dict[str, str], body: bytes
) -> None:
    """Every operation on key-values, lists and snapshots."""
    method, kind = operation
    conf: Conf = open_store(ask)
    conf.put("a")
    where = target(f"/{kind}/{path}" if operation in ITEMS else f"/{kind}", {"api-version": "2023-11-01", **query})
    reply = conf.bare(method, where, conf.signed(method, where, body, headers), body=body)

    check(ask, reply)


def sent(shop: Shop, method: str, path: str, headers: dict[str, str], body: bytes) -> None:
    """A request of somebody who may do everything, so that the operation is reached."""
    token = shop.ask.operator("https://storage.azure.com")
    reply = shop.bare(method, path, {"x-ms-version": "2023-11-03", **headers}, body=body, token=token)

    check(shop.ask, reply)
