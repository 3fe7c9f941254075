"""Backups: opaque, whole, and of no use anywhere else."""

from __future__ import annotations

import base64

import pytest

from aksess.cloud.oidc.jws import from_base64url
from tests.unit.cloud.services.keyvault.conftest import Bench


@pytest.fixture
def blob(bench: Bench) -> str:
    """A secret of two versions, backed up."""
    bench.ok("PUT", "/secrets/s", {"value": "very-hidden-1", "tags": {"a": "b"}})
    bench.ok("PUT", "/secrets/s", {"value": "very-hidden-2"})
    return str(bench.ok("POST", "/secrets/s/backup")["value"])


def forget(bench: Bench) -> None:
    bench.ok("DELETE", "/secrets/s")
    assert 204 == bench("DELETE", "/deletedsecrets/s").status


def test_a_backup_shows_nothing(blob: str) -> None:
    """Neither in the text nor in its bytes."""
    assert b"very-hidden" not in from_base64url(blob)
    assert b"very-hidden" not in base64.b64encode(from_base64url(blob))


def test_a_restored_secret_is_the_one_that_was_backed_up(bench: Bench, blob: str) -> None:
    """Every version, under its id."""
    before = bench.ok("GET", "/secrets/s/versions")
    forget(bench)
    bench.ok("POST", "/secrets/restore", {"value": blob})

    assert before == bench.ok("GET", "/secrets/s/versions")
    assert "very-hidden-2" == bench.ok("GET", "/secrets/s")["value"]


def test_a_backup_goes_to_another_vault_of_the_subscription(bench: Bench, blob: str) -> None:
    """As on Azure."""
    bench.make()
    bench.ok("POST", "/secrets/restore", {"value": blob})

    assert "very-hidden-2" == bench.ok("GET", "/secrets/s")["value"]


def test_a_name_that_is_taken_is_not_overwritten(bench: Bench, blob: str) -> None:
    """409, while it is there and while it can be recovered."""
    there = bench("POST", "/secrets/restore", {"value": blob})
    bench.ok("DELETE", "/secrets/s")
    recoverable = bench("POST", "/secrets/restore", {"value": blob})

    assert (409, 409) == (there.status, recoverable.status)
    assert "ObjectIsDeletedButRecoverable" == recoverable.json()["error"]["innererror"]["code"]


def test_a_changed_backup_is_refused(bench: Bench, blob: str) -> None:
    """Any byte of it, and any blob that is none."""
    forget(bench)
    middle = len(blob) // 2
    changed = blob[:middle] + ("A" if blob[middle] != "A" else "B") + blob[middle + 1 :]

    for wrong in (changed, blob[:-8], "", "AAAA", "not base64!", "\u00e9"):
        reply = bench("POST", "/secrets/restore", {"value": wrong})
        assert (400, "BadParameter") == (reply.status, reply.error)
    assert 404 == bench("GET", "/secrets/s").status


def test_a_backup_of_a_secret_is_none_of_a_key(bench: Bench, blob: str) -> None:
    """The kind is sealed in."""
    forget(bench)

    assert 400 == bench("POST", "/keys/restore", {"value": blob}).status


def test_a_key_comes_back_with_its_rotation_policy(bench: Bench) -> None:
    """What belongs to it is in the blob too."""
    bench.ok("POST", "/keys/k/create", {"kty": "EC"})
    policy = bench.ok("PUT", "/keys/k/rotationpolicy", {"attributes": {"expiryTime": "P90D"}})
    blob = bench.ok("POST", "/keys/k/backup")["value"]
    bench.ok("DELETE", "/keys/k")
    bench("DELETE", "/deletedkeys/k")
    bench.ok("POST", "/keys/k/create", {"kty": "EC"})
    assert {} == bench.ok("GET", "/keys/k/rotationpolicy")["attributes"]
    bench.ok("DELETE", "/keys/k")
    bench("DELETE", "/deletedkeys/k")
    bench.ok("POST", "/keys/restore", {"value": blob})

    assert policy == bench.ok("GET", "/keys/k/rotationpolicy")
