"""Role assignments."""

from typing import Any

import pytest

from aksess.cloud.identity.directory import Kind, Principal
from tests.arm_scene import Arm

READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"
NOBODY = "33333333-3333-4333-8333-333333333333"
NAME = "55555555-5555-4555-8555-555555555555"
GRANT = f"providers/Microsoft.Authorization/roleAssignments/{NAME}"
GONE = "99999999-9999-4999-8999-999999999999"


def body(arm: Arm, **properties: Any) -> dict[str, Any]:
    """An assignment of Reader to nobody."""
    role = f"{arm.subscription}/providers/Microsoft.Authorization/roleDefinitions/{READER}"
    return {"properties": {"roleDefinitionId": role, "principalId": NOBODY, **properties}}


def test_an_assignment_counts_from_the_moment_it_is_written(arm: Arm) -> None:
    """And not any more once it is deleted."""
    path = f"{arm.group}/{GRANT}"
    before = arm("GET", arm.group, who="nobody").status
    made = arm("PUT", path, body(arm, description=""))
    during = arm("GET", arm.group, who="nobody").status
    deleted = arm("DELETE", path)
    after = arm("GET", arm.group, who="nobody").status

    assert (403, 201, 200, 200, 403) == (before, made.status, during, deleted.status, after)
    assert ("ServicePrincipal", arm.group, "") == tuple(
        made.json()["properties"][name] for name in ("principalType", "scope", "description")
    )
    assert (204, 404) == (arm("DELETE", path).status, arm("GET", path).status)


@pytest.mark.parametrize("prefix", ["", "/subscriptions/0f0f0f0f-0000-4000-8000-000000000000"])
def test_the_definition_is_shown_as_it_was_sent(arm: Arm, prefix: str) -> None:
    """A client that compares texts would replace the assignment for ever."""
    sent = f"{prefix or arm.subscription}/providers/Microsoft.Authorization/roleDefinitions/{READER.upper()}"
    arm.ok("PUT", f"{arm.group}/{GRANT}", body(arm, roleDefinitionId=sent))

    assert sent == arm.ok("GET", f"{arm.group}/{GRANT}")["properties"]["roleDefinitionId"]


@pytest.mark.parametrize(
    ("properties", "status", "code"),
    [
        ({"principalId": GONE}, 400, "PrincipalNotFound"),
        ({"principalId": "x"}, 400, "InvalidPrincipalId"),
        ({"principalId": None}, 400, "InvalidPrincipalId"),
        ({"principalType": "User"}, 400, "UnmatchedPrincipalType"),
        ({"principalType": "Robot"}, 400, "InvalidPrincipalType"),
        ({"roleDefinitionId": None}, 400, "BadRequestFormat"),
        ({"roleDefinitionId": "/x/y"}, 400, "InvalidRoleDefinitionId"),
        ({"roleDefinitionId": f"/x/{GONE}"}, 400, "RoleDefinitionDoesNotExist"),
        ({"condition": 5}, 400, "InvalidRequestContent"),
    ],
)
def test_an_assignment_that_azure_would_refuse_is_refused(
    arm: Arm, properties: dict[str, Any], status: int, code: str
) -> None:
    """Each with its code."""
    assert (status, code) == arm.code("PUT", f"{arm.group}/{GRANT}", body(arm, **properties))


def test_with_a_type_the_principal_is_not_looked_up(arm: Arm) -> None:
    """The way around replication, and into assignments that name nobody."""
    content = body(arm, principalId=GONE, principalType="ServicePrincipal")

    assert 201 == arm("PUT", f"{arm.group}/{GRANT}", content).status


def test_a_client_id_is_no_principal(arm: Arm) -> None:
    """The commonest mistake: the other GUID of the same identity."""
    client = arm.ok("GET", arm.identity())["properties"]["clientId"]

    assert (400, "PrincipalNotFound") == arm.code("PUT", f"{arm.group}/{GRANT}", body(arm, principalId=client))


def test_the_same_grant_twice_is_a_conflict(arm: Arm) -> None:
    """Under another name; under its own it may be written again."""
    arm.ok("PUT", f"{arm.group}/{GRANT}", body(arm))
    twin = f"{arm.group}/{GRANT}".replace("5555", "6666")
    reply = arm("PUT", twin, body(arm))

    assert (409, "RoleAssignmentExists") == (reply.status, reply.error)
    assert NAME.replace("-", "") in reply.json()["error"]["message"]
    assert 200 == arm("PUT", f"{arm.group}/{GRANT}", body(arm, description="again")).status


@pytest.mark.parametrize("change", ["principal", "role", "scope"])
def test_a_grant_keeps_its_principal_its_role_and_its_scope(arm: Arm, change: str) -> None:
    """Its name is unique in the tenant."""
    arm.ok("PUT", f"{arm.group}/{GRANT}", body(arm))
    changes: dict[str, dict[str, Any]] = {
        "principal": {"principalId": "11111111-1111-4111-8111-111111111111"},
        "role": {"roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{SECRETS_USER}"},
    }
    scope = arm.subscription if change == "scope" else arm.group

    assert (409, "RoleAssignmentUpdateNotPermitted") == arm.code(
        "PUT", f"{scope}/{GRANT}", body(arm, **changes.get(change, {}))
    )


