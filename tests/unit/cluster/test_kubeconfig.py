"""Kubeconfigs of the local clusters."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from aksess.cluster.kubeconfig import Kubeconfig, keep, merged
from aksess.wire.cluster import ClusterAccess, KeyPair
from tests.unit.cluster.plans import CLUSTER_ID

MAKER = Kubeconfig(["aksess", "cluster", "credential"])


def access(name: str = "widemo-aks", **changes: Any) -> ClusterAccess:
    facts = {
        "id": CLUSTER_ID.replace("widemo-aks", name),
        "name": name,
        "host": f"{name}-1.hcp.westeurope.azmk8s.io",
        "version": "1.33.6",
        "running": True,
        "port": 6443,
        "authority": "CA",
        "client": KeyPair("certificate", "key"),
        "token": "token",
        "entra": False,
        "tenant_id": "",
    }
    return ClusterAccess(**{**facts, **changes})


def names(made: dict[str, Any], kind: str) -> list[str]:
    return [each["name"] for each in made[kind]]


def test_a_cluster_is_reached_at_its_azure_name_as_administrator() -> None:
    made = MAKER.of([access()])

    assert "https://widemo-aks-1.hcp.westeurope.azmk8s.io:443" == made["clusters"][0]["cluster"]["server"]
    assert "widemo-aks" == made["current-context"]
    assert ["clusterAdmin_widemo_widemo-aks"] == names(made, "users")


def test_outside_it_is_reached_on_loopback_and_still_proves_its_name() -> None:
    [cluster] = Kubeconfig([], loopback=True).of([access()])["clusters"]

    assert "https://127.0.0.1:6443" == cluster["cluster"]["server"]
    assert "widemo-aks-1.hcp.westeurope.azmk8s.io" == cluster["cluster"]["tls-server-name"]


def test_users_of_an_entra_cluster_sign_in_by_the_plugin_and_its_administrator_does_not() -> None:
    made = MAKER.of([access(entra=True, tenant_id="tenant")])

    assert ["widemo-aks", "widemo-aks-admin"] == names(made, "contexts")
    plugin = made["users"][0]["user"]["exec"]
    assert ("aksess", ["cluster", "credential", "--tenant", "tenant"]) == (plugin["command"], plugin["args"])


def test_without_local_accounts_there_is_no_administrator() -> None:
    made = MAKER.of([access(entra=True, client=None, token="")])

    assert ["widemo-aks"] == names(made, "contexts")


def test_of_several_clusters_none_is_chosen_for_the_user() -> None:
    assert "" == MAKER.of([access(), access("other")])["current-context"]


def test_what_a_user_chose_and_added_stays(tmp_path: Path) -> None:
    """kubectl config use-context and set-context write YAML into the same file."""
    path = tmp_path / "kube" / "config"
    keep(path, MAKER.of([access(), access("other")]))
    changed = yaml.safe_load(path.read_text())
    changed["current-context"] = "other"
    changed["contexts"][1]["context"]["namespace"] = "widemo"
    changed["contexts"].append({"name": "mine", "context": {"cluster": "mine", "user": "mine"}})
    path.write_text(yaml.safe_dump(changed))
    keep(path, MAKER.of([access(), access("other"), access("third")]))

    kept = yaml.safe_load(path.read_text())
    assert "other" == kept["current-context"]
    assert ["widemo-aks", "other", "third", "mine"] == names(kept, "contexts")
    assert "widemo" == kept["contexts"][1]["context"]["namespace"]
    assert 0o600 == path.stat().st_mode & 0o777


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    path = tmp_path / "config"
    keep(path, MAKER.of([access()]))
    path.write_text("current-context: mine\n")
    keep(path, MAKER.of([access()]))

    assert "current-context: mine\n" == path.read_text()


@pytest.mark.parametrize(
    "text",
    [
        "{ not: [yaml",
        "a: 2026-99-99",
        "text",
        "contexts: {}\nclusters: text",
        "contexts: [text]",
        "contexts: [{context: {}}]",
        "contexts: [{name: widemo-aks, context: text}]",
        "current-context: [widemo-aks]",
    ],
)
def test_a_file_that_is_no_kubeconfig_is_replaced_and_not_lost(tmp_path: Path, text: str) -> None:
    """A typo in it costs none of the contexts that a user added."""
    path = tmp_path / "config"
    path.write_text(text)
    aside = keep(path, MAKER.of([access()]))

    assert "widemo-aks" == yaml.safe_load(path.read_text())["current-context"]
    assert aside is not None
    assert text == aside.read_text()


def test_an_empty_file_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.touch()

    assert None is keep(path, MAKER.of([access()]))
    assert "widemo-aks" == yaml.safe_load(path.read_text())["current-context"]


def test_a_chosen_context_that_is_gone_is_not_kept() -> None:
    before = {"current-context": "gone", "contexts": []}

    assert "widemo-aks" == merged(before, MAKER.of([access()]))["current-context"]
