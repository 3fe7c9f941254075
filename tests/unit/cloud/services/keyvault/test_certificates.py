"""Certificates, with the key and the secret of the same name."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography import x509

from aksess.cloud.services.keyvault.certificates import ImportBody
from aksess.cloud.services.keyvault.issuance import Moment, self_signed
from aksess.cloud.services.keyvault.jwk import generate, to_pem
from aksess.cloud.services.keyvault.material import Material
from tests.unit.cloud.services.keyvault.conftest import Bench

POLICY: dict[str, Any] = {
    "issuer": {"name": "Self"},
    "key_props": {"kty": "EC"},
    "x509_props": {"subject": "CN=a", "validity_months": 6},
}


@pytest.fixture
def made(bench: Bench) -> Any:
    """A certificate that signed itself."""
    assert 202 == bench("POST", "/certificates/c/create", {"policy": POLICY, "tags": {"a": "b"}}).status
    return bench.ok("GET", "/certificates/c/")


def test_a_certificate_shows_where_its_key_and_secret_are(bench: Bench, made: Any) -> None:
    """Under one version, with the certificate's own dates."""
    version = made["id"][-32:]
    base = "https://widemo-kv.vault.azure.net"
    certificate = x509.load_der_x509_certificate(base64.b64decode(made["cer"]))

    assert (f"{base}/keys/c/{version}", f"{base}/secrets/c/{version}") == (made["kid"], made["sid"])
    assert {"a": "b"} == made["tags"]
    assert certificate.not_valid_after_utc.timestamp() == made["attributes"]["exp"]
    assert certificate.not_valid_before_utc.timestamp() == made["attributes"]["nbf"]
    assert f"{base}/certificates/c/policy" == made["policy"]["id"]
    assert made == bench.ok("GET", f"/certificates/c/{version}")


def test_its_key_and_secret_are_managed(bench: Bench, made: Any) -> None:
    """Shown as such, with the key's id at the secret."""
    secret, key = bench.ok("GET", "/secrets/c"), bench.ok("GET", "/keys/c")

    assert (True, True) == (secret["managed"], key["managed"])
    assert (made["kid"], made["kid"]) == (secret["kid"], key["key"]["kid"])
    assert "application/x-pkcs12" == secret["contentType"]
    assert bench.ok("GET", "/secrets")["value"][0]["managed"] is True


@pytest.mark.parametrize(
    ("method", "path", "content"),
    [
        ("DELETE", "/secrets/c", None),
        ("DELETE", "/keys/c", None),
        ("PUT", "/secrets/c", {"value": "x"}),
        ("PATCH", "/secrets/c", {"attributes": {"enabled": False}}),
        ("POST", "/keys/c/create", {"kty": "EC"}),
        ("POST", "/keys/c/rotate", None),
        ("PATCH", "/keys/c", {"tags": {}}),
        ("PUT", "/keys/c/rotationpolicy", {}),
        ("POST", "/secrets/c/backup", None),
        ("POST", "/keys/c/backup", None),
    ],
)
def test_what_is_managed_is_changed_through_its_certificate(
    bench: Bench, made: Any, method: str, path: str, content: Any
) -> None:
    """403, with the name of the certificate."""
    reply = bench(method, path, content)

    assert (403, "Forbidden") == (reply.status, reply.error)
    assert "managed by the certificate" in reply.json()["error"]["message"]


def test_they_live_and_die_together(bench: Bench, made: Any) -> None:
    """Deleted, recovered and purged, three at once."""
    bench.ok("DELETE", "/certificates/c")
    paths = ("/certificates/c", "/keys/c", "/secrets/c")
    assert [404, 404, 404] == [bench("GET", path).status for path in paths]
    assert [200, 200, 200] == [bench("GET", path.replace("/", "/deleted", 1)).status for path in paths]
    assert 403 == bench("POST", "/deletedsecrets/c/recover").status
    assert 403 == bench("DELETE", "/deletedkeys/c").status
    assert 409 == bench("POST", "/certificates/c/create", {"policy": POLICY}).status

    assert made == bench.ok("POST", "/deletedcertificates/c/recover")
    assert [200, 200, 200] == [bench("GET", path).status for path in paths]
    bench.ok("DELETE", "/certificates/c")
    assert 204 == bench("DELETE", "/deletedcertificates/c").status
    assert [404, 404, 404] == [bench("GET", path.replace("/", "/deleted", 1)).status for path in paths]
    assert 404 == bench("GET", "/certificates/c/policy").status


def test_a_name_of_a_plain_key_or_secret_is_taken(bench: Bench) -> None:
    """409, there and deleted."""
    bench.ok("PUT", "/secrets/c", {"value": "x"})
    there = bench("POST", "/certificates/c/create", {"policy": POLICY})
    bench.ok("DELETE", "/secrets/c")
    deleted = bench("POST", "/certificates/c/create", {"policy": POLICY})

    assert (409, 409) == (there.status, deleted.status)
    assert 404 == bench("GET", "/certificates/c").status


