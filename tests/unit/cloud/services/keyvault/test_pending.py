"""Certificates in the making."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from aksess.cloud.services.keyvault.issuance import Moment, self_signed
from aksess.cloud.services.keyvault.jwk import generate
from tests.unit.cloud.services.keyvault.conftest import Bench

PATH = "/certificates/c/pending"


def policy(issuer: str = "Self", **parts: Any) -> dict[str, Any]:
    return {
        "policy": {"issuer": {"name": issuer}, "key_props": {"kty": "EC"}, "x509_props": {"subject": "CN=a"}, **parts}
    }


def signed(csr: str) -> str:
    """A certificate for the key of a request, as an authority would give it."""
    key = generate("P-256", 0)
    theirs = self_signed(
        key, {"subject": "CN=ca", "ekus": [], "key_usage": [], "validity_months": 1}, Moment(1_760_000_000, 5)
    )
    request = x509.load_der_x509_csr(base64.b64decode(csr))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(request.subject)
        .issuer_name(theirs.subject)
        .public_key(request.public_key())
        .serial_number(6)
        .not_valid_before(theirs.not_valid_before_utc)
        .not_valid_after(theirs.not_valid_after_utc)
        .sign(key, theirs.signature_hash_algorithm)  # type: ignore[arg-type]
    )
    return base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()


def test_a_create_is_accepted_and_then_completed(bench: Bench) -> None:
    """202 with a request in progress; whoever asks next finds it done, without waiting."""
    reply = bench("POST", "/certificates/c/create", policy())
    started, then = reply.json(), bench.ok("GET", PATH)
    base = "https://widemo-kv.vault.azure.net"

    assert 202 == reply.status
    assert f"{base}{PATH}?api-version=7.6&request_id={started['request_id']}" == reply.headers["location"]
    assert {
        "id": f"{base}{PATH}",
        "issuer": {"name": "Self"},
        "csr": started["csr"],
        "cancellation_requested": False,
        "status": "inProgress",
        "status_details": "Pending certificate created. Certificate request is in progress. This may take some time "
        "based on the issuer provider. Please check again later.",
        "request_id": started["request_id"],
    } == started
    assert ("completed", f"{base}/certificates/c") == (then["status"], then["target"])
    assert x509.load_der_x509_csr(base64.b64decode(started["csr"])).is_signature_valid


def test_a_key_is_used_again_where_the_policy_says_so(bench: Bench) -> None:
    """And another one is made where it does not."""
    keys = []
    for reuse in (True, True, False):
        bench("POST", "/certificates/c/create", policy(key_props={"kty": "EC", "reuse_key": reuse}))
        keys.append(bench.ok("GET", "/keys/c")["key"]["x"])

    assert keys[0] == keys[1] != keys[2]


def test_what_somebody_outside_signs_waits_for_the_merge(bench: Bench) -> None:
    """There by name, with nothing in it; in no list; then complete."""
    started = bench("POST", "/certificates/c/create", policy("Unknown")).json()
    waiting = bench.ok("GET", "/certificates/c")
    assert not {"cer", "sid", "kid"} & set(waiting)
    assert waiting["attributes"]["enabled"] is False
    assert [] == bench.ok("GET", "/certificates")["value"]
    assert 1 == len(bench.ok("GET", "/certificates?includePending=true")["value"])
    assert 404 == bench("GET", "/secrets/c").status

    certificate = signed(started["csr"])
    merged = bench("POST", f"{PATH}/merge", {"x5c": [certificate], "tags": {"a": "b"}})
    assert (201, certificate, {"a": "b"}) == (merged.status, merged.json()["cer"], merged.json()["tags"])
    assert merged.json() == bench.ok("GET", "/certificates/c")
    assert "completed" == bench.ok("GET", PATH)["status"]
    assert 403 == bench("POST", f"{PATH}/merge", {"x5c": [certificate]}).status


def test_a_certificate_for_another_key_is_not_merged(bench: Bench) -> None:
    """Nor is what is none."""
    bench("POST", "/certificates/c/create", policy("Unknown"))
    other = bench("POST", "/certificates/d/create", policy("Unknown")).json()["csr"]

    for wrong in ([signed(other)], [], ["AAAA"], ["!"]):
        assert 400 == bench("POST", f"{PATH}/merge", {"x5c": wrong}).status
    assert "inProgress" == bench.ok("GET", PATH)["status"]


def test_a_request_can_be_cancelled_and_forgotten(bench: Bench) -> None:
    """One that is completed only forgotten."""
    bench("POST", "/certificates/c/create", policy("Unknown"))
    assert "cancelled" == bench.ok("PATCH", PATH, {"cancellation_requested": True})["status"]
    bench.ok("DELETE", PATH)
    assert "PendingCertificateNotFound" == bench("GET", PATH).error
    bench("POST", "/certificates/d/create", policy())

    assert 403 == bench("PATCH", "/certificates/d/pending", {"cancellation_requested": True}).status
    assert 200 == bench("DELETE", "/certificates/d/pending").status
    assert 200 == bench("GET", "/certificates/d").status


def test_an_authority_that_cannot_be_reached_is_named(bench: Bench) -> None:
    """501, not a request that waits for ever."""
    reply = bench("POST", "/certificates/c/create", policy("DigiCert"))

    assert 501 == reply.status
    assert "DigiCert" in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    "sent", [{}, policy(x509_props={"subject": "shop"}), policy(x509_props={"subject": "CN=a", "ekus": ["x"]})]
)
def test_a_policy_of_which_nothing_can_be_made_is_refused(bench: Bench, sent: dict[str, Any]) -> None:
    """BadParameter, and nothing is there."""
    assert 400 == bench("POST", "/certificates/c/create", sent).status
    assert 404 == bench("GET", "/certificates/c").status
