"""Tokens of managed identities from the machine that they are assigned to."""

import pytest

from aksess.cloud.identity.access_tokens import BadToken
from tests.cloud_fixtures import Reply
from tests.unit.cloud.services.imds.conftest import Machine


def oid(machine: Machine, reply: Reply) -> str:
    claims = machine.ask.cloud.tokens.verify(reply.json()["access_token"])
    assert not isinstance(claims, BadToken)
    return str(claims["oid"])


def test_the_first_identity_is_the_default(machine: Machine) -> None:
    assert oid(machine, machine.token()) == machine.identities[0].object_id


def test_an_identity_is_chosen_by_each_of_its_names(machine: Machine) -> None:
    wanted = machine.identities[1]
    ways = {
        "client_id": wanted.app_id.upper(),
        "object_id": wanted.object_id,
        "principal_id": wanted.object_id,
        "mi_res_id": wanted.resource_id,
        "msi_res_id": wanted.resource_id.lower(),
    }

    assert {wanted.object_id} == {oid(machine, machine.token(**{name: value})) for name, value in ways.items()}


def test_numbers_are_texts(machine: Machine) -> None:
    """IMDS writes numbers as strings."""
    body, now = machine.token().json(), int(machine.ask.cloud.clock.now())

    assert ("86399", str(now + 86_400), str(now - 300), "Bearer", "https://vault.azure.net") == tuple(
        body[name] for name in ("expires_in", "expires_on", "not_before", "token_type", "resource")
    )
    assert body["client_id"] == machine.identities[0].app_id


def test_the_token_names_the_machine_that_it_was_given_to(machine: Machine) -> None:
    claims = machine.ask.cloud.tokens.verify(machine.token().json()["access_token"])

    assert isinstance(claims, dict)
    assert claims["xms_az_rid"].endswith("/virtualMachines/node")


@pytest.mark.parametrize("name", ["client_id", "object_id", "mi_res_id"])
def test_an_identity_that_is_not_assigned_is_not_found(machine: Machine, name: str) -> None:
    """Though it exists: what a pod may be is what its machine has."""
    stranger = machine.stranger
    value = {"client_id": stranger.app_id, "object_id": stranger.object_id, "mi_res_id": stranger.resource_id}[name]
    reply = machine.token(**{name: value})

    assert (400, "invalid_request", "Identity not found") == (
        reply.status,
        reply.json()["error"],
        reply.json()["error_description"],
    )


def test_a_machine_without_identities_has_none_to_give(machine: Machine) -> None:
    """So that DefaultAzureCredential goes on to its next way."""
    machine.identities = ()

    assert (400, "Identity not found") == (machine.token().status, machine.token().json()["error_description"])


def test_an_identity_that_was_deleted_is_not_found(machine: Machine) -> None:
    with machine.ask.cloud.store.transaction():
        machine.ask.cloud.directory.delete(machine.identities[0].object_id)

    assert oid(machine, machine.token()) == machine.identities[1].object_id


def test_only_one_way_to_choose_is_allowed(machine: Machine) -> None:
    first, second = machine.identities

    assert machine.token(client_id=first.app_id, object_id=second.object_id).status == 400


@pytest.mark.parametrize("resource", ["", "https://nothing.test", "x" * 1_000])
def test_a_resource_that_is_none_is_refused(machine: Machine, resource: str) -> None:
    assert machine.token(resource=resource).status == 400


def test_a_resource_keeps_its_slash(machine: Machine) -> None:
    reply = machine.token(resource="https://management.azure.com/")
    claims = machine.ask.cloud.tokens.verify(reply.json()["access_token"])

    assert isinstance(claims, dict)
    assert claims["aud"] == "https://management.azure.com/"
