"""The command lines of the control plane's programs."""

from pathlib import Path

import pytest

from aksess.cluster.binaries import PROGRAMS, Binaries
from aksess.cluster.flags import Commands
from aksess.cluster.layout import Layout
from aksess.cluster.pki import Pki
from aksess.cluster.versions import Version
from aksess.wire.cluster import ClusterPlan, EntraAccess
from tests.unit.cluster.plans import plan


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = Layout(tmp_path)
    layout.pki.mkdir()
    Pki(layout.pki).write_service_account_keys(plan())
    return layout


def commands(layout: Layout, given: ClusterPlan) -> Commands:
    binaries = Binaries({name: Path("/bin") / name for name in PROGRAMS}, Version(1, 37, 2), "test")
    return Commands(given, layout, binaries, 6443)


def values(command: list[str], flag: str) -> list[str]:
    return [each.partition("=")[2] for each in command if each.startswith(f"--{flag}=")]


def test_nothing_but_the_api_server_listens_and_that_on_loopback(layout: Layout) -> None:
    made = commands(layout, plan())

    assert ["127.0.0.1"] == values(made.apiserver(), "bind-address")
    assert ["0"] == values(made.controller_manager(), "secure-port") == values(made.scheduler(), "secure-port")
    assert all(each.startswith("unix://") for each in values(made.etcd(), "listen-client-urls"))
    assert all(each.startswith("unix://") for each in values(made.etcd(), "listen-peer-urls"))


def test_tokens_are_signed_with_the_newest_key_of_the_issuer_and_verified_with_all(layout: Layout) -> None:
    command = commands(layout, plan()).apiserver()
    [signing] = values(command, "service-account-signing-key-file")

    assert "new key" == Path(signing).read_text()
    assert ["old key", "new key"] == [Path(each).read_text() for each in values(command, "service-account-key-file")]
    assert "https://westeurope.oic.prod-aks.azure.com/tenant/guid/" == values(command, "service-account-issuer")[0]


def test_a_cluster_without_an_issuer_signs_under_its_own_address(layout: Layout) -> None:
    command = commands(layout, plan(issuer="")).apiserver()

    assert ["https://widemo-aks-1.hcp.westeurope.azmk8s.io"] == values(command, "service-account-issuer")


def test_static_tokens_are_for_clusters_with_local_accounts(layout: Layout) -> None:
    assert values(commands(layout, plan()).apiserver(), "token-auth-file")
    assert [] == values(commands(layout, plan(local_accounts=False)).apiserver(), "token-auth-file")


def test_entra_is_for_clusters_that_have_its_integration(layout: Layout) -> None:
    assert [] == values(commands(layout, plan()).apiserver(), "authentication-config")
    assert values(commands(layout, plan(entra=EntraAccess("tenant"))).apiserver(), "authentication-config")


def test_azure_rbac_takes_the_place_of_the_flag(layout: Layout) -> None:
    command = commands(layout, plan(entra=EntraAccess("tenant", azure_rbac=True))).apiserver()

    assert values(command, "authorization-config")
    assert [] == values(command, "authorization-mode")
    assert ["Node,RBAC"] == values(commands(layout, plan()).apiserver(), "authorization-mode")
