"""What a pod may not have here."""

from typing import Any

import pytest

from aksess.cluster.node.pod_refusal import refusals
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
