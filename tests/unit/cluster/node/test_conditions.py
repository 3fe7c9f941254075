"""The conditions of a pod."""

from typing import Any

from aksess.cluster.node.conditions import pod_conditions
from aksess.cluster.node.container_state import Record
from aksess.cluster.node.pod import containers_of
from tests.unit.cluster.node.builders import container, ended, pod, running, sidecar


def conditions(asked: dict[str, Any], phase: str = "Running", **records: Record) -> dict[str, dict[str, Any]]:
    found = pod_conditions(asked, containers_of(asked), records, phase, True, 1000.0)
    return {each["type"]: each for each in found}


def test_a_pod_is_ready_when_its_containers_are() -> None:
    found = conditions(pod(), main=running())

    assert {"True"} == {each["status"] for each in found.values()}
    assert {"PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"} == found.keys()
    assert (1, "1970-01-01T00:16:40Z") == (
        found["Ready"]["observedGeneration"], found["Ready"]["lastTransitionTime"],
    )  # fmt: skip


def test_containers_that_are_not_ready_are_named() -> None:
    found = conditions(
        pod(container("a"), container("b"), init=(sidecar(),)), side=running(), a=running(ready=False), b=running()
    )

    assert ("False", "ContainersNotReady", "containers with unready status: [a]") == (
        found["Ready"]["status"], found["Ready"]["reason"], found["Ready"]["message"],
    )  # fmt: skip
    assert found["ContainersReady"]["message"] == found["Ready"]["message"]


def test_readiness_gates_count_for_the_pod_and_not_for_its_containers() -> None:
    asked = pod(readinessGates=[{"conditionType": "gate.test/one"}, {"conditionType": "gate.test/two"}])
    asked["status"]["conditions"] = [{"type": "gate.test/two", "status": "False"}]
    found = conditions(asked, main=running())

    assert "True" == found["ContainersReady"]["status"]
    assert "ReadinessGatesNotReady" == found["Ready"]["reason"]
    assert (
        'corresponding condition of pod readiness gate "gate.test/one" does not exist., '
        'the status of pod readiness gate "gate.test/two" is not "True", but False'
    ) == found["Ready"]["message"]
    assert {"type": "gate.test/two", "status": "False"} == found["gate.test/two"]


def test_init_containers_that_are_not_done_are_named() -> None:
    asked = pod(init=(container("setup"), sidecar()))
    found = conditions(asked, "Pending", setup=ended(), side=running(started=False), main=Record())

    assert ("ContainersNotInitialized", "containers with incomplete status: [side]") == (
        found["Initialized"]["reason"], found["Initialized"]["message"],
    )  # fmt: skip


def test_a_pod_that_has_run_stays_initialized() -> None:
    asked = pod(init=(sidecar(),))

    assert "True" == conditions(asked, side=running(started=False), main=running())["Initialized"]["status"]


def test_a_pod_that_is_done_says_how() -> None:
    done = conditions(pod(), "Succeeded", main=ended())
    failed = conditions(pod(), "Failed", main=ended(1))

    assert ("PodCompleted", "PodCompleted") == (done["Ready"]["reason"], done["Initialized"]["reason"])
    assert ("False", "PodFailed") == (failed["Ready"]["status"], failed["ContainersReady"]["reason"])


def test_a_transition_keeps_its_time_until_the_next_one() -> None:
    asked = pod()
    before = {"status": "True", "lastTransitionTime": "2020-01-01T00:00:00Z"}
    asked["status"]["conditions"] = [{"type": "Ready", **before}, {"type": "PodScheduled", **before}]
    found = conditions(asked, main=running(ready=False))

    assert "1970-01-01T00:16:40Z" == found["Ready"]["lastTransitionTime"]
    assert "2020-01-01T00:00:00Z" == found["PodScheduled"]["lastTransitionTime"]
