"""What providers publish is read strictly."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from aksess.cloud.oidc import jws
from aksess.cloud.oidc.discovery_documents import MOST_KEYS, Discovery, KeySet, Unusable, read_discovery, read_keys
from aksess.cloud.oidc.signing_keys import make_pem, public_jwk

ISSUER = {"issuer": "https://oidc.test/", "jwks_uri": "https://oidc.test/keys"}
JWK = public_jwk(make_pem(), "one")


def keys(*found: Any) -> KeySet | Unusable:
    return read_keys(json.dumps({"keys": list(found)}).encode())


def ids(*found: Any) -> list[str]:
    read = keys(*found)
    assert isinstance(read, KeySet)
    return sorted(read.of_id)


def test_the_document_that_an_aks_issuer_serves_is_enough() -> None:
    document = {**ISSUER, "response_types_supported": ["id_token"], "subject_types_supported": ["public"]}

    assert read_discovery(json.dumps(document).encode()) == Discovery(**ISSUER, subject_types_supported=["public"])


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"issuer":1,"jwks_uri":"x"}',
        b'{"issuer":"x"}',
        b"\xff",
        b"[" * 100_000,
        json.dumps({**ISSUER, "authorization_endpoint": ""}).encode(),
        json.dumps({**ISSUER, "subject_types_supported": []}).encode(),
    ],
)
def test_a_document_that_entra_refuses_is_unusable(raw: bytes) -> None:
    """An empty authorization endpoint, or no subject types, among others."""
    assert isinstance(read_discovery(raw), Unusable)


def test_a_key_is_found_by_its_id() -> None:
    assert ids(JWK) == ["one"]


def test_a_key_is_found_by_its_thumbprint_too() -> None:
    assert ids({**JWK, "x5t": "print"}) == ["one", "print"]


@pytest.mark.parametrize(
    "changed",
    [
        {"kty": "EC"},
        {"kty": None},
        {"use": "enc"},
        {"alg": "RS512"},
        {"alg": "HS256"},
        {"n": 7},
        {"n": "AQAB"},
        {"n": "!!"},
        {"e": ""},
        {"e": "AA"},
        {"e": "_" * 400},
        {"kid": ["one"]},
        {"kid": None},
    ],
)
def test_a_key_that_cannot_verify_rs256_is_passed_over(changed: dict[str, Any]) -> None:
    assert ids({**JWK, **changed}) == []


def test_a_weak_key_is_passed_over() -> None:
    numbers = rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key().public_numbers()
    weak = public_jwk(make_pem(), "weak")
    weak["n"] = jws.base64url(numbers.n.to_bytes(128, "big"))

    assert ids(weak, JWK) == ["one"]


def test_only_the_first_hundred_keys_are_kept() -> None:
    found = ids(*({**JWK, "kid": str(number)} for number in range(MOST_KEYS + 1)))

    assert len(found) == MOST_KEYS
    assert str(MOST_KEYS) not in found


def test_two_keys_of_one_id_are_both_kept() -> None:
    read = keys(JWK, {**public_jwk(make_pem(), "one")})

    assert isinstance(read, KeySet)
    assert len(read.of_id["one"]) == 2


@pytest.mark.parametrize(
    "raw", [b"", b"no json", b"[]", b"null", b"{}", b'{"keys":{}}', b'{"keys":[1]}', b"[" * 100_000]
)
def test_what_is_no_key_set_is_unusable(raw: bytes) -> None:
    assert isinstance(read_keys(raw), Unusable)
