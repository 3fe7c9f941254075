"""Federated credentials of identities: every rule with its answer."""

import asyncio
from typing import Any

import pytest

from aksess.chain import CREDENTIALS_PER_IDENTITY
from tests.arm_scene import Arm
from tests.cloud_fixtures import Reply

GOOD = {
    "issuer": "https://i.example/",
    "subject": "system:serviceaccount:ns:sa",
    "audiences": ["api://AzureADTokenExchange"],
}


def path(name: str = "pod", identity: str = "wi-api") -> str:
    """A credential's path."""
    return f"Microsoft.ManagedIdentity/userAssignedIdentities/{identity}/federatedIdentityCredentials/{name}"


def test_a_credential_is_kept_to_the_byte(arm: Arm) -> None:
    """Slashes and case included; a PUT replaces it."""
    arm.identity()
    made = arm("PUT", path(), {"properties": GOOD})
    replaced = arm("PUT", path(), {"properties": {**GOOD, "issuer": "https://I.example"}})

    assert (201, GOOD) == (made.status, made.json()["properties"])
    assert (200, "https://I.example") == (replaced.status, arm.ok("GET", path())["properties"]["issuer"])
    assert (200, 204) == (arm("DELETE", path()).status, arm("DELETE", path()).status)


@pytest.mark.parametrize(
    ("properties", "code", "words"),
    [
        ({}, "BadRequest", "empty properties"),
        ({**GOOD, "issuer": ""}, "BadRequest", "must specify 'issuer', 'subject' and 'audience'"),
        ({**GOOD, "subject": None}, "BadRequest", "must specify 'issuer', 'subject' and 'audience'"),
        ({**GOOD, "audiences": []}, "InvalidFederatedIdentityCredentialsAudienceLength", "exactly 1 audience"),
        ({**GOOD, "audiences": ["a", "b"]}, "InvalidFederatedIdentityCredentialsAudienceLength", "exactly 1 audience"),
        ({**GOOD, "audiences": None}, "InvalidFederatedIdentityCredentialsAudienceLength", "exactly 1 audience"),
        ({**GOOD, "audiences": "a"}, "InvalidRequestContent", "properties.audiences"),
        ({**GOOD, "subject": "x" * 601}, "BadRequest", "600"),
        ({**GOOD, "issuer": "https://" + "x" * 600}, "BadRequest", "600"),
        ({**GOOD, "issuer": "http://i.example"}, "BadRequest", "https"),
        ({**GOOD, "issuer": 5}, "InvalidRequestContent", "properties.issuer"),
    ],
)
def test_a_credential_that_breaks_a_rule_is_refused(
    arm: Arm, properties: dict[str, Any], code: str, words: str
) -> None:
    """In Azure's words."""
    arm.identity()
    reply = arm("PUT", path(), {"properties": properties})

    assert (400, code) == (reply.status, reply.error)
    assert words in reply.json()["error"]["message"]


@pytest.mark.parametrize("name", ["ab", "a" * 121, "-abc", "a.b.c", "a b c", "_abc"])
def test_a_name_fits_the_pattern(arm: Arm, name: str) -> None:
    """3 to 120 letters, digits, hyphens and underscores, none of the last two first."""
    arm.identity()
    reply = arm("PUT", path(name), {"properties": GOOD})

    assert (400, f"Federated Identity Credential name '{name}' is invalid.") == (
        reply.status,
        reply.json()["error"]["message"],
    )


def test_issuer_and_subject_are_unique_in_an_identity(arm: Arm) -> None:
    """Another identity may have the same pair, and a credential may be written again."""
    arm.identity()
    arm.identity("other")
    arm.ok("PUT", path(), {"properties": GOOD})
    twin = arm("PUT", path("twin"), {"properties": {**GOOD, "audiences": ["api://other"]}})

    assert 400 == twin.status
    assert "Issuer and subject combination already exists" in twin.json()["error"]["message"]
    assert 200 == arm("PUT", path(), {"properties": GOOD}).status
    assert 201 == arm("PUT", path("pod", "other"), {"properties": GOOD}).status
    assert 201 == arm("PUT", path("near"), {"properties": {**GOOD, "issuer": "https://i.example"}}).status


def test_an_identity_has_twenty(arm: Arm) -> None:
    """The twenty-first is refused; one of the twenty may still be changed."""
    arm.identity()
    for number in range(CREDENTIALS_PER_IDENTITY):
        arm.ok("PUT", path(f"pod-{number}"), {"properties": {**GOOD, "subject": str(number)}})
    more = {"properties": {**GOOD, "subject": "more"}}

    assert (400, "FederatedIdentityCredentialsLimitExceeded") == arm.code("PUT", path("more"), more)
    assert 200 == arm("PUT", path("pod-3"), more).status


def test_two_writes_that_overlap_are_one_too_many(arm: Arm) -> None:
    """One is done, the other refused; the same two one after the other are both done."""
    arm.identity()
    arm.identity("other")
    replies = at_once(arm, [("pod-1", "wi-api"), ("pod-2", "wi-api"), ("pod-1", "other")])
    refused = [each for each in replies if each.status == 409]

    assert [201, 201, 409] == sorted(each.status for each in replies)
    assert "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity" == refused[0].error
    assert f"'{arm.id(path())}'".lower().rpartition("/federated")[0] in refused[0].json()["error"]["message"]
    assert 1 == len(arm.ok("GET", path().rpartition("/")[0])["value"])
    assert 201 == arm("PUT", path("pod-2"), {"properties": {**GOOD, "subject": "pod-2"}}).status


def at_once(arm: Arm, wanted: list[tuple[str, str]]) -> list[Reply]:
    """Write credentials, all at the same time."""
    token = arm.ask.operator()

    async def send() -> list[Reply]:
        return await asyncio.gather(
            *(
                arm.ask.send(
                    "PUT",
                    f"https://management.azure.com{arm.id(path(name, identity))}?api-version=2024-11-30",
                    content={"properties": {**GOOD, "subject": name}},
                    token=token,
                )
                for name, identity in wanted
            )
        )

    return arm.ask.wait(send())


@pytest.mark.parametrize("region", ["eastasia", "qatarcentral"])
def test_some_regions_have_none(arm: Arm, region: str) -> None:
    """405, by region of the identity."""
    identity = "Microsoft.ManagedIdentity/userAssignedIdentities/wi-api"
    arm.ok("PUT", identity, {"location": region})
    reply = arm("PUT", path(), {"properties": GOOD})

    assert 405 == reply.status
    assert "not enabled" in reply.json()["error"]["message"]


def test_an_identity_that_is_not_there_has_none(arm: Arm) -> None:
    """In words of its own."""
    reply = arm("PUT", path(), {"properties": GOOD})

    assert (404, "The parent user-assigned identity doesn't exist.") == (reply.status, reply.json()["error"]["message"])


def test_to_write_one_the_right_on_credentials_is_enough(arm: Arm) -> None:
    """Not that of assigning the identity."""
    arm.identity()
    role = {
        "roleName": "credentials",
        "permissions": [
            {"actions": ["Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/*"]}
        ],
        "assignableScopes": [arm.subscription],
    }
    name = "44444444-4444-4444-8444-444444444444"
    arm.ok("PUT", f"~/providers/Microsoft.Authorization/roleDefinitions/{name}", {"properties": role})
    arm.grant(name, "33333333-3333-4333-8333-333333333333", arm.group)

    assert 201 == arm("PUT", path(), {"properties": GOOD}, who="nobody").status
