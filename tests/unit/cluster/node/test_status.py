"""The status of a pod."""

from dataclasses import replace
from typing import Any

from aksess.cluster.node.container_state import Record, Running, Terminated, Waiting
from aksess.cluster.node.lifecycle import Outcome
from aksess.cluster.node.pod import containers_of
from aksess.cluster.node.status import PodFacts, pod_status
from tests.unit.cluster.node.builders import container, ended, pod, running, sidecar

FACTS = PodFacts("10.224.0.4", "10.244.0.7", 50.0, True, "process")


def status(asked: dict[str, Any], facts: PodFacts = FACTS, **records: Record) -> dict[str, Any]:
    return pod_status(asked, containers_of(asked), records, facts, 1000.0)


def test_a_running_pod_says_where_and_since_when() -> None:
    found = status(pod(), main=running())

    assert "Running" == found["phase"]
    assert ("10.244.0.7", [{"ip": "10.244.0.7"}]) == (found["podIP"], found["podIPs"])
    assert ("10.224.0.4", [{"ip": "10.224.0.4"}]) == (found["hostIP"], found["hostIPs"])
    assert ("1970-01-01T00:00:50Z", "BestEffort", 1) == (
        found["startTime"], found["qosClass"], found["observedGeneration"],
    )  # fmt: skip


def test_a_container_is_told_with_its_states_and_restarts() -> None:
    record = Record(
        state=Running(100.0, "id-2"), last=Terminated(1, "Error", 90.0, 80.0, "boom", "id-1"), restarts=3,
        started=True, ready=True, image_id="sha256:1",
    )  # fmt: skip
    found = status(pod(), main=record)["containerStatuses"][0]

    assert {
        "name": "main",
        "state": {"running": {"startedAt": "1970-01-01T00:01:40Z"}},
        "lastState": {
            "terminated": {
                "exitCode": 1,
                "reason": "Error",
                "startedAt": "1970-01-01T00:01:20Z",
                "finishedAt": "1970-01-01T00:01:30Z",
                "message": "boom",
                "containerID": "id-1",
            }
        },
        "ready": True,
        "restartCount": 3,
        "image": "image.test/app:1",
        "imageID": "sha256:1",
        "containerID": "process://id-2",
        "started": True,
    } == found


def test_a_pod_is_pending_until_each_container_has_run() -> None:
    asked = pod(container("a"), container("b"))

    assert "Pending" == status(asked, a=running(), b=Record())["phase"]
    assert "Running" == status(asked, a=running(), b=running())["phase"]


def test_a_pod_is_pending_while_it_is_initialized() -> None:
    asked = pod(init=(container("setup"), sidecar()))

    assert "Pending" == status(asked, setup=running(), side=Record(), main=Record())["phase"]
    assert "Pending" == status(asked, setup=ended(), side=running(started=False), main=Record())["phase"]
    assert "Running" == status(asked, setup=ended(), side=running(started=False), main=running())["phase"]


def test_a_container_that_waits_for_init_containers_says_so() -> None:
    found = status(pod(init=(container("setup"),)), setup=running(), main=Record())

    assert {"waiting": {"reason": "PodInitializing"}} == found["containerStatuses"][0]["state"]
    assert "setup" == found["initContainerStatuses"][0]["name"]


def test_a_pod_in_back_off_still_counts_as_running() -> None:
    record = Record(state=Waiting("CrashLoopBackOff", "back-off"), last=Terminated(1, "Error", 90.0))
    found = status(pod(), main=record)

    assert "Running" == found["phase"]
    assert {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off"}} == found["containerStatuses"][0]["state"]


def test_the_end_of_a_pod_is_its_phase_with_the_nodes_reason() -> None:
    facts = replace(FACTS, outcome=Outcome.FAILED, reason="DeadlineExceeded", message="too long", pod_ip="")
    found = status(pod(), facts, main=ended(143))

    assert ("Failed", "DeadlineExceeded", "too long") == (found["phase"], found["reason"], found["message"])
    assert "podIP" not in found
