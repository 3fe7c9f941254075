"""The walk-through to its end: a pod in a cluster reads a secret with no secret, and `kubectl logs` shows it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from aksess.clock import SystemClock
from aksess.pods import quickstart_path
from tests.conformance.cluster.azure import Azure
from tests.conformance.cluster.objects import account, namespace, pod
from tests.terraform_stand_in import StandIn

SECRET = 'my-secret = "Hello from Key Vault"'
PATIENCE = 60.0
COMMAND = [sys.executable, str(quickstart_path())]
VARIABLES = [
    {"name": "KEYVAULT_URL", "value": "https://widemo-kv.vault.azure.net"},
    {"name": "SECRET_NAME", "value": "my-secret"},
]


def client_id(azure: Azure) -> str:
    """Of the workload's identity."""
    subscription = azure.clusters()[0]["id"].split("/")[2]
    group = f"/subscriptions/{subscription}/resourceGroups/widemo"
    found = azure.arm("GET", f"{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities", None, "2023-01-31")
    return str(found["content"]["value"][0]["properties"]["clientId"])


@pytest.fixture(scope="module", autouse=True)
def _account(azure: Azure) -> None:
    made = azure.apply(
        namespace("widemo"), account("wi-demo-sa", "widemo", client_id(azure)), account("other", "widemo")
    )
    assert 0 == made.code, made.said


def finished(azure: Azure, name: str) -> dict[str, Any]:
    """A pod that has ended."""
    end = SystemClock().monotonic() + PATIENCE
    while SystemClock().monotonic() < end:
        found: dict[str, Any] = azure.get("pod", name, "-n", "widemo")
        if found["status"].get("phase") in ("Succeeded", "Failed"):
            return found
    raise AssertionError(azure.kubectl("describe", "pod", name, "-n", "widemo"))


def test_the_log_of_the_quick_start_shows_the_secret(azure: Azure) -> None:
    """`kubectl logs quick-start -f`."""
    made = azure.apply(pod("quick-start", "widemo", "wi-demo-sa", command=COMMAND, env=VARIABLES))
    assert 0 == made.code, made.said
    ended = finished(azure, "quick-start")

    assert "Succeeded" == ended["status"]["phase"], azure.kubectl("logs", "quick-start", "-n", "widemo")
    assert f"{SECRET}\n" == azure.kubectl("logs", "quick-start", "-n", "widemo", "-f")


def test_apply_ends_with_the_log_of_the_test_pod(azure: Azure, tmp_path: Path) -> None:
    """`aksess apply`: where the workloads root made one. A scripted Terraform stands in: the pod is there already."""
    made = azure.apply(pod("quick-start", "widemo", "wi-demo-sa", command=COMMAND, env=VARIABLES))
    assert 0 == made.code, made.said
    (tmp_path / "programs").mkdir()
    kube = {"kube": {"value": {"widemo-aks": {"host": f"https://{azure.clusters()[0]['host']}:443"}}}}
    summary = {"type": "change_summary", "@message": "Plan", "changes": {"add": 1, "change": 0, "remove": 0}}
    answers = {"plan": {"lines": [summary]}, "apply": {"lines": [summary]}, "output": {"lines": [json.dumps(kube)]}}
    programs = StandIn(tmp_path / "programs", answers).write().folder
    azure.done("init", "project")
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    said = azure.done("apply", "project", PATH=path, AKSESS_SECRET_MY_SECRET="x")

    assert said.endswith(f"kubectl logs quick-start -n widemo\n  | {SECRET}\n")


def test_a_deployment_is_rolled_out_and_its_pods_read_the_secret(azure: Azure) -> None:
    """From the real controllers, through the scheduler, to the node."""
    script = f"{COMMAND[0]} {COMMAND[1]} && exec sleep 600"
    container = {"name": "main", "image": "busybox", "command": ["/bin/sh", "-c", script], "env": VARIABLES}
    labels = {"app": "wi-api", "azure.workload.identity/use": "true"}
    spec = {
        "replicas": 2,
        "selector": {"matchLabels": {"app": "wi-api"}},
        "template": {
            "metadata": {"labels": labels},
            "spec": {"serviceAccountName": "wi-demo-sa", "containers": [container], "terminationGracePeriodSeconds": 1},
        },
    }
    metadata = {"name": "wi-api", "namespace": "widemo"}
    made = azure.apply({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": spec})
    assert 0 == made.code, made.said
    azure.kubectl("rollout", "status", "deployment/wi-api", "-n", "widemo", "--timeout=60s")

    until = SystemClock().monotonic() + PATIENCE
    while (said := azure.kubectl("logs", "-n", "widemo", "-l", "app=wi-api")).count(SECRET) < 2:
        assert SystemClock().monotonic() < until, said
    azure.kubectl("delete", "deployment", "wi-api", "-n", "widemo")


def test_another_service_account_is_refused_as_on_azure(azure: Azure) -> None:
    """The subject that nobody trusts, in the pod's own log."""
    other = account("other", "widemo", client_id(azure))
    assert 0 == azure.apply(other).code
    made = azure.apply(pod("refused", "widemo", "other", command=COMMAND, env=VARIABLES))
    assert 0 == made.code, made.said

    assert "Failed" == finished(azure, "refused")["status"]["phase"]
    assert "AADSTS700213" in azure.kubectl("logs", "refused", "-n", "widemo")
