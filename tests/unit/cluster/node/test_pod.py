"""A pod as the node reads it."""

import pytest

from aksess.cluster.node.pod import (
    Restart,
    Role,
    container_named,
    containers_of,
    deletion_grace,
    is_deleted,
    is_finished,
    key_of,
)
from tests.unit.cluster.node.builders import container, pod, sidecar


def test_containers_come_in_the_order_in_which_they_start() -> None:
    found = containers_of(pod(container("app"), init=(container("setup"), sidecar("proxy"))))

    assert [("setup", Role.INIT), ("proxy", Role.SIDECAR), ("app", Role.MAIN)] == [(e.name, e.role) for e in found]


@pytest.mark.parametrize(
    ("policy", "init", "main"),
    [("Always", "OnFailure", "Always"), ("OnFailure", "OnFailure", "OnFailure"), ("Never", "Never", "Never")],
)
def test_an_init_container_is_not_run_again_after_its_success(policy: str, init: str, main: str) -> None:
    found = containers_of(pod(container("app"), init=(container("setup"),), restartPolicy=policy))

    assert [init, main] == [each.restart for each in found]


def test_a_containers_own_restart_policy_counts_before_the_pods() -> None:
    found = containers_of(pod(container("app", restartPolicy="Never")))

    assert Restart.NEVER is found[0].restart


def test_on_failure_restarts_failures_alone() -> None:
    assert [False, True] == [Restart.ON_FAILURE.applies(code) for code in (0, 1)]
    assert [True, True] == [Restart.ALWAYS.applies(code) for code in (0, 1)]
    assert [False, False] == [Restart.NEVER.applies(code) for code in (0, 1)]


def test_the_key_reads_as_in_the_kubelets_messages() -> None:
    assert "web_shop(uid-1)" == str(key_of(pod()))


def test_the_grace_of_the_deletion_counts_before_the_specs() -> None:
    asked = pod(terminationGracePeriodSeconds=90)
    assert 90 == deletion_grace(asked)

    asked["metadata"]["deletionGracePeriodSeconds"] = 0
    assert 0 == deletion_grace(asked)
    assert 30 == deletion_grace(pod())


def test_deletion_and_end_are_read_from_the_api() -> None:
    fresh, old = pod(), pod()
    old["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z"
    old["status"]["phase"] = "Failed"

    assert (False, False) == (is_deleted(fresh), is_finished(fresh))
    assert (True, True) == (is_deleted(old), is_finished(old))


def test_a_container_is_found_by_its_name() -> None:
    assert container_named(pod(container("app")), "app") is not None
    assert container_named(pod(container("app")), "other") is None
