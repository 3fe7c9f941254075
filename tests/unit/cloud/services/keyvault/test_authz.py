"""What a proven caller may do: firewall, roles, policies, versions of the API."""

from __future__ import annotations

import pytest

from aksess.cloud.resources.origin import Origin
from tests.unit.cloud.services.keyvault.conftest import ADMIN, READER, STRANGER, Bench
from tests.vaults import access_policy, grant, vault_id

SUBNET = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/pods"


@pytest.fixture(autouse=True)
def secret(bench: Bench) -> None:
    """There is one to be refused."""
    bench.ok("PUT", "/secrets/my-secret", {"value": "x"})


def test_a_refusal_by_role_is_azures_to_the_byte(bench: Bench) -> None:
    """ForbiddenByRbac: caller, action and resource, in lines that end as Azure's do."""
    reply = bench("GET", "/secrets/My-Secret", who=STRANGER)
    tenant, vault = bench.cloud.settings.tenant, vault_id(bench.cloud).lower()

    assert 403 == reply.status
    assert {
        "code": "Forbidden",
        "message": "Caller is not authorized to perform action on resource.\r\n"
        "If role assignments, deny assignments or role definitions were changed recently, please observe propagation "
        "time.\r\n"
        f"Caller: appid={STRANGER};oid={STRANGER};iss=https://sts.windows.net/{tenant}/\r\n"
        "Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\r\n"
        f"Resource: '{vault}/secrets/My-Secret'\r\n"
        "Assignment: (not found)\r\n"
        "DenyAssignmentId: null\r\n"
        "DecisionReason: 'DeniedWithNoValidRBAC' \r\n"
        "Vault: widemo-kv;location=westeurope\r\n",
        "innererror": {"code": "ForbiddenByRbac"},
    } == reply.json()["error"]
    assert "/resourcegroups/widemo/providers/microsoft.keyvault/vaults/widemo-kv" in vault


def test_a_refusal_wins_over_a_404(bench: Bench) -> None:
    """Who may not read learns no names."""
    there, not_there = (bench("GET", f"/secrets/{name}", who=STRANGER) for name in ("my-secret", "none"))

    assert (403, 403) == (there.status, not_there.status)


@pytest.mark.parametrize("role", ["Owner", "Contributor", "Reader", "Key Vault Contributor"])
def test_a_role_without_data_actions_reads_nothing(bench: Bench, role: str) -> None:
    """The Owner of a vault is not a reader of its secrets."""
    grant(bench.cloud, STRANGER, role, vault_id(bench.cloud))

    assert 403 == bench("GET", "/secrets/my-secret", who=STRANGER).status


def test_a_reader_of_metadata_reads_no_value(bench: Bench) -> None:
    """Key Vault Reader lists and does not get."""
    grant(bench.cloud, STRANGER, "Key Vault Reader", vault_id(bench.cloud))

    assert 200 == bench("GET", "/secrets", who=STRANGER).status
    assert 403 == bench("GET", "/secrets/my-secret", who=STRANGER).status


@pytest.mark.parametrize("scope", ["", "/resourceGroups/widemo", "/resourceGroups/WiDemo"])
def test_a_grant_above_the_vault_holds_in_it(bench: Bench, scope: str) -> None:
    """Subscription and group, in any case."""
    grant(bench.cloud, STRANGER, "Key Vault Secrets User", f"/subscriptions/{bench.cloud.settings.subscription}{scope}")

    assert 200 == bench("GET", "/secrets/my-secret", who=STRANGER).status


def test_a_grant_at_one_secret_is_for_that_one(bench: Bench) -> None:
    """Names compare without case, and a longer name is another one."""
    bench.ok("PUT", "/secrets/my-secret-2", {"value": "x"})
    grant(bench.cloud, STRANGER, "Key Vault Secrets User", f"{vault_id(bench.cloud)}/secrets/MY-secret")

    assert 200 == bench("GET", "/secrets/my-secret", who=STRANGER).status
    assert 403 == bench("GET", "/secrets/my-secret-2", who=STRANGER).status
    assert 403 == bench("GET", "/secrets", who=STRANGER).status
    assert 403 == bench("PUT", "/secrets/my-secret", {"value": "y"}, who=STRANGER).status


