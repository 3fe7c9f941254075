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


def test_a_version_that_is_not_there_is_a_404(bench: Bench) -> None:
    """It looks like one."""
    bench.ok("PUT", "/secrets/s", {"value": "x"})

    assert (404, "SecretNotFound") == ((reply := bench("GET", f"/secrets/s/{'0' * 32}")).status, reply.error)


@pytest.mark.parametrize("version", ["latest", "..", "a%2Fb", "%00", "x" * 5_000, "0" * 31, "0" * 33, "g" * 32])
def test_what_cannot_be_a_version_is_taken_for_an_operation(bench: Bench, version: str) -> None:
    """As Azure takes it: the path ends in something that a GET cannot do."""
    bench.ok("PUT", "/secrets/s", {"value": "x"})
    reply = bench("GET", f"/secrets/s/{version}")

    assert (400, "BadParameter") == (reply.status, reply.error)
    assert reply.json()["error"]["message"].startswith("Method GET does not allow operation '")
