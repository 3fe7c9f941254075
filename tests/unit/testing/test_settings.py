"""Tenants lent to the clouds of tests."""

from aksess.chance import SeededChance
from aksess.testing import LocalAzure, ServerThread
from aksess.testing.settings import SettingsLender


def test_two_open_clouds_are_never_the_same_tenant() -> None:
    lender, chance = SettingsLender(), SeededChance()

    assert lender.lend(chance).tenant != lender.lend(chance).tenant


def test_clouds_one_after_the_other_are_the_same_tenant(aksess_server: ServerThread) -> None:
    """What an SDK of this process remembers of a vault's tenant is still true in the next test."""
    tenants = set()
    for _ in range(2):
        with LocalAzure(aksess_server) as azure:
            tenants.add(azure.settings.tenant)

    assert 1 == len(tenants)
