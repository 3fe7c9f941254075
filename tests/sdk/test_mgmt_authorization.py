"""azure-mgmt-authorization: roles and grants, and what they change for the vault's own client."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import ResourceNotFoundError
from azure.identity import ClientSecretCredential, WorkloadIdentityCredential
from azure.keyvault.secrets import SecretClient
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.msi import ManagedServiceIdentityClient
from azure.mgmt.resource.resources import ResourceManagementClient

from tests.sdk.arm import GROUP, REGION, Arm, refused
from tests.sdk.workload import POD, put_workload

SECRETS_USER = "Key Vault Secrets User"
READER = "Reader"
NOBODY = "9f9f9f9f-0000-4000-8000-000000000001"


@pytest.fixture
def client(arm: Arm) -> Any:
    """The operator's."""
    return arm(AuthorizationManagementClient)


def role_id(client: Any, scope: str, name: str) -> str:
    """The id of a role, by its name."""
    found = list(client.role_definitions.list(scope, filter=f"roleName eq '{name}'"))
    assert [name] == [each.role_name for each in found]
    return str(found[0].id)


def grant(client: Any, arm: Arm, scope: str, role: str, principal: str) -> Any:
    """A new role assignment."""
    wanted = {
        "role_definition_id": role_id(client, scope, role),
        "principal_id": principal,
        "principal_type": "ServicePrincipal",
    }
    return client.role_assignments.create(scope, arm.azure.cloud.random_source.uuid(), wanted)


def test_a_grant_lives(arm: Arm, client: Any) -> None:
    """Created, got by name and by id, found by its principal from above and below, deleted."""
    identity = arm(ManagedServiceIdentityClient).user_assigned_identities.create_or_update(
        GROUP, "wi-api", {"location": REGION}
    )
    made = grant(client, arm, arm.group_id, READER, str(identity.principal_id))
    by_name = client.role_assignments.get(arm.group_id, made.name)
    by_id = client.role_assignments.get_by_id(made.id)
    mine = f"principalId eq '{identity.principal_id}'"
    listed = {
        "scope": client.role_assignments.list_for_scope(arm.group_id, filter=mine),
        "group": client.role_assignments.list_for_resource_group(GROUP, filter=mine),
        "subscription": client.role_assignments.list_for_subscription(filter=mine),
        "below": client.role_assignments.list_for_scope(str(identity.id), filter=mine),
    }

    assert made.id == by_name.id == by_id.id
    assert ("ServicePrincipal", arm.group_id) == (by_id.principal_type, by_id.scope)
    assert {name: [made.id] for name in listed} == {name: [each.id for each in found] for name, found in listed.items()}

    client.role_assignments.delete(arm.group_id, made.name)
    with pytest.raises(ResourceNotFoundError):
        client.role_assignments.get(arm.group_id, made.name)


def test_a_grant_opens_the_vault_and_its_end_shuts_it(arm: Arm, client: Any) -> None:
    """The pod's client: refused, let in to read, refused to write, refused again."""
    workload = put_workload(arm.azure, role="")
    with arm.azure.inside(POD), WorkloadIdentityCredential() as pod, SecretClient(workload.url, pod) as secrets:
        before = refused(lambda: secrets.get_secret("my-secret"))
        made = grant(client, arm, workload.vault.id, SECRETS_USER, workload.identity.object_id)
        there = refused(lambda: secrets.get_secret("my-secret"))
        write = refused(lambda: secrets.set_secret("my-secret", "x"))
        client.role_assignments.delete_by_id(made.id)
        after = refused(lambda: secrets.get_secret("my-secret"))

    assert [(403, "Forbidden"), (404, "SecretNotFound"), (403, "Forbidden"), (403, "Forbidden")] == [
        before,
        there,
        write,
        after,
    ]


def test_a_new_grant_takes_its_time(arm: Arm, client: Any) -> None:
    """With a propagation delay it is there to be seen at once, and counts later."""
    workload = put_workload(arm.azure, role="")
    arm.azure.simulate(propagation_delay=300)
    grant(client, arm, workload.vault.id, SECRETS_USER, workload.identity.object_id)
    with arm.azure.inside(POD), WorkloadIdentityCredential() as pod, SecretClient(workload.url, pod) as secrets:
        early = refused(lambda: secrets.get_secret("my-secret"))
        arm.azure.simulate(clock_ahead=301)

        assert [403, 404] == [early[0], refused(lambda: secrets.get_secret("my-secret"))[0]]


