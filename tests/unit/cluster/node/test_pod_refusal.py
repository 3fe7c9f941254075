"""What a pod may not have here."""

from typing import Any

import pytest

from aksess.cluster.node.pod_refusal import ignored, refusals
from tests.unit.cluster.node.builders import container, pod


def test_an_ordinary_pod_is_not_refused() -> None:
    assert [] == refusals(pod(hostNetwork=False))


@pytest.mark.parametrize(
    ("spec", "named"),
    [
        ({"hostNetwork": True}, "hostNetwork"),
        ({"hostPID": True}, "hostPID"),
        ({"hostIPC": True}, "hostIPC"),
        ({"resourceClaims": [{"name": "gpu"}]}, "resourceClaims"),
    ],
)
def test_a_field_of_the_pod_is_refused_by_name(spec: dict[str, Any], named: str) -> None:
    assert [True] == [named in each for each in refusals(pod(**spec))]


def test_a_field_of_a_container_is_refused_with_the_container() -> None:
    devices = pod(container(volumeDevices=[{"name": "v", "devicePath": "/dev/x"}]))
    privileged = pod(container(securityContext={"privileged": True}))

    assert refusals(devices)[0].startswith("container main: volumeDevices are not available")
    assert refusals(privileged)[0].startswith("container main: privileged is not available")


def test_what_a_pod_runs_without_is_named() -> None:
    asked = pod(
        container(ports=[{"containerPort": 80, "hostPort": 8080}]),
        shareProcessNamespace=True,
        securityContext={"sysctls": [{"name": "a", "value": "b"}]},
        ephemeralContainers=[{"name": "debugger", "image": "busybox"}],
    )

    assert [
        "shareProcessNamespace has no effect on this node",
        "securityContext.sysctls has no effect on this node",
        "container main: hostPort 8080 is not opened on the host",
        "ephemeral container debugger is not started: this node has none; use kubectl exec",
    ] == ignored(asked)
    assert [] == ignored(pod())