@pytest.mark.parametrize("other", ["00000000-0000-4000-8000-000000000000", "ffffffff-ffff-4fff-8fff-ffffffffffff"])
def test_a_grant_keeps_what_it_gives_also_where_another_gives_what_is_asked(arm: Arm, other: str) -> None:
    """Whichever of the two names comes first."""
    role = f"/providers/Microsoft.Authorization/roleDefinitions/{SECRETS_USER}"
    arm.ok("PUT", f"{arm.group}/{GRANT}", body(arm))
    arm.ok("PUT", f"{arm.group}/{GRANT.replace(NAME, other)}", body(arm, roleDefinitionId=role))

    assert (409, "RoleAssignmentUpdateNotPermitted") == arm.code(
        "PUT", f"{arm.group}/{GRANT}", body(arm, roleDefinitionId=role)
    )


def test_a_name_is_a_guid(arm: Arm) -> None:
    """Or it is none."""
    path = f"{arm.group}/providers/Microsoft.Authorization/roleAssignments/mine"

    assert (400, "InvalidRoleAssignmentId") == arm.code("PUT", path, body(arm))


def test_a_role_is_given_where_it_can_be(arm: Arm) -> None:
    """A custom one at its assignable scopes."""
    role = {"roleName": "x", "permissions": [{"actions": ["*"]}], "assignableScopes": [arm.group]}
    arm.ok("PUT", f"~/providers/Microsoft.Authorization/roleDefinitions/{GONE}", {"properties": role})
    content = body(arm, roleDefinitionId=f"/providers/Microsoft.Authorization/roleDefinitions/{GONE}")

    assert (400, "InvalidRoleDefinitionScope") == arm.code("PUT", f"~/{GRANT}", content)
    assert 201 == arm("PUT", f"{arm.group}/{GRANT}", content).status


def test_a_conditioned_writer_gives_what_the_condition_lets_through(arm: Arm) -> None:
    """Role Based Access Control Administrator, limited to one role."""
    condition = (
        "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR "
        "(@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals "
        f"{{{SECRETS_USER}}}))"
    )
    administrator = "/providers/Microsoft.Authorization/roleDefinitions/f58310d9-a9f6-439a-9e8d-f62e7b41a168"
    arm.ok("PUT", f"{arm.group}/{GRANT}", body(arm, roleDefinitionId=administrator, condition=condition))
    mine = f"{arm.group}/{GRANT}".replace("5555", "6666")
    allowed = body(arm, roleDefinitionId=f"/providers/Microsoft.Authorization/roleDefinitions/{SECRETS_USER}")

    assert (403, "AuthorizationFailed") == arm.code("PUT", mine, body(arm), who="nobody")
    assert 201 == arm("PUT", mine, allowed, who="nobody").status


def test_a_group_is_granted_as_a_group(arm: Arm) -> None:
    """Its type is that of the directory."""
    with arm.cloud.store.transaction():
        arm.cloud.directory.put(Principal(GONE, Kind.GROUP, "team", members=[NOBODY]))
    made = arm.ok("PUT", f"{arm.group}/{GRANT}", body(arm, principalId=GONE))

    assert "Group" == made["properties"]["principalType"]
    assert 200 == arm("GET", arm.group, who="nobody").status


@pytest.mark.parametrize(
    "content",
    [
        {"properties": {"roleDefinitionId": f"/x/{GONE}", "principalId": NOBODY}},
        {"properties": {"roleDefinitionId": f"/x/{READER}", "principalId": GONE}},
        {"properties": 5},
        {},
    ],
)
@pytest.mark.parametrize("scope", ["~", "~/resourceGroups/widemo", "~/resourceGroups/gone"])
def test_who_may_not_give_learns_nothing_of_what_there_is(arm: Arm, scope: str, content: Any) -> None:
    """No role, no principal, no group: the refusal is the same for all."""
    assert (403, "AuthorizationFailed") == arm.code("PUT", f"{scope}/{GRANT}", content, who="nobody")
    assert (403, "AuthorizationFailed") == arm.code("DELETE", f"{scope}/{GRANT}", who="nobody")


@pytest.mark.parametrize(
    "condition",
    [
        {"condition": "garbage (("},
        {"condition": "@Resource[x:y] StringEquals"},
        {"condition": "@Resource[x:y] StringEquals 'a'", "conditionVersion": "1.0"},
    ],
)
def test_a_condition_that_cannot_be_read_is_refused_when_it_is_written(arm: Arm, condition: dict[str, str]) -> None:
    """Kept, it would take the role away from whoever was given it, without a word."""
    reply = arm("PUT", f"{arm.group}/{GRANT}", body(arm, **condition))

    assert (400, "The given role assignment condition is invalid.") == (reply.status, reply.json()["error"]["message"])
