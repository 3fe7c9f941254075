"""Pods as kubectl and the real controllers see them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.cluster.azure import Azure
from tests.conformance.cluster.node_objects import config_map, deployment, job, pod, shell, until

FOREVER = "trap 'exit 0' TERM; while true; do sleep 0.2; done"
CONFIG = {"name": "v", "configMap": {"name": "settings"}}
MOUNTED = [{"name": "v", "mountPath": "/etc/settings"}]


def wait(azure: Azure, what: str, *words: str, seconds: int = 30) -> None:
    azure.kubectl("wait", what, f"--timeout={seconds}s", *words)


def test_the_node_is_ready_and_says_what_it_runs(azure: Azure) -> None:
    until(azure, " Ready ", "get", "nodes")
    node = azure.get("nodes")["items"][0]

    assert ["ExtendWebSocketsToKubelet"] == node["status"]["declaredFeatures"]
    assert "kubernetes.azure.com/cluster" in node["metadata"]["labels"]
    assert [] == [each for each in node["spec"].get("taints", []) if each["key"].endswith("not-ready")]


def test_a_pod_runs_in_order_and_is_described(azure: Azure) -> None:
    """Init container, sidecar, container: their order, the events and the states that kubectl describe shows."""
    setup = shell("echo setup > /shared/log", "setup", volumeMounts=[{"name": "w", "mountPath": "/shared"}])
    side = shell("echo side >> /shared/log;" + FOREVER, "side", restartPolicy="Always")
    side["volumeMounts"] = setup["volumeMounts"]
    main = shell("sleep 0.3; cat /shared/log;" + FOREVER, volumeMounts=setup["volumeMounts"])
    asked = pod("ordered", main, initContainers=[setup, side], volumes=[{"name": "w", "emptyDir": {}}])

    assert 0 == azure.apply(asked).code
    wait(azure, "--for=condition=Ready", "pod/ordered")
    azure.kubectl("wait", "--for=jsonpath={.status.containerStatuses[0].started}=true", "pod/ordered", "--timeout=10s")
    described = azure.kubectl("describe", "pod", "ordered")

    assert "setup\nside\n" == until(azure, "side", "logs", "ordered", "-c", "main")
    assert "Container started" in described
    assert "Scheduled" in described


def test_a_job_of_the_real_controller_completes(azure: Azure) -> None:
    assert 0 == azure.apply(job("count", shell("echo counted"))).code
    wait(azure, "--for=condition=Complete", "job/count")

    assert "counted\n" == azure.kubectl("logs", "job/count")


def test_a_job_that_fails_says_its_last_words(azure: Azure) -> None:
    main = shell("echo no luck; exit 7", terminationMessagePolicy="FallbackToLogsOnError")

    assert 0 == azure.apply(job("doomed", main)).code
    wait(azure, "--for=condition=Failed", "job/doomed")
    end = azure.get("pods", "-l", "job-name=doomed")["items"][0]["status"]["containerStatuses"][0]["state"][
        "terminated"
    ]

    assert (7, "no luck\n") == (end["exitCode"], end["message"])


def test_a_crash_shows_its_back_off_and_the_log_before(azure: Azure) -> None:
    assert 0 == azure.apply(pod("crashing", shell("echo here I am; exit 1"))).code
    reason = "jsonpath={.status.containerStatuses[0].state.waiting.reason}=CrashLoopBackOff"
    azure.kubectl("wait", f"--for={reason}", "pod/crashing", "--timeout=30s")

    assert "here I am\n" == azure.kubectl("logs", "crashing", "--previous")
    assert "Back-off restarting failed container main in pod crashing_default" in azure.kubectl(
        "describe", "pod", "crashing"
    )


def test_exec_attach_and_cp_work(azure: Azure) -> None:
    assert 0 == azure.apply(pod("target", shell("cat", stdin=True, stdinOnce=True))).code
    wait(azure, "--for=condition=Ready", "pod/target")
    (azure.folder / "file").write_bytes(bytes(range(256)) * 4000)
    azure.kubectl("cp", str(azure.folder / "file"), "target:/tmp/file")
    azure.kubectl("cp", "target:/tmp/file", str(azure.folder / "back"))
    failed = azure.inside("kubectl", "exec", "target", "--", "sh", "-c", "echo out; echo err >&2; exit 3")

    assert (azure.folder / "file").read_bytes() == (azure.folder / "back").read_bytes()
    assert 3 == failed.code
    assert "out\n" == failed.printed
    assert "err" in failed.said


def test_volumes_follow_their_config_map_at_once(azure: Azure) -> None:
    assert (
        0
        == azure.apply(
            config_map("settings", colour="blue"), pod("reader", shell(FOREVER, volumeMounts=MOUNTED), volumes=[CONFIG])
        ).code
    )
    wait(azure, "--for=condition=Ready", "pod/reader")
    before = azure.kubectl("exec", "reader", "--", "cat", "/etc/settings/colour")
    azure.apply(config_map("settings", colour="green"))
    after = azure.kubectl(
        "exec", "reader", "--", "sh", "-c", "for i in $(seq 50); do grep -q green /etc/settings/colour && break;"
        "sleep 0.1; done; cat /etc/settings/colour",
    )  # fmt: skip

    assert ("blue", "green") == (before, after)


def test_a_rollout_waits_for_readiness(azure: Azure) -> None:
    probe = {"exec": {"command": ["test", "-e", "/tmp/ready"]}, "periodSeconds": 1}
    asked = deployment("slow", 2, shell("sleep 1; touch /tmp/ready;" + FOREVER, readinessProbe=probe))

    assert 0 == azure.apply(asked).code
    azure.kubectl("rollout", "status", "deployment/slow", "--timeout=30s")

    assert 2 == azure.get("deployment", "slow")["status"]["readyReplicas"]


def test_a_failed_liveness_probe_restarts_its_container(azure: Azure) -> None:
    probe = {"exec": {"command": ["test", "!", "-e", "/tmp/sick"]}, "periodSeconds": 1, "failureThreshold": 1}

    assert 0 == azure.apply(pod("sick", shell("sleep 1; touch /tmp/sick;" + FOREVER, livenessProbe=probe))).code
    azure.kubectl("wait", "--for=jsonpath={.status.containerStatuses[0].restartCount}=1", "pod/sick", "--timeout=30s")

    assert "failed liveness probe, will be restarted" in azure.kubectl("describe", "pod", "sick")


@pytest.mark.parametrize(
    ("name", "spec", "said"),
    [
        ("host-path", {"volumes": [{"name": "v", "hostPath": {"path": "/"}}]}, "does not mount hostPath volumes"),
        ("host-network", {"hostNetwork": True}, "hostNetwork is not available"),
        ("no-config", {"volumes": [{"name": "v", "configMap": {"name": "none"}}]}, 'configmap "none" not found'),
    ],
)
def test_what_a_pod_cannot_have_is_said_in_an_event(azure: Azure, name: str, spec: dict[str, Any], said: str) -> None:
    assert 0 == azure.apply(pod(name, shell(FOREVER), **spec)).code
    until(azure, said, "describe", "pod", name)

    assert "Pending" == azure.get("pod", name)["status"]["phase"]


def test_an_image_that_nothing_stands_in_for_is_an_image_pull_error(azure: Azure) -> None:
    assert 0 == azure.apply(pod("unknown", {"name": "main", "image": "registry.test/none:1"})).code
    reason = "jsonpath={.status.containerStatuses[0].state.waiting.reason}=ImagePullBackOff"
    azure.kubectl("wait", f"--for={reason}", "pod/unknown", "--timeout=30s")

    assert 'Failed to pull image "registry.test/none:1"' in azure.kubectl("describe", "pod", "unknown")


def test_a_deleted_pod_has_its_grace(azure: Azure) -> None:
    """The container sees SIGTERM, says good-bye, and the pod is gone within its grace period."""
    lifecycle = {"preStop": {"exec": {"command": ["sh", "-c", "echo draining > /proc/1/fd/1"]}}}
    script = "trap 'echo bye; exit 0' TERM; while true; do sleep 0.1; done"
    assert 0 == azure.apply(pod("polite", shell(script, lifecycle=lifecycle))).code
    wait(azure, "--for=condition=Ready", "pod/polite")
    azure.kubectl("delete", "pod", "polite", "--timeout=20s")

    assert 0 != azure.inside("kubectl", "get", "pod", "polite").code


def test_a_pod_reads_nothing_of_the_local_azure(azure: Azure) -> None:
    """Not its keys, and not the files of another pod."""
    assert 0 == azure.apply(pod("curious", shell(FOREVER))).code
    wait(azure, "--for=condition=Ready", "pod/curious")
    looked = azure.inside("kubectl", "exec", "curious", "--", "ls", str(azure.folder / ".aksess"))

    assert 0 != looked.code
    assert "No such file or directory" in looked.said
