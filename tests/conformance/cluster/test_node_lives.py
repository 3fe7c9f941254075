"""The node under load, killed, and without its API server."""

from __future__ import annotations

from aksess.clock import SystemClock
from tests.conformance.cluster.azure import Azure
from tests.conformance.cluster.node_objects import deployment, job, pod, shell, until
from tests.conformance.cluster.node_process import kill_node, node_pid, resident_megabytes

FOREVER = "echo I am new; trap 'exit 0' TERM; while true; do sleep 0.2; done"
HUNDRED = 100


def test_two_hundred_pods_run_at_once_in_little_memory(azure: Azure) -> None:
    """A hundred cost the node 80 MB at most; another hundred come up as well."""
    azure.apply(deployment("many", HUNDRED, {"name": "main", "image": "registry.k8s.io/pause:3.10"}))
    azure.kubectl("rollout", "status", "deployment/many", "--timeout=120s")
    megabytes = resident_megabytes(node_pid(azure.folder))
    azure.kubectl("scale", "deployment/many", f"--replicas={2 * HUNDRED}")
    azure.kubectl("rollout", "status", "deployment/many", "--timeout=180s")

    assert megabytes < 80
    azure.kubectl("delete", "deployment", "many")
    azure.kubectl("wait", "--for=delete", "pod", "-l", "app=many", "--timeout=180s")


def test_a_killed_node_comes_back_and_does_nothing_twice(azure: Azure) -> None:
    """What is to run always runs again, once; what was done is not done again; what was lost says so."""
    once = job("once", shell("echo done"))
    azure.apply(pod("always", shell(FOREVER)), once, pod("never", shell(FOREVER), restartPolicy="Never"))
    azure.kubectl("wait", "--for=condition=Complete", "job/once", "--timeout=30s")
    azure.kubectl("wait", "--for=condition=Ready", "pod/always", "pod/never", "--timeout=30s")
    before = kill_node(azure.folder)
    azure.kubectl("wait", "--for=jsonpath={.status.containerStatuses[0].restartCount}=1", "pod/always", "--timeout=40s")
    azure.kubectl("wait", "--for=jsonpath={.status.phase}=Failed", "pod/never", "--timeout=20s")
    lost = azure.get("pod", "always")["status"]["containerStatuses"][0]["lastState"]["terminated"]

    assert before != node_pid(azure.folder)
    assert (137, "ContainerStatusUnknown") == (lost["exitCode"], lost["reason"])
    assert "I am new\n" == azure.kubectl("logs", "always")
    assert "I am new\n" == azure.kubectl("logs", "always", "--previous")
    assert 1 == len(azure.get("pods", "-l", "job-name=once")["items"])
    assert "done\n" == azure.kubectl("logs", "job/once")


def test_logs_follow_a_container_to_its_end(azure: Azure) -> None:
    azure.apply(pod("ending", shell("for i in 1 2 3; do echo $i; sleep 0.2; done"), restartPolicy="Never"))
    azure.kubectl("wait", "--for=jsonpath={.status.phase}", "pod/ending", "--timeout=20s")
    assert "1\n2\n3\n" == until(azure, "3", "logs", "-f", "ending")


def test_a_pod_says_its_first_line_within_half_a_second(azure: Azure) -> None:
    """From before kubectl is started to the line: its own start is in it."""
    script = "date +%s.%N"
    azure.apply(pod("warm", shell(script), restartPolicy="Never"))
    azure.kubectl("wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/warm", "--timeout=20s")
    began = SystemClock().now()
    azure.apply(pod("fast", shell(script), restartPolicy="Never"))
    azure.kubectl("wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/fast", "--timeout=20s")

    # Twice the aim: the machine of a test does other things, too. `make bench` measures.
    assert float(azure.kubectl("logs", "fast")) - began < 1.0
