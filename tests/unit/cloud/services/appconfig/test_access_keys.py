from __future__ import annotations

import base64

import pytest

from tests.unit.cloud.services.appconfig.conftest import Conf


def refused(conf: Conf, headers: dict[str, str], method: str = "GET", path: str = "/kv", body: bytes = b"") -> str:
    """What the challenge says is wrong."""
    reply = conf.bare(method, path, headers, body=body)
    assert 401 == reply.status
    return reply.headers["www-authenticate"].partition('error_description="')[2].partition('"')[0]


def test_a_signed_request_is_let_in(conf: Conf) -> None:
    assert 200 == conf.bare("GET", "/kv", conf.signed("GET", "/kv", b"")).status


def test_a_read_only_key_does_not_write(conf: Conf) -> None:
    conf.put("a")
    for method, path, body in (("PUT", "/kv/a", b"{}"), ("DELETE", "/kv/a", b""), ("PUT", "/locks/a", b"")):
        assert 403 == conf.bare(method, path, conf.signed(method, path, body, key=1), body=body).status

    assert 200 == conf.bare("GET", "/kv/a", conf.signed("GET", "/kv/a", b"", key=1)).status


@pytest.mark.parametrize(
    ("method", "path"), [("HEAD", "/kv"), ("GET", "/keys"), ("GET", "/kv?key=a"), ("GET", "/kv?api-version=1.0")]
)
def test_a_signature_is_for_one_method_path_and_query(conf: Conf, method: str, path: str) -> None:
    assert "Invalid Signature" == refused(conf, conf.signed("GET", "/kv", b""), method, path)


def test_the_path_is_signed_as_it_is_sent(conf: Conf) -> None:
    """``a%2Fb`` and ``a/b`` are two texts, though one key."""
    conf.put("a/b")

    assert 200 == conf.bare("GET", "/kv/a%2Fb", conf.signed("GET", "/kv/a%2Fb", b"")).status
    assert "Invalid Signature" == refused(conf, conf.signed("GET", "/kv/a%2Fb", b""), path="/kv/a/b")


def test_the_body_is_the_one_whose_hash_was_signed(conf: Conf) -> None:
    headers = conf.signed("PUT", "/kv/a", b'{"value": "1"}')

    assert "Invalid Signature" == refused(conf, headers, "PUT", "/kv/a", b'{"value": "2"}')
    assert 404 == conf("GET", "/kv/a").status


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("authorization", "HMAC-SHA256 Credential=id0", "[SignedHeaders][Signature] is required"),
        (
            "authorization",
            "HMAC-SHA256 Credential=nobody&SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=x",
            "Invalid Credential",
        ),
        (
            "authorization",
            "HMAC-SHA256 Credential=id0&SignedHeaders=x-ms-date;host&Signature=x",
            "x-ms-content-sha256 is required as a signed header",
        ),
        (
            "authorization",
            "HMAC-SHA256 Credential=id0&SignedHeaders=host;x-ms-content-sha256&Signature=x",
            "x-ms-date is required as a signed header",
        ),
        (
            "authorization",
            'HMAC-SHA256 Credential=id0&SignedHeaders=x-ms-date;host;x-ms-content-sha256;x-"y&Signature=x',
            "Signed request header 'x-y' is not provided",
        ),
        ("x-ms-date", "yesterday", "Invalid access token date"),
        ("x-ms-date", "Mon, 01 Jan 2024 00:00:00 GMT", "The access token has expired"),
        ("x-ms-content-sha256", base64.b64encode(b"0" * 32).decode(), "Invalid Signature"),
    ],
)
def test_what_is_wrong_is_told(conf: Conf, name: str, value: str, why: str) -> None:
    assert why == refused(conf, conf.signed("GET", "/kv", b"") | {name: value})


def test_a_signature_is_good_for_fifteen_minutes(conf: Conf) -> None:
    headers = conf.signed("GET", "/kv", b"")
    conf.wait(15 * 60)
    assert 200 == conf.bare("GET", "/kv", headers).status
    conf.wait(1)

    assert "The access token has expired" == refused(conf, headers)


def test_a_store_may_refuse_keys_altogether(conf: Conf) -> None:
    """Its keys are gone then, as far as a caller can tell."""
    conf.change(disableLocalAuth=True)

    assert "Invalid Credential" == refused(conf, conf.signed("GET", "/kv", b""))


def test_fields_may_be_parted_by_commas(conf: Conf) -> None:
    """As the documentation's own Java and Go examples do."""
    headers = conf.signed("GET", "/kv", b"")
    headers["authorization"] = headers["authorization"].replace("&", ", ")

    assert 200 == conf.bare("GET", "/kv", headers).status
