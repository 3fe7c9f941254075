"""Refusals as they are printed."""

from __future__ import annotations

from aksess.cloud.services.keyvault import errors
from aksess.cloud.state.simulation import SimulationSettings
from tests.unit.cloud.services.keyvault.conftest import Bench


def test_each_kind_says_what_is_missing_in_its_own_name(bench: Bench) -> None:
    """Azure's texts, with the link to how it is recovered."""
    for noun in ("secret", "key", "certificate"):
        error = bench("GET", f"/{noun}s/none").json()["error"]
        assert f"{noun.title()}NotFound" == error["code"]
        assert (
            f"A {noun} with (name/id) none was not found in this key vault. If you recently deleted this {noun} you "
            "may be able to recover it using the correct recovery command. For help resolving this issue, please see "
            "https://go.microsoft.com/fwlink/?linkid=2125182"
        ) == error["message"]
        deleted = bench("GET", f"/deleted{noun}s/none").json()["error"]
        assert {"code": f"{noun.title()}NotFound", "message": f"Deleted {noun.title()} not found: none"} == deleted


def test_a_value_that_is_repeated_is_printable_and_short() -> None:
    """A log line stays a log line."""
    assert "a?b" == errors.shown("a\nb")
    assert 203 == len(errors.shown("x" * 1_000))


def test_a_throttled_request_is_told_to_wait(bench: Bench) -> None:
    """429 in Key Vault's words, with Retry-After."""
    bench.cloud.simulation.settings = SimulationSettings(throttle=1)
    first, second = bench("GET", "/secrets"), bench("GET", "/secrets")

    assert (200, 429, "Throttled") == (first.status, second.status, second.error)
    assert "1" == second.headers["retry-after"]


def test_an_operation_that_fails_in_us_is_a_501(bench: Bench) -> None:
    """In Key Vault's shape, which its clients read; a 500 would be repeated for half an hour."""
    vault = bench.cloud.inventory.named("Microsoft.KeyVault/vaults", "widemo-kv")
    assert vault is not None
    vault.properties["softDeleteRetentionInDays"] = "many"
    with bench.cloud.store.transaction():
        bench.cloud.inventory.put(vault)
    reply = bench("GET", "/secrets")

    assert (501, "AksessInternalError") == (reply.status, reply.error)
