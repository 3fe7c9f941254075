from __future__ import annotations

from typing import Any

import pytest

from aksess.cloud.storage.bearer_tokens import RESOURCE_APP
from tests.storage_scene import AUDIENCE, READER, VERSION, Shop, code

GUID = "99999999-9999-4999-8999-999999999999"


@pytest.fixture
def reader(shop: Shop) -> Shop:
    """The account, with a principal that may read blobs."""
    shop.grant("Storage Blob Data Reader", READER)
    return shop


def get(shop: Shop, audience: str = AUDIENCE, version: str = VERSION, **claims: Any) -> tuple[int, str, bytes]:
    """Status, code and body of a read with a token."""
    token = shop.ask.token(READER, audience, **claims)
    reply = shop.bare("GET", "/photos/a.txt", {"x-ms-version": version} if version else {}, token=token)
    return reply.status, code(reply) if reply.status > 299 else "", reply.body


@pytest.mark.parametrize(
    "audience",
    [
        "https://storage.azure.com",
        "https://storage.azure.com/",
        "https://shop.blob.core.windows.net",
        "https://shop.blob.core.windows.net/",
        RESOURCE_APP,
    ],
)
def test_every_audience_that_clients_ask_for_is_taken(reader: Shop, audience: str) -> None:
    assert (200, "", b"hello") == get(reader, audience)


@pytest.mark.parametrize(
    "audience",
    [
        "https://other.blob.core.windows.net",
        "https://shop.queue.core.windows.net",
        "https://vault.azure.net",
        "https://management.azure.com",
        "https://storage.azure.com.evil.example",
        "https://storage.azure.com//",
        "",
    ],
)
def test_a_token_for_something_else_is_refused(reader: Shop, audience: str) -> None:
    status, refused, body = get(reader, audience)

    assert (401, "InvalidAuthenticationInfo") == (status, refused)
    assert b"Audience validation failed" in body


@pytest.mark.parametrize(
    ("claims", "detail"),
    [
        ({"iss": f"https://sts.windows.net/{GUID}/"}, b"Issuer validation failed"),
        ({"exp": 1_700_000_000}, b"Lifetime validation failed. The token is expired."),
        ({"nbf": 1_900_000_000}, b"Lifetime validation failed. The token is not yet valid."),
    ],
)
def test_a_token_of_another_tenant_or_time_is_refused(reader: Shop, claims: dict[str, Any], detail: bytes) -> None:
    status, refused, body = get(reader, **claims)

    assert (401, "InvalidAuthenticationInfo") == (status, refused)
    assert detail in body


@pytest.mark.parametrize("token", ["", "garbage", "a.b.c", "e30.e30.", "é.é.é"])
def test_what_is_no_token_is_refused_with_the_challenge(reader: Shop, token: str) -> None:
    headers = {"x-ms-version": VERSION, "authorization": f"Bearer {token}"}

    reply = reader.bare("GET", "/photos/a.txt", headers)

    assert 401 == reply.status
    assert "resource_id=https://storage.azure.com" in reply.headers["www-authenticate"]


@pytest.mark.parametrize("version", ["", "2015-02-21", "2017-07-29"])
def test_versions_that_know_no_tokens_take_none(reader: Shop, version: str) -> None:
    """Bearer tokens came with 2017-11-09; a request that names no version is older."""
    status, refused, body = get(reader, version=version)

    assert (403, "AuthenticationFailed") == (status, refused)
    assert b"Authentication scheme Bearer is not supported in this version" in body


def test_a_refused_token_is_noted_by_its_link(reader: Shop) -> None:
    """The event says what was found and wanted; no part of the token is in it."""
    token = reader.ask.token(READER, "https://vault.azure.net")
    reader.bare("GET", "/photos/a.txt", {"x-ms-version": VERSION}, token=token)

    event = reader.cloud.activity_log.recent[-1]

    assert event.decision is not None
    assert "audience" == event.decision.link
    assert "https://vault.azure.net" == event.decision.found
    assert token not in str(event)
