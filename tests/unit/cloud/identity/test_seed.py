"""What is in a cloud that was just made."""

import hashlib
from pathlib import Path

from aksess.clock import FakeClock
from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.seed import GLOBAL_ADMINISTRATOR
from aksess.random_source import RandomSource
from aksess.testing.keys import Lender


def test_the_operator_is_somebody_with_a_secret(cloud: Cloud) -> None:
    settings = cloud.settings
    principal = cloud.directory.by_client_id(settings.operator_client_id)
    application = cloud.directory.application_of(settings.operator_client_id)

    assert principal is not None
    assert application is not None
    assert (settings.operator_object_id, application.object_id) == (principal.object_id, principal.application_id)
    assert [hashlib.sha256(settings.operator_secret.encode()).hexdigest()] == [
        each.sha256 for each in application.secrets
    ]


def test_the_operator_is_a_global_administrator(cloud: Cloud) -> None:
    principal = cloud.directory.get(cloud.settings.operator_object_id)

    assert principal is not None
    assert principal.attributes["directoryRoles"] == [GLOBAL_ADMINISTRATOR]


def test_what_was_seeded_is_seeded_once(
    tmp_path: Path, clock: FakeClock, random_source: RandomSource, lender: Lender
) -> None:
    """Who deletes the operator has deleted it: a restart does not bring it back."""
    key_pool = lender.key_pool()
    first = Cloud(clock, random_source, key_pool, tmp_path)
    with first.store.transaction():
        first.directory.delete(first.settings.operator_object_id)
    first.close()
    second = Cloud(clock, random_source, key_pool, tmp_path)
    gone = second.directory.get(second.settings.operator_object_id)
    second.close()
    key_pool.close()

    assert gone is None
