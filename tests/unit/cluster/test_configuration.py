"""The configuration files of the control plane's programs."""

from pathlib import Path

from aksess.cluster.configuration import audience, authentication, authorization, egress_selector, kubeconfig
from aksess.cluster.pki import Pki
from aksess.cluster.versions import Version
from aksess.wire.cluster import EntraAccess
from tests.unit.cluster.plans import plan, signer


def test_the_cluster_is_reached_through_the_socket_and_etcd_is_not() -> None:
    """A selection for etcd, even a direct one, makes the API server read etcd's Unix socket as a host name."""
    [selection] = egress_selector(Path("/run/egress"))["egressSelections"]

    assert "cluster" == selection["name"]
    assert "/run/egress" == selection["connection"]["transport"]["uds"]["udsName"]


def test_both_issuers_of_entra_are_trusted_for_the_aks_application_alone() -> None:
    made = authentication(EntraAccess("tenant"), "PEM", Version(1, 37, 2))

    assert "apiserver.config.k8s.io/v1" == made["apiVersion"]
    assert ["https://sts.windows.net/tenant/", "https://login.microsoftonline.com/tenant/v2.0"] == [
        each["issuer"]["url"] for each in made["jwt"]
    ]
    assert {("6dae42f8-4368-4678-94ff-3960e28e3630",)} == {tuple(each["issuer"]["audiences"]) for each in made["jwt"]}


def test_an_older_api_server_reads_the_beta_form() -> None:
    made = authentication(EntraAccess("tenant"), "PEM", Version(1, 33, 6))

    assert "apiserver.config.k8s.io/v1beta1" == made["apiVersion"]


def test_azure_rbac_is_asked_last_and_about_users_of_entra_alone() -> None:
    made = authorization(Path("/config/authorizer.json"), Version(1, 37, 2))

    assert ["Node", "RBAC", "Webhook"] == [each["type"] for each in made["authorizers"]]
    webhook = made["authorizers"][-1]["webhook"]
    assert "NoOpinion" == webhook["failurePolicy"]
    assert "oid.aksess.io/principal" in webhook["matchConditions"][0]["expression"]


def test_a_kubeconfig_holds_the_clients_certificate(tmp_path: Path) -> None:
    pki = Pki(tmp_path)
    pki.write(plan(), signer())

    made = kubeconfig(pki, "scheduler", "https://127.0.0.1:6443")

    assert "scheduler" == made["current-context"]
    assert "https://127.0.0.1:6443" == made["clusters"][0]["cluster"]["server"]
    assert {"client-certificate-data", "client-key-data"} == set(made["users"][0]["user"])


def test_the_api_servers_own_audience_is_its_address() -> None:
    assert "https://widemo-aks-1.hcp.westeurope.azmk8s.io" == audience(plan())
