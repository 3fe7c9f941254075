"""The real controllers on the node: StatefulSet, DaemonSet, CronJob, ReplicaSet, and what they wait for."""

from __future__ import annotations

import base64
import json
from typing import Any

from tests.conformance.cluster.azure import Azure
from tests.conformance.cluster.node_objects import deployment, job, pod, shell, until

FOREVER = "trap 'exit 0' TERM; while true; do sleep 0.2; done"


def workload(kind: str, name: str, **spec: Any) -> dict[str, Any]:
    """A controller's object with a pod template."""
    labels = {"app": name}
    template = {
        "metadata": {"labels": labels},
        "spec": {"containers": [shell(FOREVER)], "terminationGracePeriodSeconds": 1},
    }
    return {
        "apiVersion": "apps/v1",
        "kind": kind,
        "metadata": {"name": name, "namespace": "default"},
        "spec": {"selector": {"matchLabels": labels}, "template": template, **spec},
    }


def test_a_stateful_set_comes_up_in_order_with_its_names(azure: Azure) -> None:
    azure.apply(workload("StatefulSet", "db", serviceName="db", replicas=2))
    azure.kubectl("rollout", "status", "statefulset/db", "--timeout=60s")
    started = [azure.get("pod", f"db-{number}")["status"]["startTime"] for number in (0, 1)]

    assert started == sorted(started)
    assert "db-1\n" == azure.kubectl("exec", "db-1", "--", "hostname")


def test_a_daemon_set_runs_on_the_node(azure: Azure) -> None:
    azure.apply(workload("DaemonSet", "agent"))
    azure.kubectl("rollout", "status", "daemonset/agent", "--timeout=60s")

    assert 1 == azure.get("daemonset", "agent")["status"]["numberReady"]


def test_a_cron_job_makes_jobs(azure: Azure) -> None:
    template = job("unused", shell("echo on time"))["spec"]
    azure.apply(
        {
            "apiVersion": "batch/v1",
            "kind": "CronJob",
            "metadata": {"name": "clock", "namespace": "default"},
            "spec": {"schedule": "0 0 1 1 *", "jobTemplate": {"spec": template}},
        }
    )
    azure.kubectl("create", "job", "now", "--from=cronjob/clock")
    azure.kubectl("wait", "--for=condition=Complete", "job/now", "--timeout=30s")

    assert "on time\n" == azure.kubectl("logs", "job/now")


def test_a_new_version_is_rolled_out_without_a_gap(azure: Azure) -> None:
    azure.apply(deployment("rolling", 3, shell(FOREVER)))
    azure.kubectl("rollout", "status", "deployment/rolling", "--timeout=60s")
    azure.kubectl("set", "env", "deployment/rolling", "VERSION=2")
    azure.kubectl("rollout", "status", "deployment/rolling", "--timeout=60s")
    status = azure.get("deployment", "rolling")["status"]

    assert (3, 3) == (status["readyReplicas"], status["updatedReplicas"])


def test_a_deployment_whose_service_account_is_missing_says_so(azure: Azure) -> None:
    """The ReplicaSet's event, as on AKS."""
    asked = deployment("lost", 1, shell(FOREVER))
    asked["spec"]["template"]["spec"]["serviceAccountName"] = "nobody"
    azure.apply(asked)

    until(azure, 'serviceaccount "nobody" not found', "get", "events")


def test_a_pod_that_asks_for_more_than_there_is_stays_pending(azure: Azure) -> None:
    azure.apply(pod("huge", shell(FOREVER, resources={"requests": {"cpu": "900"}})))

    assert "Insufficient cpu" in until(azure, "FailedScheduling", "describe", "pod", "huge")


def test_a_deadline_ends_a_pod(azure: Azure) -> None:
    azure.apply(pod("late", shell(FOREVER), activeDeadlineSeconds=2))
    azure.kubectl("wait", "--for=jsonpath={.status.reason}=DeadlineExceeded", "pod/late", "--timeout=30s")

    assert "Failed" == azure.get("pod", "late")["status"]["phase"]


def test_a_projected_token_is_that_of_the_pod(azure: Azure) -> None:
    """Its audience, its subject, and the pod that it is bound to."""
    token = {"audience": "api://AzureADTokenExchange", "expirationSeconds": 3600, "path": "token"}
    volume = {"name": "t", "projected": {"sources": [{"serviceAccountToken": token}]}}
    main = shell(FOREVER, volumeMounts=[{"name": "t", "mountPath": "/tokens"}])
    azure.apply(pod("bearer", main, volumes=[volume]))
    azure.kubectl("wait", "--for=condition=Ready", "pod/bearer", "--timeout=30s")
    payload = azure.kubectl("exec", "bearer", "--", "cat", "/tokens/token").split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    uid = azure.get("pod", "bearer")["metadata"]["uid"]

    assert [token["audience"]] == claims["aud"]
    assert "system:serviceaccount:default:default" == claims["sub"]
    assert uid == claims["kubernetes.io"]["pod"]["uid"]
    assert 3600 == claims["exp"] - claims["iat"]
