"""What is served, who may use it, and what the rest answers."""

import pytest

from tests.arm_scene import Arm

STRANGE = "0f0f0f0f-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("method", "path", "named"),
    [
        ("GET", "Microsoft.Web/sites/s", "Microsoft.Web/sites"),
        ("PUT", "Microsoft.Resources/deployments/d", "Microsoft.Resources/deployments"),
        ("POST", "Microsoft.KeyVault/vaults/v/explode", "Microsoft.KeyVault/vaults/explode"),
        ("PATCH", "Microsoft.Network/virtualNetworks/n/subnets/s", "virtualNetworks/subnets"),
        ("GET", "/somewhere/else", "/somewhere/else"),
        ("GET", "~/providers/Microsoft.KeyVault/vaults/v", "Microsoft.KeyVault/vaults"),
        ("BREW", "Microsoft.KeyVault/vaults/v", "Microsoft.KeyVault/vaults"),
        ("GET", "~/resourceGroups/allowed/../denied/providers/Microsoft.KeyVault/vaults/v", "/../"),
    ],
)
def test_what_is_not_there_answers_501_and_names_itself(arm: Arm, method: str, path: str, named: str) -> None:
    """Never a 500, which clients retry for half an hour, and never a success."""
    reply = arm(method, path)

    assert (501, "NotImplemented") == (reply.status, reply.error)
    assert named in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"/subscriptions/{STRANGE}", 404, "SubscriptionNotFound"),
        (f"/subscriptions/{STRANGE}/resourceGroups/widemo", 404, "SubscriptionNotFound"),
        ("/subscriptions/mine", 400, "InvalidSubscriptionId"),
        ("~/resourceGroups/none", 404, "ResourceGroupNotFound"),
        ("~/resourceGroups/none/providers/Microsoft.KeyVault/vaults/v", 404, "ResourceGroupNotFound"),
        ("Microsoft.KeyVault/vaults/none", 404, "ResourceNotFound"),
        ("Microsoft.Network/virtualNetworks/none/subnets/s", 404, "ParentResourceNotFound"),
        ("~/providers/Microsoft.Nothing", 404, "InvalidResourceNamespace"),
    ],
)
def test_what_does_not_exist_is_said_to_be_missing(arm: Arm, path: str, status: int, code: str) -> None:
    """Each level with its own code."""
    assert (status, code) == arm.code("GET", path)


def test_an_encoded_slash_leads_nowhere(arm: Arm) -> None:
    """A name with a slash in it is not the path that it would spell."""
    arm.identity("wi-api")
    path = "~/resourceGroups/widemo%2Fproviders%2FMicrosoft.ManagedIdentity%2FuserAssignedIdentities%2Fwi-api"

    assert (404, "ResourceGroupNotFound") == arm.code("GET", path)


@pytest.mark.parametrize(
    ("method", "path", "action"),
    [
        ("GET", "", "Microsoft.Resources/subscriptions/resourceGroups/read"),
        ("PUT", "Microsoft.KeyVault/vaults/v", "Microsoft.KeyVault/vaults/write"),
        ("PATCH", "Microsoft.KeyVault/vaults/v", "Microsoft.KeyVault/vaults/write"),
        ("DELETE", "Microsoft.KeyVault/vaults/v", "Microsoft.KeyVault/vaults/delete"),
        (
            "POST",
            "Microsoft.ContainerService/managedClusters/c/listClusterAdminCredential",
            "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
        ),
        ("GET", "~/resources", "Microsoft.Resources/subscriptions/resources/read"),
        ("GET", "~/providers/Microsoft.KeyVault/vaults", "Microsoft.KeyVault/vaults/read"),
        ("PUT", "Microsoft.KeyVault/vaults/v/accessPolicies/add", "Microsoft.KeyVault/vaults/accessPolicies/write"),
    ],
)
def test_without_a_role_everything_is_refused_by_action_and_scope(
    arm: Arm, method: str, path: str, action: str
) -> None:
    """Before it is said whether anything is there."""
    reply = arm(method, path or arm.group, {}, who="nobody")
    error = reply.json()["error"]

    assert (403, "AuthorizationFailed") == (reply.status, error["code"])
    assert f"perform action '{action}' over scope '{arm.subscription}" in error["message"]
    assert "with object id '33333333-3333-4333-8333-333333333333'" in error["message"]


def test_a_reader_reads_and_writes_nothing(arm: Arm) -> None:
    """A role holds below its scope, for its own actions."""
    path = arm.vault()

    assert 200 == arm("GET", path, who="reader").status
    assert (403, "AuthorizationFailed") == arm.code("DELETE", path, who="reader")
    assert (403, "AuthorizationFailed") == arm.code("GET", "~/resourceGroups/other", who="reader")


def test_a_contributor_gives_no_roles(arm: Arm) -> None:
    """Its NotActions take that away."""
    path = f"{arm.group}/providers/Microsoft.Authorization/roleAssignments/{STRANGE}"
    role = f"{arm.subscription}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
    me = "22222222-2222-4222-8222-222222222222"
    content = {"properties": {"roleDefinitionId": role, "principalId": me}}

    assert (403, "AuthorizationFailed") == arm.code("PUT", path, content, who="contributor")


def test_a_list_shows_a_caller_what_a_role_below_reaches(arm: Arm) -> None:
    """A reader of one group sees that group in the subscription's lists, and nothing of the others."""
    arm.ok("PUT", "~/resourceGroups/other", {"location": "westeurope"})
    arm.identity("wi-api")
    arm.ok("PUT", "~/resourceGroups/other/providers/Microsoft.ManagedIdentity/userAssignedIdentities/hidden", {
        "location": "westeurope",
    })  # fmt: skip
    groups = arm.ok("GET", "~/resourceGroups", who="reader")["value"]
    resources = arm.ok("GET", "~/resources", who="reader")["value"]
    identities = arm.ok("GET", "~/providers/Microsoft.ManagedIdentity/userAssignedIdentities", who="reader")["value"]

    assert ["widemo"] == [each["name"] for each in groups]
    assert ["wi-api"] == [each["name"] for each in resources] == [each["name"] for each in identities]


def test_an_operation_says_who_was_missing_what_in_its_event(arm: Arm) -> None:
    """The refusal is explained from the event alone."""
    arm("DELETE", arm.group, who="reader")
    event = arm.cloud.activity_log.recent[-1]

    assert event.decision is not None
    assert ("grant", "AuthorizationFailed") == (event.decision.link, event.code)
    assert (f"Microsoft.Resources/subscriptions/resourceGroups/delete at {arm.group}",) == event.decision.wanted
