"""Pods of manifests are admitted as on AKS."""

from typing import Any

import pytest

from aksess.cluster.admission import settings_for
from aksess.cluster.play.admission import admit_pods
from aksess.cluster.play.errors import ManifestRefused
from aksess.cluster.play.manifests import Manifests, read_manifests

SETTINGS = settings_for("00000000-0000-4000-8000-000000000001", "1.34")
ACCOUNT = {
    "apiVersion": "v1",
    "kind": "ServiceAccount",
    "metadata": {
        "name": "wi",
        "annotations": {"azure.workload.identity/client-id": "7d9a0b1c-0000-4000-8000-000000000001"},
    },
}


def manifests(*others: dict[str, Any], label: str = "true", account: str = "wi") -> Manifests:
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "web", "labels": {"azure.workload.identity/use": label}},
        "spec": {"serviceAccountName": account, "containers": [{"name": "main", "image": "busybox"}]},
    }
    return read_manifests([pod, *others], str)


def variables(pod: dict[str, Any]) -> dict[str, str]:
    return {each["name"]: each["value"] for each in pod["spec"]["containers"][0].get("env", ())}


def test_a_labelled_pod_gets_the_variables_of_its_service_account() -> None:
    (pod,), warnings = admit_pods(manifests(ACCOUNT), SETTINGS)

    assert "7d9a0b1c-0000-4000-8000-000000000001" == variables(pod)["AZURE_CLIENT_ID"]
    assert [] == warnings


def test_a_pod_without_the_label_is_left_as_it_is() -> None:
    (pod,), _ = admit_pods(manifests(ACCOUNT, label="false"), SETTINGS)

    assert {} == variables(pod)


def test_the_account_default_exists_and_the_webhook_warns_of_its_missing_annotation() -> None:
    _, warnings = admit_pods(manifests(account="default"), SETTINGS)

    assert warnings
    assert warnings[0].startswith("pod default/web: ")


def test_a_service_account_that_is_not_declared_is_forbidden() -> None:
    with pytest.raises(ManifestRefused) as refused:
        admit_pods(manifests(), SETTINGS)

    assert (
        'pods "web" is forbidden: error looking up service account default/wi: serviceaccount "wi" not found.'
        == refused.value.message
    )


def test_the_webhooks_refusal_names_the_webhook_and_the_pod() -> None:
    found = manifests(ACCOUNT)
    for pod in found.pods.values():
        pod["metadata"]["annotations"] = {"azure.workload.identity/service-account-token-expiration": "60"}

    with pytest.raises(ManifestRefused, match="azure-workload-identity.io.* denied pod default/web"):
        admit_pods(found, SETTINGS)
