"""What every kind of object goes through: deleted, recovered, purged, and forgotten by itself in the end."""

from __future__ import annotations

from typing import Any

import pytest

from aksess.clock import FakeClock
from tests.unit.cloud.services.keyvault.conftest import ADMIN, Bench
from tests.vaults import grant

DAY = 86_400
MAKE: dict[str, tuple[str, str, dict[str, Any]]] = {
    "secret": ("PUT", "/secrets/x", {"value": "v"}),
    "key": ("POST", "/keys/x/create", {"kty": "EC"}),
}


@pytest.fixture(params=list(MAKE))
def noun(request: pytest.FixtureRequest, bench: Bench) -> str:
    """One of each kind is there."""
    bench.ok(*MAKE[request.param])
    return str(request.param)


def make(bench: Bench, noun: str) -> int:
    method, path, content = MAKE[noun]
    return bench(method, path, content).status


def test_a_deleted_object_says_until_when_it_can_be_recovered(bench: Bench, noun: str) -> None:
    """By the vault's retention."""
    bench.change(softDeleteRetentionInDays=7)
    now = int(bench.cloud.clock.now())
    deleted = bench.ok("DELETE", f"/{noun}s/x")

    assert (f"https://widemo-kv.vault.azure.net/deleted{noun}s/x", now, now + 7 * DAY) == (
        deleted["recoveryId"],
        deleted["deletedDate"],
        deleted["scheduledPurgeDate"],
    )
    assert "CustomizedRecoverable+Purgeable" == deleted["attributes"]["recoveryLevel"]
    assert deleted == bench.ok("GET", f"/deleted{noun}s/x")
    assert "value" not in deleted


def test_the_name_of_a_deleted_object_is_taken(bench: Bench, noun: str) -> None:
    """409 ObjectIsDeletedButRecoverable, in Azure's words."""
    bench.ok("DELETE", f"/{noun}s/x")
    method, path, content = MAKE[noun]
    reply = bench(method, path, content)

    assert 409 == reply.status
    assert {
        "code": "Conflict",
        "message": f"{noun.title()} x is currently in a deleted but recoverable state, and its name cannot be reused; "
        f"in this state, the {noun} can only be recovered or purged.",
        "innererror": {"code": "ObjectIsDeletedButRecoverable"},
    } == reply.json()["error"]


def test_a_recovered_object_is_the_same_one(bench: Bench, noun: str) -> None:
    """With all its versions."""
    make(bench, noun)
    before = bench.ok("GET", f"/{noun}s/x/versions")
    bench.ok("DELETE", f"/{noun}s/x")
    bench.ok("POST", f"/deleted{noun}s/x/recover")

    assert before == bench.ok("GET", f"/{noun}s/x/versions")
    assert 404 == bench("GET", f"/deleted{noun}s/x").status


def test_a_purged_object_frees_its_name(bench: Bench, noun: str) -> None:
    """204, and nothing of it is seen in the next of its name."""
    bench.ok("DELETE", f"/{noun}s/x")
    purged = bench("DELETE", f"/deleted{noun}s/x")
    again = make(bench, noun)

    assert (204, b"", 200) == (purged.status, purged.body, again)
    assert 1 == len(bench.ok("GET", f"/{noun}s/x/versions")["value"])


def test_a_protected_vault_purges_nothing(bench: Bench, noun: str) -> None:
    """The object stays recoverable."""
    bench.change(enablePurgeProtection=True)
    bench.ok("DELETE", f"/{noun}s/x")
    reply = bench("DELETE", f"/deleted{noun}s/x")

    assert (403, "Forbidden") == (reply.status, reply.error)
    assert "purge protection is enabled" in reply.json()["error"]["message"]
    assert "Recoverable" == bench.ok("POST", f"/deleted{noun}s/x/recover")["attributes"]["recoveryLevel"]


def test_when_its_retention_ends_an_object_is_gone(bench: Bench, noun: str, clock: FakeClock) -> None:
    """To the second, and its name is free."""
    bench.ok("DELETE", f"/{noun}s/x")
    clock.advance(90 * DAY - 1)
    assert 200 == bench("GET", f"/deleted{noun}s/x").status
    clock.advance(1)

    assert 404 == bench("GET", f"/deleted{noun}s/x").status
    assert [] == bench.ok("GET", f"/deleted{noun}s")["value"]
    assert 404 == bench("POST", f"/deleted{noun}s/x/recover").status
    assert 200 == make(bench, noun)
    assert 1 == len(bench.ok("GET", f"/{noun}s/x/versions")["value"])


def test_a_vault_without_soft_delete_forgets_at_once(bench: Bench, noun: str) -> None:
    """An old vault."""
    bench.change(enableSoftDelete=False)
    deleted = bench.ok("DELETE", f"/{noun}s/x")

    assert "recoveryId" not in deleted
    assert ("Purgeable", 0) == (deleted["attributes"]["recoveryLevel"], deleted["attributes"]["recoverableDays"])
    assert 404 == bench("GET", f"/deleted{noun}s/x").status
    assert 200 == make(bench, noun)


def test_what_is_not_there_can_neither_be_deleted_nor_recovered(bench: Bench, noun: str) -> None:
    """404s that name the kind."""
    code = f"{noun.title()}NotFound"
    replies = [
        bench("DELETE", f"/{noun}s/none"),
        bench("GET", f"/deleted{noun}s/x"),
        bench("POST", f"/deleted{noun}s/x/recover"),
        bench("DELETE", f"/deleted{noun}s/x"),
    ]

    assert {(404, code)} == {(reply.status, reply.error) for reply in replies}


def test_what_is_not_there_has_no_versions(bench: Bench, noun: str) -> None:
    """An empty list, which Azure's clients count; of a deleted object too."""
    bench.ok("DELETE", f"/{noun}s/x")

    for name in ("none", "x"):
        assert {"value": [], "nextLink": None} == bench.ok("GET", f"/{noun}s/{name}/versions")


def test_two_vaults_do_not_see_each_other(bench: Bench, noun: str) -> None:
    """Nor does a new vault of an old one's name."""
    grant(bench.cloud, ADMIN, "Key Vault Administrator", bench.make("other-kv"))

    assert 404 == bench("GET", f"/{noun}s/x", vault="other-kv").status
    assert [] == bench.ok("GET", f"/{noun}s", vault="other-kv")["value"]
    bench.make()
    assert 404 == bench("GET", f"/{noun}s/x").status
