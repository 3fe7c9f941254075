"""A file is applied, applied again, and what it no longer names is removed."""

from pathlib import Path

import pytest
from azure.appconfiguration import AzureAppConfigurationClient
from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient
from azure.storage.blob import BlobServiceClient
from azure.storage.queue import QueueClient

from aksess.apply import ApplyFailed
from aksess.cloud.resources.inventory import Resource, type_of
from aksess.pods.errors import Refused
from aksess.testing import LocalAzure
from tests.unit.apply.conftest import EMPTY, WHOLE, resources

POD = "widemo/wi-demo-sa"
# When something was last written.
WRITTEN = ("updatedOn", "lastModifiedTime")


def secret(azure: LocalAzure, vault: str, name: str, **pod: str) -> str | None:
    with azure.inside(POD, **pod), DefaultAzureCredential() as credential:
        return SecretClient(f"https://{vault}.vault.azure.net", credential).get_secret(name).value


def shown(azure: LocalAzure) -> dict[str, object]:
    """What ARM shows of everything, but when it was last written."""
    return {
        name: {key: value for key, value in each.properties.items() if key not in WRITTEN}
        for name, each in resources(azure).items()
    }


def test_the_pod_reaches_everything_that_it_was_given(whole: LocalAzure) -> None:
    """Vault by role and by policy, settings, a blob container, a queue: with the real clients."""
    with whole.inside(POD), DefaultAzureCredential() as credential:
        store = AzureAppConfigurationClient("https://widemo-appcs.azconfig.io", credential)
        settings = {each.key: each.value for each in store.list_configuration_settings()}
        blobs = BlobServiceClient("https://widemostore.blob.core.windows.net", credential)
        found = list(blobs.get_container_client("data").list_blobs())
        QueueClient("https://widemostore.queue.core.windows.net", "jobs", credential=credential).send_message("work")

    assert ("one", "two") == (secret(whole, "widemo-kv", "my-secret"), secret(whole, "widemo-old", "other"))
    assert ("blue", []) == (settings["app:color"], found)
    assert '"enabled": true' in str(settings[".appconfig.featureflag/beta"])


def test_applying_again_changes_nothing(whole: LocalAzure) -> None:
    """No new version of a secret, no new identity, no second assignment."""
    before = shown(whole)
    again = whole.apply(WHOLE)

    assert before == shown(whole)
    assert 0 == again.removed
    assert not [event for event in whole.events[-60:] if event.operation == "set secret" and event.status == 201]


def test_what_the_file_no_longer_names_goes(whole: LocalAzure) -> None:
    whole.apply(EMPTY)

    assert {""} == set(resources(whole))


def test_a_name_that_was_removed_is_free_again(whole: LocalAzure) -> None:
    """Vaults and stores are purged where that is allowed; what is there again begins empty."""
    whole.apply(EMPTY)
    whole.apply(WHOLE.replace("value: one", "value: three"))

    assert "three" == secret(whole, "widemo-kv", "my-secret")


def test_a_vault_that_may_not_be_purged_comes_back(local_azure: LocalAzure) -> None:
    """With purge protection the name stays taken, and a file that names it again recovers it."""
    protected = WHOLE.replace("authorization: policies", "authorization: policies\n    purgeProtection: true")
    local_azure.apply(protected)
    local_azure.apply(EMPTY)
    local_azure.apply(protected)

    assert "two" == secret(local_azure, "widemo-old", "other")


def test_a_changed_value_is_a_new_version(whole: LocalAzure) -> None:
    whole.apply(WHOLE.replace("value: one", "value: changed").replace("value: blue", "value: green"))

    assert "changed" == secret(whole, "widemo-kv", "my-secret")


