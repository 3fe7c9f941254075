"""What lives in a group, whatever its type."""

import pytest

from tests.arm_scene import Arm


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ["widemo-kv", "wi-api"]),
        ("resourceType eq 'Microsoft.KeyVault/vaults'", ["widemo-kv"]),
        ("resourcetype eq 'microsoft.keyvault/VAULTS'", ["widemo-kv"]),
        ("resourceType ne 'Microsoft.KeyVault/vaults'", ["wi-api"]),
        ("name eq 'wi-api' and location eq 'westeurope'", ["wi-api"]),
        ("substringof('api', name)", ["wi-api"]),
        ("startswith(name, 'wide')", ["widemo-kv"]),
        ("tagName eq 'team' and tagValue eq 'a'", ["wi-api"]),
        ("resourceGroup eq 'other'", []),
    ],
)
def test_resources_are_found_by_filter(arm: Arm, query: str, wanted: list[str]) -> None:
    """No children, no role assignments."""
    arm.vault()
    arm.ok("PUT", arm.identity(), {"location": "westeurope", "tags": {"team": "a"}})
    body = {"properties": {"issuer": "https://i/", "subject": "s", "audiences": ["a"]}}
    arm.ok("PUT", "Microsoft.ManagedIdentity/userAssignedIdentities/wi-api/federatedIdentityCredentials/fic", body)
    path = f"{arm.group}/resources" + (f"?$filter={query.replace(' ', '%20')}" if query else "")

    assert sorted(wanted) == sorted(each["name"] for each in arm.ok("GET", path)["value"])


def test_a_filter_on_something_else_is_refused(arm: Arm) -> None:
    """Rather than answered with everything."""
    path = f"{arm.group}/resources?$filter=colour%20eq%20'red'"

    assert (400, "InvalidFilterInQueryString") == arm.code("GET", path)


def test_more_is_shown_where_it_is_asked_for(arm: Arm) -> None:
    """Times and the provisioning state."""
    arm.identity()
    path = f"{arm.group}/resources?$expand=createdTime,changedTime,provisioningState"
    found = arm.ok("GET", path)["value"][0]

    assert ("Succeeded", found["createdTime"]) == (found["provisioningState"], found["changedTime"])


def test_a_deleted_vault_is_in_no_list(arm: Arm) -> None:
    """Or a group that is empty would look full to who wants to delete it."""
    arm.ok("DELETE", arm.vault())

    assert [] == arm.ok("GET", f"{arm.group}/resources")["value"]
