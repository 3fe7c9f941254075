"""Whom a vault tells about its certificates."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.cloud.services.keyvault.conftest import Bench

PATH = "/certificates/contacts"


def test_a_vault_without_contacts_says_so(bench: Bench) -> None:
    """404, which Terraform reads as none."""
    assert (404, "ContactsNotFound") == (bench("GET", PATH).status, bench("GET", PATH).error)
    assert 404 == bench("DELETE", PATH).status


def test_contacts_are_put_in_place_of_those_before(bench: Bench) -> None:
    """Shown, and forgotten."""
    bench.ok("PUT", PATH, {"contacts": [{"email": "a@example.org"}]})
    sent = {"contacts": [{"email": "b@example.org", "name": "B", "phone": "1"}]}
    shown = {"id": "https://widemo-kv.vault.azure.net/certificates/contacts", **sent}

    assert shown == bench.ok("PUT", PATH, sent)
    assert shown == bench.ok("GET", PATH)
    assert shown == bench.ok("DELETE", PATH)
    assert 404 == bench("GET", PATH).status


@pytest.mark.parametrize("sent", [{}, {"contacts": []}, {"contacts": [{"name": "A"}]}, {"contacts": [5]}])
def test_a_contact_has_an_address(bench: Bench, sent: Any) -> None:
    """BadParameter."""
    assert (400, "BadParameter") == (bench("PUT", PATH, sent).status, bench("PUT", PATH, sent).error)