def test_a_role_of_ones_own_lives(arm: Arm, client: Any) -> None:
    """Created, updated, listed, granted, and not deleted while it is granted."""
    workload = put_workload(arm.azure, role="")
    scope = f"/subscriptions/{arm.subscription}"
    name = arm.azure.cloud.random_source.uuid()
    wanted = {
        "role_name": "Secret reader",
        "role_type": "CustomRole",
        "description": "reads",
        "permissions": [{"data_actions": ["Microsoft.KeyVault/vaults/secrets/getSecret/action"]}],
        "assignable_scopes": [scope],
    }
    made = client.role_definitions.create_or_update(scope, name, wanted)
    client.role_definitions.create_or_update(scope, name, {**wanted, "description": "reads secrets"})
    assignment = grant(client, arm, workload.vault.id, "Secret reader", workload.identity.object_id)
    with arm.azure.inside(POD), WorkloadIdentityCredential() as pod, SecretClient(workload.url, pod) as secrets:
        found = refused(lambda: secrets.get_secret("my-secret"))
    in_use = refused(lambda: client.role_definitions.delete(scope, name))
    client.role_assignments.delete_by_id(assignment.id)
    client.role_definitions.delete(scope, name)

    assert ("Secret reader", "CustomRole") == (made.role_name, made.role_type)
    assert (404, "SecretNotFound") == found
    assert (400, "RoleDefinitionHasAssignments") == in_use
    assert [] == list(client.role_definitions.list(scope, filter="type eq 'CustomRole'"))


def test_a_grant_that_azure_would_not_take(arm: Arm, client: Any) -> None:
    """A principal that is not there, a role that is not there, the same grant twice."""
    me, scope = arm.azure.settings.operator_object_id, arm.group_id
    reader = role_id(client, scope, READER)
    missing = f"/subscriptions/{arm.subscription}/providers/Microsoft.Authorization/roleDefinitions/{NOBODY}"

    def create(role: str, principal: str) -> object:
        wanted = {"role_definition_id": role, "principal_id": principal}
        return client.role_assignments.create(scope, arm.azure.cloud.random_source.uuid(), wanted)

    nobody = refused(lambda: create(reader, NOBODY))
    no_role = refused(lambda: create(missing, me))
    create(reader, me)
    again = refused(lambda: create(reader, me))

    assert [(400, "PrincipalNotFound"), (400, "RoleDefinitionDoesNotExist"), (409, "RoleAssignmentExists")] == [
        nobody,
        no_role,
        again,
    ]


def test_a_grant_to_a_principal_that_is_still_to_come(arm: Arm, client: Any) -> None:
    """Who says what kind of principal it is is believed: the way around replication, and how dead grants are made."""
    made = grant(client, arm, arm.group_id, READER, NOBODY)

    assert NOBODY == client.role_assignments.get_by_id(made.id).principal_id


def test_who_has_no_role_may_nothing(arm: Arm, client: Any) -> None:
    """An identity as pods have it, at ARM: refused to read, let in as Reader, still refused to write or to grant."""
    workload = put_workload(arm.azure)
    with arm.azure.inside(POD), WorkloadIdentityCredential() as pod:
        resources = ResourceManagementClient(pod, arm.subscription)
        before = refused(lambda: resources.resource_groups.get(GROUP))
        grant(client, arm, arm.group_id, READER, workload.identity.object_id)
        found = resources.resource_groups.get(GROUP)
        write = refused(lambda: resources.resource_groups.create_or_update(GROUP, {"location": REGION}))
        theirs = AuthorizationManagementClient(pod, arm.subscription)
        to_grant = refused(lambda: grant(theirs, arm, arm.group_id, READER, workload.identity.object_id))

    assert GROUP == found.name
    assert [(403, "AuthorizationFailed")] * 3 == [before, write, to_grant]


def test_a_secret_that_ran_out_is_no_proof(arm: Arm) -> None:
    """ARM is not reached: Entra refuses first, with the SDK's own exception."""
    me = arm.azure.operator
    with ClientSecretCredential(me.tenant, me.client_id, "not it") as wrong:
        client = AuthorizationManagementClient(wrong, arm.subscription)
        with pytest.raises(Exception, match="AADSTS7000215"):
            list(client.role_assignments.list_for_subscription())
