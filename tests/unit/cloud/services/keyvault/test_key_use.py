"""What callers have a key do, and when it refuses."""

from __future__ import annotations

import hashlib

import pytest

from aksess.clock import FakeClock
from aksess.cloud.oidc.jws import base64url
from aksess.cloud.services.keyvault.key_use import UseBody
from tests.unit.cloud.services.keyvault.conftest import Bench

DIGEST = base64url(hashlib.sha256(b"data").digest())
SIGN = {"alg": "ES256", "value": DIGEST}


@pytest.fixture
def kid(bench: Bench) -> str:
    """A key on a curve; its id."""
    return str(bench.ok("POST", "/keys/k/create", {"kty": "EC"})["key"]["kid"])


def test_a_signature_is_verified_by_its_key(bench: Bench, kid: str) -> None:
    """By version, by name, and with the empty version that clients send."""
    path = kid.removeprefix("https://widemo-kv.vault.azure.net")
    signed = bench.ok("POST", f"{path}/sign", SIGN)
    sent = {"alg": "ES256", "digest": DIGEST, "value": signed["value"]}

    assert kid == signed["kid"]
    assert bench.ok("POST", "/keys/k//verify", sent) == {"value": True}
    assert bench.ok("POST", "/keys/k/verify", {**sent, "value": DIGEST}) == {"value": False}


def test_what_was_wrapped_is_unwrapped(bench: Bench) -> None:
    """And encrypted, decrypted."""
    bench.ok("POST", "/keys/r/create", {"kty": "RSA"})
    for there, back in (("encrypt", "decrypt"), ("wrapkey", "unwrapkey")):
        for algorithm in ("RSA1_5", "RSA-OAEP", "RSA-OAEP-256"):
            cipher = bench.ok("POST", f"/keys/r/{there}", {"alg": algorithm, "value": "c2VjcmV0"})["value"]
            assert "c2VjcmV0" == bench.ok("POST", f"/keys/r/{back}", {"alg": algorithm, "value": cipher})["value"]


def test_a_disabled_key_does_nothing(bench: Bench, kid: str) -> None:
    """403 KeyDisabled."""
    bench.ok("PATCH", "/keys/k", {"attributes": {"enabled": False}})
    reply = bench("POST", "/keys/k/sign", SIGN)

    assert 403 == reply.status
    assert "KeyDisabled" == reply.json()["error"]["innererror"]["code"]


def test_a_key_does_only_what_it_was_made_for(bench: Bench) -> None:
    """403 KeyOperationForbidden, in Azure's words."""
    bench.ok("POST", "/keys/v/create", {"kty": "EC", "key_ops": ["verify"]})
    reply = bench("POST", "/keys/v/sign", SIGN)

    assert 403 == reply.status
    assert {
        "code": "Forbidden",
        "message": "Operation sign is not permitted on this key.",
        "innererror": {"code": "KeyOperationForbidden"},
    } == reply.json()["error"]


@pytest.mark.parametrize(
    ("times", "code"), [({"exp": 1_760_000_000}, "KeyExpired"), ({"nbf": 1_760_000_001}, "KeyNotYetValid")]
)
def test_out_of_its_time_a_key_makes_nothing_new(bench: Bench, kid: str, times: dict[str, int], code: str) -> None:
    """It verifies all the same: what it signed stays good."""
    signature = bench.ok("POST", "/keys/k/sign", SIGN)["value"]
    bench.ok("PATCH", "/keys/k", {"attributes": times})
    reply = bench("POST", "/keys/k/sign", SIGN)

    assert (403, code) == (reply.status, reply.json()["error"]["innererror"]["code"])
    assert bench.ok("POST", "/keys/k/verify", {"alg": "ES256", "digest": DIGEST, "value": signature})["value"] is True


def test_a_key_expires_to_the_second(bench: Bench, kid: str, clock: FakeClock) -> None:
    """Until then it signs."""
    bench.ok("PATCH", "/keys/k", {"attributes": {"exp": 1_760_000_010}})
    clock.advance(9)
    assert 200 == bench("POST", "/keys/k/sign", SIGN).status
    clock.advance(1)

    assert 403 == bench("POST", "/keys/k/sign", SIGN).status


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"alg": "ES256"},
        {"alg": "ES256", "value": "!!"},
        {"alg": "ES256", "value": "AAAA"},
        {"alg": "none", "value": DIGEST},
        {"alg": "HS256", "value": DIGEST},
        {"alg": 5, "value": DIGEST},
    ],
)
def test_a_request_that_does_not_fit_is_a_400(bench: Bench, kid: str, sent: dict[str, object]) -> None:
    """BadParameter."""
    reply = bench("POST", "/keys/k/sign", sent)

    assert (400, "BadParameter") == (reply.status, reply.error)


def test_what_is_not_there_uses_nothing(bench: Bench, kid: str) -> None:
    """404 by name and by version."""
    assert "KeyNotFound" == bench("POST", "/keys/none/sign", SIGN).error
    assert "KeyNotFound" == bench("POST", f"/keys/k/{'0' * 32}/sign", SIGN).error


def test_what_is_to_be_encrypted_is_in_no_repr() -> None:
    """The algorithm alone."""
    assert "UseBody(alg='RSA-OAEP')" == repr(UseBody("RSA-OAEP", "hidden"))
