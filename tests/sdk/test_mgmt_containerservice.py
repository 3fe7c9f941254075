"""azure-mgmt-containerservice: clusters, their issuers, their pools, their credentials."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from azure.core.exceptions import ResourceNotFoundError
from azure.identity import WorkloadIdentityCredential
from azure.mgmt.containerservice import ContainerServiceClient
from azure.mgmt.msi import ManagedServiceIdentityClient
from azure.mgmt.resource.resources import ResourceManagementClient

from tests.sdk.arm import GROUP, REGION, Arm, refused
from tests.sdk.tokens import claims_of
from tests.sdk.workload import POD, SUBJECT, VAULT_SCOPE

NAME = "widemo-aks"


def wanted(**properties: Any) -> dict[str, Any]:
    """A cluster with workload identity, as small as Azure takes it."""
    pool = {"name": "default", "count": 1, "vmSize": "Standard_B2s", "mode": "System"}
    usual = {
        "dnsPrefix": "widemo",
        "agentPoolProfiles": [pool],
        "oidcIssuerProfile": {"enabled": True},
        "securityProfile": {"workloadIdentity": {"enabled": True}},
    }
    return {"location": REGION, "identity": {"type": "SystemAssigned"}, "properties": {**usual, **properties}}


@pytest.fixture
def client(arm: Arm) -> Any:
    """The operator's."""
    return arm(ContainerServiceClient)


@pytest.fixture
def cluster(client: Any) -> Any:
    """A cluster, made."""
    return client.managed_clusters.begin_create_or_update(GROUP, NAME, wanted()).result()


def test_a_cluster_has_an_issuer_and_identities(arm: Arm, client: Any, cluster: Any) -> None:
    """What workload identity needs of it, and what AKS makes beside it."""
    issuer = cluster.oidc_issuer_profile.issuer_url
    with arm.azure.http() as http:
        discovery = http.get(f"{issuer}.well-known/openid-configuration").json()
    with arm(ResourceManagementClient) as resources:
        nodes = resources.resource_groups.get(cluster.node_resource_group)

    assert "Succeeded" == cluster.provisioning_state
    assert (issuer, True) == (discovery["issuer"], issuer.endswith("/"))
    assert f"MC_{GROUP}_{NAME}_{REGION}" == nodes.name
    assert {"kubeletidentity"} <= set(cluster.identity_profile)
    assert arm.azure.settings.tenant == cluster.identity.tenant_id


def test_a_cluster_lives(client: Any, cluster: Any) -> None:
    """Got, listed, tagged, changed, stopped and started, deleted with all that belongs to it."""
    clusters = client.managed_clusters
    tagged = clusters.begin_update_tags(GROUP, NAME, {"tags": {"a": "b"}}).result()
    changed = clusters.begin_create_or_update(
        GROUP, NAME, {**wanted(autoUpgradeProfile={"upgradeChannel": "stable"}), "tags": {"a": "c"}}
    ).result()
    clusters.begin_stop(GROUP, NAME).result()
    stopped = clusters.get(GROUP, NAME).power_state.code
    clusters.begin_start(GROUP, NAME).result()

    assert ({"a": "b"}, {"a": "c"}) == (tagged.tags, changed.tags)
    assert cluster.oidc_issuer_profile.issuer_url == changed.oidc_issuer_profile.issuer_url
    assert ("Stopped", "Running") == (stopped, clusters.get(GROUP, NAME).power_state.code)
    assert [[NAME]] * 2 == [[each.name for each in found] for found in (clusters.list(), _of_group(clusters))]

    clusters.begin_delete(GROUP, NAME).result()
    with pytest.raises(ResourceNotFoundError):
        clusters.get(GROUP, NAME)


def _of_group(clusters: Any) -> Any:
    return clusters.list_by_resource_group(GROUP)


def test_a_pool_lives(client: Any, cluster: Any) -> None:
    """Added, listed with the first one, scaled, removed."""
    pools = client.agent_pools
    pool = {"properties": {"count": 2, "vmSize": "Standard_B2s", "mode": "User"}}
    made = pools.begin_create_or_update(GROUP, NAME, "more", pool).result()
    pool["properties"]["count"] = 3
    pools.begin_create_or_update(GROUP, NAME, "more", pool).result()

    assert ("more", 2, 3) == (made.name, made.count, pools.get(GROUP, NAME, "more").count)
    assert {"default", "more"} == {each.name for each in pools.list(GROUP, NAME)}

    pools.begin_delete(GROUP, NAME, "more").result()
    assert ["default"] == [each.name for each in client.managed_clusters.get(GROUP, NAME).agent_pool_profiles]


def test_its_credentials_are_kubeconfigs(client: Any, cluster: Any) -> None:
    """For users and for the administrator, with the cluster's own address."""
    clusters = client.managed_clusters
    for found in (
        clusters.list_cluster_user_credentials(GROUP, NAME),
        clusters.list_cluster_admin_credentials(GROUP, NAME),
    ):
        config = yaml.safe_load(bytes(found.kubeconfigs[0].value))

        assert "Config" == config["kind"]
        assert config["clusters"][0]["cluster"]["server"].startswith(f"https://{cluster.fqdn}")


def test_a_pod_of_a_cluster_that_arm_made_signs_in(arm: Arm, client: Any, cluster: Any) -> None:
    """Issuer, identity and federated credential through the management clients alone; then the pod's credential."""
    identities = arm(ManagedServiceIdentityClient)
    identity = identities.user_assigned_identities.create_or_update(GROUP, "wi-api", {"location": REGION})
    trusted = {
        "issuer": cluster.oidc_issuer_profile.issuer_url,
        "subject": SUBJECT,
        "audiences": ["api://AzureADTokenExchange"],
    }
    identities.federated_identity_credentials.create_or_update(GROUP, "wi-api", "pod", {"properties": trusted})
    with arm.azure.inside(POD), WorkloadIdentityCredential() as credential:
        before = claims_of(credential.get_token(VAULT_SCOPE).token)
    client.managed_clusters.begin_rotate_service_account_signing_keys(GROUP, NAME).result()
    with arm.azure.inside(POD), WorkloadIdentityCredential() as credential:
        after = claims_of(credential.get_token(VAULT_SCOPE).token)

    assert [identity.principal_id] * 2 == [before["oid"], after["oid"]]


WRONG: dict[str, dict[str, Any]] = {
    "no pool": {"agentPoolProfiles": []},
    "workload identity without an issuer": {"oidcIssuerProfile": {"enabled": False}},
    "a version that is not there": {"kubernetesVersion": "0.9.0"},
    "no system pool": {"agentPoolProfiles": [{"name": "a", "count": 1, "vmSize": "Standard_B2s", "mode": "User"}]},
}


@pytest.mark.parametrize("case", WRONG)
def test_a_cluster_that_azure_would_not_take(client: Any, case: str) -> None:
    """400, with a code, and nothing is there afterwards."""
    status, code = refused(
        lambda: client.managed_clusters.begin_create_or_update(GROUP, NAME, wanted(**WRONG[case])).result()
    )

    assert (400, True) == (status, bool(code))
    assert [] == list(client.managed_clusters.list())


def test_versions_of_kubernetes_are_listed(client: Any) -> None:
    """Those that a cluster may have."""
    found = client.managed_clusters.list_kubernetes_versions(REGION)

    assert {each.version for each in found.values_property or found.values} >= {"1.33"}