def test_a_policy_means_nothing_where_roles_decide_and_a_role_where_policies_do(bench: Bench) -> None:
    """One model a vault."""
    policy = access_policy(bench.cloud, STRANGER, secrets=["Get"])
    bench.change(accessPolicies=[policy])
    assert 403 == bench("GET", "/secrets/my-secret", who=STRANGER).status

    bench.change(enableRbacAuthorization=False)
    assert 200 == bench("GET", "/secrets/my-secret", who=STRANGER).status
    assert 403 == bench("GET", "/secrets/my-secret", who=READER).status


def test_a_refusal_by_policy_is_azures_to_the_byte(bench: Bench) -> None:
    """AccessDenied, with the permission that is missing."""
    bench.change(enableRbacAuthorization=False, accessPolicies=[access_policy(bench.cloud, STRANGER, secrets=["list"])])
    reply = bench("GET", "/secrets/my-secret", who=STRANGER)
    tenant = bench.cloud.settings.tenant

    assert 403 == reply.status
    assert {
        "code": "Forbidden",
        "message": f"The user, group or application 'appid={STRANGER};oid={STRANGER};"
        f"iss=https://sts.windows.net/{tenant}/' does not have secrets get permission on key vault "
        "'widemo-kv;location=westeurope'. For help resolving this issue, please see "
        "https://go.microsoft.com/fwlink/?linkid=2125287",
        "innererror": {"code": "AccessDenied"},
    } == reply.json()["error"]


def test_a_policy_of_another_tenant_is_nobodys(bench: Bench) -> None:
    """Its principal is not the one of ours that has the same id."""
    policy = {**access_policy(bench.cloud, STRANGER, secrets=["get"]), "tenantId": "9" * 8}
    bench.change(enableRbacAuthorization=False, accessPolicies=[policy])

    assert 403 == bench("GET", "/secrets/my-secret", who=STRANGER).status


def test_all_is_all_but_purge(bench: Bench) -> None:
    """Purge has to be named."""
    bench.change(enableRbacAuthorization=False, accessPolicies=[access_policy(bench.cloud, ADMIN, secrets=["all"])])
    bench.ok("DELETE", "/secrets/my-secret")

    assert 403 == bench("DELETE", "/deletedsecrets/my-secret").status


def test_one_permission_for_issuers_gives_them_all(bench: Bench) -> None:
    """ManageIssuers."""
    policy = access_policy(bench.cloud, ADMIN, certificates=["ManageIssuers"])
    bench.change(enableRbacAuthorization=False, accessPolicies=[policy])

    assert [] == bench.ok("GET", "/certificates/issuers")["value"]
    assert 403 == bench("GET", "/certificates").status


def test_a_grant_that_is_taken_away_is_gone_at_once(bench: Bench) -> None:
    """What was decided is remembered only until something changes."""
    assert 200 == bench("GET", "/secrets/my-secret", who=READER).status
    assignments = bench.cloud.inventory.of_type("Microsoft.Authorization/roleAssignments")
    with bench.cloud.store.transaction():
        for each in [each for each in assignments if each.properties["principalId"] == READER]:
            bench.cloud.inventory.delete(each.id)

    assert 403 == bench("GET", "/secrets/my-secret", who=READER).status


def test_the_token_of_a_deleted_principal_opens_nothing(bench: Bench) -> None:
    """It is still a good token; nobody is behind it."""
    with bench.cloud.store.transaction():
        bench.cloud.directory.delete(READER)

    assert 403 == bench("GET", "/secrets/my-secret", who=READER).status