def test_a_disabled_certificate_takes_its_secret_along(bench: Bench, made: Any) -> None:
    """The secret is refused; the certificate is still shown."""
    updated = bench.ok("PATCH", "/certificates/c", {"attributes": {"enabled": False}, "tags": {"c": "d"}})

    assert (False, {"c": "d"}) == (updated["attributes"]["enabled"], updated["tags"])
    assert "SecretDisabled" == bench("GET", "/secrets/c").json()["error"]["innererror"]["code"]
    assert 200 == bench("GET", "/certificates/c").status


def test_an_imported_certificate_is_kept_as_it_was_sent(bench: Bench) -> None:
    """Its policy tells what it is, and the next one can be made by it."""
    key = generate("P-384", 0)
    wanted = {"subject": "CN=mine", "ekus": [], "key_usage": ["digitalSignature"], "validity_months": 24}
    certificate = self_signed(key, wanted, Moment(1_760_000_000, 9))
    value = Material(key, certificate).secret("application/x-pem-file", exportable=True)
    made = bench.ok("POST", "/certificates/mine/import", {"value": value, "tags": {"a": "b"}})

    assert value == bench.ok("GET", "/secrets/mine")["value"]
    assert ("CN=mine", 24) == tuple(made["policy"]["x509_props"][name] for name in ("subject", "validity_months"))
    assert ("P-384", "Unknown") == (made["policy"]["key_props"]["crv"], made["policy"]["issuer"]["name"])
    assert "hidden" not in repr(ImportBody("hidden", "hidden"))


def test_an_import_may_keep_its_key_in(bench: Bench) -> None:
    """Not exportable: the secret has the certificate alone."""
    key = generate("P-256", 0)
    wanted = {"subject": "CN=mine", "ekus": [], "key_usage": [], "validity_months": 1}
    value = Material(key, self_signed(key, wanted, Moment(1_760_000_000, 9))).secret(
        "application/x-pem-file", exportable=True
    )
    sent = {"value": value, "policy": {"key_props": {"exportable": False}, "lifetime_actions": []}}
    made = bench.ok("POST", "/certificates/mine/import", sent)

    assert [] == made["policy"]["lifetime_actions"]
    assert "PRIVATE" not in bench.ok("GET", "/secrets/mine")["value"]
    assert 200 == bench("POST", "/keys/mine/sign", {"alg": "ES256", "value": "A" * 43}).status


@pytest.mark.parametrize("value", ["", "AAAA", to_pem(generate("P-256", 0)), None])
def test_an_import_of_something_else_is_refused(bench: Bench, value: str | None) -> None:
    """BadParameter, and nothing is there."""
    reply = bench("POST", "/certificates/mine/import", {"value": value})

    assert (400, "BadParameter") == (reply.status, reply.error)
    assert 404 == bench("GET", "/certificates/mine").status


def test_a_policy_is_read_and_changed(bench: Bench, made: Any) -> None:
    """Part by part."""
    changed = bench.ok("PATCH", "/certificates/c/policy", {"x509_props": {"subject": "CN=b"}})

    assert ("CN=b", "EC") == (changed["x509_props"]["subject"], changed["key_props"]["kty"])
    assert changed == bench.ok("GET", "/certificates/c/policy")
    assert 404 == bench("GET", "/certificates/none/policy").status
    assert 404 == bench("PATCH", "/certificates/none/policy", {}).status
    assert 400 == bench("PATCH", "/certificates/c", {"policy": {"key_props": {"kty": "oct"}}}).status


def test_a_second_certificate_of_a_name_is_another_version(bench: Bench, made: Any) -> None:
    """The first is still there, with its key and its secret."""
    bench("POST", "/certificates/c/create", {})
    version = made["id"][-32:]

    assert made["id"] != bench.ok("GET", "/certificates/c")["id"]
    assert made["cer"] == bench.ok("GET", f"/certificates/c/{version}")["cer"]
    assert 200 == bench("GET", f"/secrets/c/{version}").status
    assert 2 == len(bench.ok("GET", "/certificates/c/versions")["value"])


def test_a_backup_brings_all_three_back(bench: Bench, made: Any) -> None:
    """With the policy."""
    before = bench.ok("GET", "/secrets/c")
    blob = bench.ok("POST", "/certificates/c/backup")["value"]
    bench.ok("DELETE", "/certificates/c")
    bench("DELETE", "/deletedcertificates/c")

    assert made == bench.ok("POST", "/certificates/restore", {"value": blob})
    assert before == bench.ok("GET", "/secrets/c")
