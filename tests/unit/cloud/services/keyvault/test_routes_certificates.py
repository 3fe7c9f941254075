"""The paths of certificates."""

from __future__ import annotations

from tests.unit.cloud.services.keyvault.conftest import STRANGER, Bench
from tests.vaults import grant, vault_id


def test_contacts_and_issuers_are_no_certificates(bench: Bench) -> None:
    """Their paths look like names."""
    assert "ContactsNotFound" == bench("GET", "/certificates/contacts").error
    assert [] == bench.ok("GET", "/certificates/issuers")["value"]


def test_a_grant_at_one_certificate_is_for_that_one(bench: Bench) -> None:
    """Its policy and its pending request too; the secret behind it is another object."""
    grant(bench.cloud, STRANGER, "Key Vault Certificates Officer", f"{vault_id(bench.cloud)}/certificates/c")
    found = ("/certificates/c", "/certificates/c/policy", "/certificates/c/pending", "/certificates/c/versions")
    others = ("/certificates/d", "/certificates", "/certificates/contacts", "/certificates/issuers", "/secrets/c")

    assert [404, 404, 404, 200] == [bench("GET", path, who=STRANGER).status for path in found]
    assert {403} == {bench("GET", path, who=STRANGER).status for path in others}
