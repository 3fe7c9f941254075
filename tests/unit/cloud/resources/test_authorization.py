"""Verdicts on the role assignments of the inventory."""

from collections.abc import Iterator
from typing import cast

import pytest

from aksess.chain import Allowed, Denied
from aksess.clock import FakeClock
from aksess.cloud.cloud import Cloud
from aksess.cloud.resources.authorization import ASSIGNMENT_TYPE, DEFINITION_TYPE, Authorization
from aksess.cloud.resources.inventory import Inventory, Resource
from aksess.cloud.state.simulation import SimulationSettings
from aksess.cloud.state.store import Store

GROUP = "/subscriptions/s/resourceGroups/rg"
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/shop"
READ = "Microsoft.KeyVault/vaults/secrets/getSecret/action"
SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"
SOMEBODY = frozenset({"11111111-1111-4111-8111-111111111111"})


def grant(cloud: Cloud, role: str = SECRETS_USER, scope: str = GROUP) -> str:
    """Assign a role to SOMEBODY; gives the assignment's id."""
    assignment = f"{scope}/providers/{ASSIGNMENT_TYPE}/{cloud.random_source.uuid()}"
    properties = {
        "principalId": next(iter(SOMEBODY)),
        "roleDefinitionId": f"/subscriptions/s/providers/{DEFINITION_TYPE}/{role}",
        "scope": scope,
    }
    with cloud.store.transaction():
        cloud.inventory.put(
            Resource(assignment, "a", ASSIGNMENT_TYPE, properties=properties, created=cloud.clock.now())
        )
    return assignment


def verdict(cloud: Cloud, action: str = READ, scope: str = VAULT) -> Allowed | Denied:
    return cloud.authorization.decide(SOMEBODY, action, scope, data=True)


def test_a_grant_counts_at_once_and_until_it_is_gone(cloud: Cloud) -> None:
    """A remembered verdict is forgotten with the grant that it came from."""
    assert isinstance(verdict(cloud), Denied)
    assignment = grant(cloud)
    assert isinstance(verdict(cloud), Allowed)

    with cloud.store.transaction():
        cloud.inventory.delete(assignment)

    assert isinstance(verdict(cloud), Denied)


class Counted(Inventory):
    """Keeps the types whose resources were read."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.read: list[str] = []

    def of_type(self, kind: str, scope: str = "") -> Iterator[Resource]:
        self.read.append(kind)
        return super().of_type(kind, scope)


def test_grants_are_read_again_only_when_a_grant_or_a_role_changes(cloud: Cloud) -> None:
    """A write of anything else, a container of an upload for example, costs no reading of every role assignment."""
    inventory = Counted(cloud.store)
    authorization = Authorization(cloud.clock, inventory, cloud.simulation, cloud.settings.tenant)
    grant(cloud)
    authorization.decide(SOMEBODY, READ, VAULT, data=True)
    inventory.read.clear()

    with cloud.store.transaction():
        cloud.inventory.put(Resource(VAULT, "shop", "Microsoft.KeyVault/vaults"))
    authorization.decide(SOMEBODY, READ, VAULT, data=True)
    before = list(inventory.read)
    grant(cloud)
    authorization.decide(SOMEBODY, READ, VAULT, data=True)

    assert [] == before
    assert [DEFINITION_TYPE, ASSIGNMENT_TYPE] == inventory.read


def test_with_a_propagation_delay_a_grant_counts_later(cloud: Cloud) -> None:
    cloud.simulation.settings = SimulationSettings(propagation_delay=600)
    grant(cloud)
    assert isinstance(verdict(cloud), Denied)

    cast(FakeClock, cloud.clock).advance(601)

    assert isinstance(verdict(cloud), Allowed)


@pytest.mark.parametrize(
    "spelling", [SECRETS_USER, SECRETS_USER.upper(), f"/providers/{DEFINITION_TYPE}/{SECRETS_USER}"]
)
def test_a_role_is_found_by_guid_and_by_id(cloud: Cloud, spelling: str) -> None:
    role = cloud.authorization.role(spelling)

    assert role is not None
    assert "Key Vault Secrets User" == role.name


def test_a_custom_role_grants_what_it_says(cloud: Cloud) -> None:
    name = "22222222-2222-4222-8222-222222222222"
    properties = {"roleName": "Looker", "permissions": [{"dataActions": [READ]}], "assignableScopes": ["/"]}
    with cloud.store.transaction():
        cloud.inventory.put(
            Resource(
                f"/subscriptions/s/providers/{DEFINITION_TYPE}/{name}", name, DEFINITION_TYPE, properties=properties
            )
        )
    grant(cloud, role=name)

    assert isinstance(verdict(cloud), Allowed)
    assert isinstance(verdict(cloud, READ.replace("getSecret", "setSecret")), Denied)


def test_an_assignment_of_a_role_that_is_gone_gives_nothing(cloud: Cloud) -> None:
    grant(cloud, role="33333333-3333-4333-8333-333333333333")

    assert isinstance(verdict(cloud), Denied)