def test_a_value_of_the_environment_comes_before_the_files(
    local_azure: LocalAzure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKSESS_SECRET_MY_SECRET", "from the environment")
    local_azure.apply(WHOLE)

    assert "from the environment" == secret(local_azure, "widemo-kv", "my-secret")


def test_a_secret_without_a_value_gets_a_placeholder_that_stays(local_azure: LocalAzure) -> None:
    """Named, so that nobody takes it for a real one; and not another at every application."""
    silent = WHOLE.replace("{name: my-secret, value: one}", "my-secret")
    first = local_azure.apply(silent)
    value = secret(local_azure, "widemo-kv", "my-secret")
    second = local_azure.apply(silent)

    assert (("widemo-kv/my-secret",), ()) == (first.placeholders, second.placeholders)
    assert value == secret(local_azure, "widemo-kv", "my-secret")


def test_a_failure_is_azures_own_words_and_forgets_nothing(whole: LocalAzure) -> None:
    """A store name of somebody else; what was done before it is removed by the next good file."""
    taken = WHOLE + "  - {name: wi-late, serviceAccount: widemo/late}\n"
    whole.simulate(entra_outage=True)
    with pytest.raises(ApplyFailed, match="sign in"):
        whole.apply(taken)
    whole.simulate(entra_outage=False)
    whole.apply(EMPTY)

    assert {""} == set(resources(whole))


def test_rules_that_the_file_no_longer_names_go(whole: LocalAzure) -> None:
    """A vault or an account without ``network`` is open, and not closed as it was."""
    rules = "    network: {default: deny, addresses: [caller], subnets: [widemo-vnet/aks]}\n"
    whole.apply(WHOLE.replace(rules, ""))
    found = {each.properties["networkAcls"]["defaultAction"] for each in resources(whole).values() if _ruled(each)}

    assert {"Allow"} == found


def _ruled(resource: Resource) -> bool:
    return type_of(resource.id) in ("microsoft.keyvault/vaults", "microsoft.storage/storageaccounts")


def test_what_goes_is_not_in_the_way_of_what_comes(local_azure: LocalAzure) -> None:
    """An identity's 20 federated credentials for 20 others; a subnet's range for another subnet."""
    model = """
aksess: 1
location: westeurope
resourceGroup: widemo
network: {name: net, addressSpace: [10.0.0.0/16], subnets: [{name: one, prefix: 10.0.0.0/24}]}
clusters: [{name: blue}]
workloads: [{name: web, serviceAccounts: [%s]}]
"""
    local_azure.apply(model % ", ".join(f"shop/web{number}" for number in range(20)))
    again = (model % ", ".join(f"shop/api{number}" for number in range(20))).replace("name: one", "name: two")
    done = local_azure.apply(again)

    assert (21, 0) == (done.removed, local_azure.apply(again).removed)


def test_nodes_do_not_leave_their_subnet_unnoticed(whole: LocalAzure) -> None:
    with pytest.raises(
        ApplyFailed, match="cluster widemo-aks: its nodes are in .*/subnets/aks, the file names no subnet"
    ):
        whole.apply(WHOLE.replace("{name: widemo-aks, subnet: widemo-vnet/aks}", "{name: widemo-aks}"))


def test_two_files_do_not_take_each_others_away(local_azure: LocalAzure, tmp_path: Path) -> None:
    """Each removes what it created itself."""
    for name in ("one", "two"):
        (tmp_path / name).write_text(EMPTY.replace("widemo", name))
        local_azure.apply(tmp_path / name)
    (tmp_path / "one").write_text(EMPTY.replace("widemo", "other"))
    local_azure.apply(tmp_path / "one")
    groups = local_azure.on_server(
        lambda cloud: {each.name for each in cloud.inventory.below("/subscriptions") if each.id.count("/") == 4}
    )

    assert {"two", "other"} == groups


def test_a_renamed_resource_group_moves_all_there_is(whole: LocalAzure) -> None:
    """Vaults, stores and accounts are unique in all of Azure: the old ones go before the new ones come."""
    whole.apply(WHOLE.replace("resourceGroup: widemo", "resourceGroup: shop"))
    left = set(resources(whole))
    again = whole.apply(WHOLE.replace("resourceGroup: widemo", "resourceGroup: shop"))

    assert (set(), 0) == (left, again.removed)
    assert "one" == secret(whole, "widemo-kv", "my-secret")


def test_a_group_that_holds_somebody_elses_stays(whole: LocalAzure, tmp_path: Path) -> None:
    """The file takes away what it made, and no more."""
    (tmp_path / "theirs").write_text(EMPTY + "workloads: [{name: wi-theirs, serviceAccount: widemo/theirs}]\n")
    whole.apply(tmp_path / "theirs")
    whole.apply(EMPTY.replace("resourceGroup: widemo", "resourceGroup: shop"))

    assert {"", "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/wi-theirs"} == set(resources(whole))


def test_how_long_a_token_lives_is_declared_with_the_workload(local_azure: LocalAzure) -> None:
    """As the annotation that the Terraform root writes."""
    local_azure.apply(WHOLE.replace("/wi-demo-sa\n", "/wi-demo-sa\n    tokenExpiration: 7200\n"))

    assert {7200} == {token.expiration for token in local_azure.pod(POD).admitted.tokens}


def test_whom_a_service_account_speaks_for_is_declared_with_it(whole: LocalAzure) -> None:
    """Two identities vouch for it; the file says which one its annotation names."""
    more = "  - {name: wi-other, serviceAccount: widemo/other}\n"
    whole.apply(WHOLE + more)

    assert whole.pod("widemo/other").facts.identity == "wi-other"


def test_what_is_wrong_in_a_file_is_told_before_anything_is_done(local_azure: LocalAzure) -> None:
    with pytest.raises(ValueError, match="clusterz"):
        local_azure.apply(EMPTY + "clusterz: []\n")

    assert {} == resources(local_azure)


def test_a_pod_without_a_declared_account_is_refused(whole: LocalAzure) -> None:
    with pytest.raises(Refused, match="wi-demo-sa"):
        whole.environment("widemo/default")