def test_a_caller_outside_of_the_firewall_is_told_its_address(bench: Bench) -> None:
    """ForbiddenByFirewall, whatever roles it has."""
    bench.change(
        networkAcls={"bypass": "AzureServices", "defaultAction": "Deny", "ipRules": [{"value": "198.51.100.1"}]}
    )
    reply = bench("GET", "/secrets/my-secret")
    error = reply.json()["error"]

    assert (403, "Forbidden", "ForbiddenByFirewall") == (reply.status, error["code"], error["innererror"]["code"])
    assert (
        "Client address is not authorized and caller is not a trusted service.\r\n"
        "Client address: 203.0.113.10\r\n"
        f"Caller: appid={ADMIN};oid={ADMIN};iss=https://sts.windows.net/{bench.cloud.settings.tenant}/\r\n"
        "Vault: widemo-kv;location=westeurope"
    ) == error["message"]


def test_a_firewall_without_bypass_says_so(bench: Bench) -> None:
    """The newer text of Azure."""
    bench.change(networkAcls={"bypass": "None", "defaultAction": "Deny"})

    assert "bypass is set to None\r\nClient address" in bench("GET", "/secrets/my-secret").json()["error"]["message"]


def test_a_caller_in_a_rule_passes_the_firewall(bench: Bench) -> None:
    """By address and by subnet; the roles are asked all the same."""
    rules = {"ipRules": [{"value": "203.0.113.0/24"}], "virtualNetworkRules": [{"id": SUBNET.lower()}]}
    bench.change(networkAcls={"bypass": "None", "defaultAction": "Deny", **rules})
    pod = Origin("pod", "198.51.100.7", SUBNET)

    assert 200 == bench("GET", "/secrets/my-secret").status
    assert 200 == bench("GET", "/secrets/my-secret", origin=pod).status
    assert 403 == bench("GET", "/secrets/my-secret", who=STRANGER, origin=pod).status
    assert 403 == bench("GET", "/secrets/my-secret", origin=Origin("pod", "198.51.100.7")).status


def test_a_vault_with_no_public_endpoint_lets_nobody_in(bench: Bench) -> None:
    """ForbiddenByConnection; the challenge still comes first."""
    bench.change(publicNetworkAccess="Disabled")
    reply = bench("GET", "/secrets/my-secret")
    error = reply.json()["error"]

    assert (403, "ForbiddenByConnection") == (reply.status, error["innererror"]["code"])
    assert error["message"].startswith(
        "Public network access is disabled and request is not from a trusted service nor via an approved private "
        f"link.\r\nCaller: appid={ADMIN};"
    )
    assert 401 == bench.ask("GET", "https://widemo-kv.vault.azure.net/").status


@pytest.mark.parametrize(
    "version", ["7.0", "7.4", "7.6", "2016-10-01", "2025-07-01", "2026-04-01", "7.6-preview.2", "2026-01-01-preview"]
)
def test_every_version_of_the_api_is_taken(bench: Bench, version: str) -> None:
    """Those that clients send."""
    assert 200 == bench("GET", "/secrets/my-secret", version=version).status


@pytest.mark.parametrize(("version", "text"), [("", "must be specified"), ("8.0", "(8.0) is not"), ("x", "(x) is not")])
def test_a_version_that_is_none_is_refused_after_the_grant(bench: Bench, version: str, text: str) -> None:
    """BadParameter for who may, 403 for who may not."""
    reply = bench("GET", "/secrets/my-secret", version=version)

    assert (400, "BadParameter") == (reply.status, reply.error)
    assert text in reply.json()["error"]["message"]
    assert 403 == bench("GET", "/secrets/my-secret", version=version, who=STRANGER).status


def test_the_event_says_what_was_decided(bench: Bench) -> None:
    """By which assignment, or what is missing."""
    bench("GET", "/secrets/my-secret", who=READER)
    allowed = bench.cloud.activity_log.recent[-1].decision
    bench("GET", "/secrets/my-secret", who=STRANGER)
    refused = bench.cloud.activity_log.recent[-1].decision

    assert allowed is not None
    assert refused is not None
    assert "Microsoft.KeyVault/vaults/secrets/getSecret/action" == allowed.action
    assert "/roleAssignments/" in allowed.why
    assert ("grant", "no role assignment", "WI601") == (refused.link, refused.found, refused.finding)
