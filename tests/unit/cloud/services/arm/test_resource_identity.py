"""The identities of resources."""

from typing import Any

import pytest

from tests.arm_scene import Arm

NONE = "Microsoft.ManagedIdentity/userAssignedIdentities/none"
STORE = "Microsoft.AppConfiguration/configurationStores/widemo-ac"


def body(**identity: object) -> dict[str, object]:
    """A store with an identity."""
    return {"location": "westeurope", "sku": {"name": "free"}, "identity": identity}


def test_an_identity_of_its_own_is_a_principal_for_as_long_as_it_lasts(arm: Arm) -> None:
    """The same one through updates; none once it is switched off."""
    made = arm.ok("PUT", STORE, body(type="SystemAssigned"))["identity"]
    again = arm.ok("PUT", STORE, body(type="systemassigned"))["identity"]
    principal = arm.cloud.directory.get(made["principalId"])
    arm.ok("PUT", STORE, body(type="None"))

    assert made == again
    assert principal is not None
    assert arm.id(STORE) == principal.resource_id
    assert arm.cloud.directory.get(made["principalId"]) is None


def test_it_goes_with_its_resource(arm: Arm) -> None:
    """So do its grants count no more."""
    made = arm.ok("PUT", STORE, body(type="SystemAssigned"))["identity"]
    arm.ok("DELETE", STORE)

    assert arm.cloud.directory.get(made["principalId"]) is None


def test_assigned_identities_are_shown_with_their_ids(arm: Arm) -> None:
    """Both kinds at once too, however the two are separated."""
    identity = arm.id(arm.identity())
    facts = arm.ok("GET", identity)["properties"]
    made = arm.ok("PUT", STORE, body(type="SystemAssigned,UserAssigned", userAssignedIdentities={identity: {}}))
    shown = made["identity"]

    assert "SystemAssigned, UserAssigned" == shown["type"]
    assert {"principalId": facts["principalId"], "clientId": facts["clientId"]} == shown["userAssignedIdentities"][
        identity
    ]


@pytest.mark.parametrize(
    ("identity", "code"),
    [
        ({"type": "Somebody"}, "InvalidIdentityType"),
        ({"type": "UserAssigned"}, "InvalidIdentityValues"),
        ({"type": "UserAssigned", "userAssignedIdentities": {NONE: {}}}, "FailedIdentityOperation"),
        ({"type": 5}, "InvalidRequestContent"),
    ],
)
def test_an_identity_that_is_none_is_refused(arm: Arm, identity: dict[str, Any], code: str) -> None:
    """By name."""
    named = {arm.id(each): value for each, value in dict(identity.get("userAssignedIdentities") or {}).items()}
    content = {"location": "westeurope", "sku": {"name": "free"}, "identity": identity}
    if named:
        content["identity"] = {**identity, "userAssignedIdentities": named}

    assert (400, code) == arm.code("PUT", STORE, content)


def test_to_assign_an_identity_one_must_be_allowed_to(arm: Arm) -> None:
    """Its owner decides who wears it: a role that writes stores is not enough."""
    arm.ok("PUT", "~/resourceGroups/other", {"location": "westeurope"})
    foreign = "~/resourceGroups/other/providers/Microsoft.ManagedIdentity/userAssignedIdentities/foreign"
    arm.ok("PUT", foreign, {"location": "westeurope"})
    content = body(type="UserAssigned", userAssignedIdentities={arm.id(foreign): {}})
    reply = arm("PUT", STORE, content, who="contributor")

    assert (403, "LinkedAuthorizationFailed") == (reply.status, reply.error)
    assert "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action" in reply.json()["error"]["message"]
    assert 201 == arm("PUT", STORE, content).status
