"""Quality of service classes."""

from typing import Any

import pytest

from aksess.cluster.node.qos import qos_class
from tests.unit.cluster.node.builders import container, pod

FULL = {"cpu": "1", "memory": "1Gi"}


@pytest.mark.parametrize(
    ("resources", "found"),
    [
        ({}, "BestEffort"),
        ({"limits": FULL}, "Guaranteed"),
        ({"limits": FULL, "requests": {"cpu": "1000m", "memory": "1024Mi"}}, "Guaranteed"),
        ({"limits": FULL, "requests": {"cpu": "500m"}}, "Burstable"),
        ({"requests": {"cpu": "500m"}}, "Burstable"),
        ({"limits": {"memory": "1Gi"}}, "Burstable"),
        ({"limits": {"nvidia.com/gpu": "1"}}, "BestEffort"),
    ],
)
def test_requests_and_limits_make_the_class(resources: dict[str, Any], found: str) -> None:
    assert found == qos_class(pod(container(resources=resources)))


def test_every_container_of_a_pod_counts() -> None:
    assert "Burstable" == qos_class(pod(container(resources={"limits": FULL}), init=(container("setup"),)))
