"""The authorities that a vault is told of."""

from __future__ import annotations

from aksess.cloud.services.keyvault.certificate_issuers import Credentials
from tests.unit.cloud.services.keyvault.conftest import Bench

PATH = "/certificates/issuers/ca"
SENT = {
    "provider": "DigiCert",
    "credentials": {"account_id": "me", "pwd": "very-hidden"},
    "org_details": {"id": "o", "admin_details": [{"email": "a@example.org"}]},
}


def test_an_issuer_is_kept_without_its_password(bench: Bench) -> None:
    """Shown as it was set, but for that."""
    made, now = bench("PUT", PATH, SENT), int(bench.cloud.clock.now())

    assert {
        "id": "https://widemo-kv.vault.azure.net/certificates/issuers/ca",
        "provider": "DigiCert",
        "credentials": {"account_id": "me"},
        "org_details": SENT["org_details"],
        "attributes": {"enabled": True, "created": now, "updated": now},
    } == made.json()
    assert made.json() == bench.ok("GET", PATH)
    assert "very-hidden" not in repr(Credentials("me", "very-hidden"))


def test_an_update_changes_what_it_names(bench: Bench) -> None:
    """The rest stays."""
    bench.ok("PUT", PATH, SENT)
    updated = bench.ok("PATCH", PATH, {"credentials": {"account_id": "you"}, "attributes": {"enabled": False}})

    assert ("DigiCert", "you", False) == (
        updated["provider"],
        updated["credentials"]["account_id"],
        updated["attributes"]["enabled"],
    )
    assert SENT["org_details"] == updated["org_details"]


def test_issuers_are_listed_and_forgotten(bench: Bench) -> None:
    """In pages like everything else; those of another vault are not shown."""
    for number in range(26):
        bench.ok("PUT", f"/certificates/issuers/ca{number:02}", {"provider": "Test"})
    first = bench.ok("GET", "/certificates/issuers")

    assert 25 == len(first["value"])
    assert {"id", "provider"} == set(first["value"][0])
    bench.ok("DELETE", "/certificates/issuers/ca00")
    assert (404, "CertificateIssuerNotFound") == (
        bench("GET", "/certificates/issuers/ca00").status,
        bench("DELETE", "/certificates/issuers/ca00").error,
    )
    bench.make()
    assert [] == bench.ok("GET", "/certificates/issuers")["value"]


def test_an_issuer_that_cannot_be_is_refused(bench: Bench) -> None:
    """No provider, no name."""
    assert 400 == bench("PUT", PATH, {}).status
    assert 400 == bench("PUT", "/certificates/issuers/a_b", SENT).status
