"""A node pool's properties."""

from typing import Any

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm.types.pool_shape import fill_pool, version_of


def filled(name: str = "user", **pool: Any) -> dict[str, Any]:
    """A pool as AKS completes it."""
    fill_pool(pool, name, "1.33", 30)
    return pool


def test_what_is_not_said_is_filled_in() -> None:
    """Nothing that a client would read as a change of its own."""
    shown = filled(osDiskSizeGB=0, maxPods=None)

    assert (1, 128, 30) == (shown["count"], shown["osDiskSizeGB"], shown["maxPods"])
    assert ("1.33", "1.33.7") == (shown["orchestratorVersion"], shown["currentOrchestratorVersion"])
    assert ("Ubuntu", "OS", "Managed") == (shown["osSKU"], shown["kubeletDiskType"], shown["osDiskType"])
    assert "workloadRuntime" not in shown


def test_no_nodes_at_all_is_a_number() -> None:
    """With autoscaling from nothing."""
    assert 0 == filled(count=0, enableAutoScaling=True, minCount=0, maxCount=3)["count"]


@pytest.mark.parametrize(
    "pool",
    [
        {"count": -1},
        {"count": 1001},
        {"enableAutoScaling": True},
        {"enableAutoScaling": True, "minCount": 3, "maxCount": 1},
        {"minCount": 1, "maxCount": 3},
        {"mode": "System", "osType": "Windows"},
        {"name": "Upper"},
        {"name": "1st"},
        {"name": "a" * 13},
        {"name": "sevench", "osType": "Windows"},
    ],
)
def test_what_aks_refuses_is_refused(pool: dict[str, Any]) -> None:
    """400 InvalidParameter."""
    with pytest.raises(Fault) as refused:
        filled(**pool)

    assert (400, "InvalidParameter") == (refused.value.status, refused.value.code)


@pytest.mark.parametrize(("text", "wanted"), [("1.33", "1.33.7"), ("1.27.3", "1.27.3")])
def test_a_minor_version_runs_its_newest_patch(text: str, wanted: str) -> None:
    """A full one is taken as it is."""
    assert wanted == version_of(text)
