"""How an object is found by what the path says."""

from __future__ import annotations

import pytest

from aksess.cloud.services.keyvault.certificates import CERTIFICATES
from aksess.cloud.services.keyvault.keys import KEYS
from aksess.cloud.services.keyvault.secrets import SECRETS
from aksess.cloud.services.keyvault.vaults import read_vault
from tests.unit.cloud.services.keyvault.conftest import Bench
from tests.vaults import put_vault


def test_an_identifier_is_vault_kind_name_and_version(bench: Bench) -> None:
    """As every client takes it apart."""
    vault = read_vault(put_vault(bench.cloud), bench.cloud.settings.tenant)
    base = "https://widemo-kv.vault.azure.net"

    assert f"{base}/secrets/s/1" == SECRETS.identifier(vault, "s", "1")
    assert f"{base}/keys/k" == KEYS.identifier(vault, "k")
    assert f"{base}/certificates/c" == CERTIFICATES.identifier(vault, "c")


def test_a_version_is_found_in_any_case(bench: Bench) -> None:
    """It is 32 hexadecimal digits."""
    version = bench.ok("PUT", "/secrets/s", {"value": "x"})["id"][-32:]

    assert 200 == bench("GET", f"/secrets/s/{version.upper()}").status


@pytest.mark.parametrize("version", ["0" * 32, "latest", "..", "a%2Fb", "%00", "x" * 5_000])
def test_a_version_that_is_none_is_a_404(bench: Bench, version: str) -> None:
    """Whatever it looks like."""
    bench.ok("PUT", "/secrets/s", {"value": "x"})

    assert 404 == bench("GET", f"/secrets/s/{version}").status
