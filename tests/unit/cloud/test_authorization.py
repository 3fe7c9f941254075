"""Verdicts from the role assignments of a cloud."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aksess.chain import Allowed, Denied, facts_of_assignment
from aksess.chance import Chance
from aksess.clock import FakeClock
from aksess.cloud.authorization import ASSIGNMENT_TYPE, DEFINITION_TYPE
from aksess.cloud.inventory import Resource
from aksess.cloud.local import Cloud
from aksess.cloud.weather import Switches
from aksess.testing.keys import Lender

SOMEBODY = "33333333-3333-4333-8333-333333333333"
READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
OWN = "44444444-4444-4444-8444-444444444444"
READ = "Microsoft.KeyVault/vaults/read"


@pytest.fixture
def slow(clock: FakeClock, chance: Chance, lender: Lender) -> Iterator[Cloud]:
    """A cloud whose grants count after a minute."""
    stock = lender.stock()
    cloud = Cloud(clock, chance, stock, switches=Switches(propagation_delay=60))
    yield cloud
    cloud.close()
    stock.close()


def group(cloud: Cloud) -> str:
    """The id of a group."""
    return f"/subscriptions/{cloud.settings.subscription}/resourceGroups/g"


def grant(cloud: Cloud, scope: str, role: str = READER, condition: str | None = None) -> str:
    """A role for somebody; its id."""
    name = cloud.chance.uuid()
    properties = {
        "roleDefinitionId": f"/providers/{DEFINITION_TYPE}/{role}",
        "principalId": SOMEBODY,
        "scope": scope,
        "condition": condition,
    }
    resource_id = f"{scope.rstrip('/')}/providers/{ASSIGNMENT_TYPE}/{name}"
    with cloud.world.change():
        cloud.inventory.put(
            Resource(resource_id, name, ASSIGNMENT_TYPE, properties=properties, created=cloud.clock.now())
        )
    return resource_id


def may(cloud: Cloud, scope: str, action: str = READ) -> bool:
    """Whether somebody may."""
    verdict = cloud.authorization.decide(frozenset({SOMEBODY}), action, scope, data=False)
    return isinstance(verdict, Allowed)


def test_a_grant_counts_from_its_writing_to_its_deletion(cloud: Cloud) -> None:
    """Below its scope; verdicts are not remembered beyond a change."""
    before = may(cloud, group(cloud))
    granted = grant(cloud, group(cloud))
    during = may(cloud, f"{group(cloud)}/providers/Microsoft.KeyVault/vaults/v"), may(cloud, f"{group(cloud)}2")
    with cloud.world.change():
        cloud.inventory.delete(granted)

    assert (False, (True, False), False) == (before, during, may(cloud, group(cloud)))


def test_a_change_that_is_undone_changes_no_verdict(cloud: Cloud) -> None:
    """Not even for who asked meanwhile."""
    with pytest.raises(ValueError, match="undo"), cloud.world.change():
        grant(cloud, group(cloud))
        inside = may(cloud, group(cloud))
        raise ValueError("undo")

    assert (True, False) == (inside, may(cloud, group(cloud)))


def test_a_grant_at_the_root_management_group_holds_in_the_subscription(cloud: Cloud) -> None:
    """And at no other one."""
    prefix = "/providers/Microsoft.Management/managementGroups"
    grant(cloud, f"{prefix}/other")
    before = may(cloud, group(cloud))
    grant(cloud, f"{prefix}/{cloud.settings.tenant}")

    assert (False, True, False) == (before, may(cloud, group(cloud)), may(cloud, "/"))


def test_with_a_delay_a_new_grant_does_not_count_yet(slow: Cloud, clock: FakeClock) -> None:
    """But is listed."""
    grant(slow, group(slow))
    before = may(slow, group(slow))
    listed = [each.principal_id for each in slow.authorization.assignments()]
    clock.advance(61)

    assert (False, True) == (before, may(slow, group(slow)))
    assert SOMEBODY in listed


def test_a_role_of_the_tenants_is_found_by_any_spelling_of_its_id(cloud: Cloud) -> None:
    """At any scope, in any case; a grant of one that is gone grants nothing."""
    definition = f"/subscriptions/{cloud.settings.subscription}/providers/{DEFINITION_TYPE}/{OWN}"
    properties = {"roleName": "own", "permissions": [{"actions": ["*/read"]}], "assignableScopes": ["/"]}
    with cloud.world.change():
        cloud.inventory.put(Resource(definition, OWN, DEFINITION_TYPE, properties=properties))
    grant(cloud, group(cloud), OWN)
    found = [cloud.authorization.role(each) for each in (OWN, definition.upper(), f"/x/{OWN}/")]
    allowed = may(cloud, group(cloud))
    with cloud.world.change():
        cloud.inventory.delete(definition)

    assert ["own"] * 3 == [role.name for role in found if role]
    assert (True, False) == (allowed, may(cloud, group(cloud)))


def test_a_condition_asks_what_the_request_says(cloud: Cloud) -> None:
    """And holds for nothing where the request does not say."""
    administrator = "f58310d9-a9f6-439a-9e8d-f62e7b41a168"
    condition = (
        f"@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{READER}}}"
    )
    grant(cloud, group(cloud), administrator, condition)
    write = "Microsoft.Authorization/roleAssignments/write"

    def decided(role: str) -> Allowed | Denied:
        facts = facts_of_assignment(role, SOMEBODY, "")
        return cloud.authorization.decide(frozenset({SOMEBODY}), write, group(cloud), data=False, facts=facts)

    assert isinstance(decided(READER), Allowed)
    assert isinstance(decided(OWN), Denied)
    assert not may(cloud, group(cloud), write)
