"""A container as a runtime is asked for it."""

from pathlib import Path

from aksess.cluster.node.container_spec import container_spec
from aksess.cluster.node.pod import containers_of
from aksess.pods.runtime import ContainerSpec, Limits, MountSpec
from tests.unit.cluster.node.builders import container, pod

LOG = Path("/pods/uid-1/containers/main/0")


def spec(asked: dict[str, object], **variables: str) -> ContainerSpec:
    return container_spec(asked, containers_of(asked)[0], variables, (), LOG)


def test_command_and_arguments_are_expanded() -> None:
    found = spec(pod(container(command=["run", "$(NAME)"], args=["$(OTHER)"])), NAME="web")

    assert (("run", "web"), ("$(OTHER)",)) == (found.command, found.args)
    assert {"NAME": "web"} == found.environment


def test_the_security_context_of_a_container_counts_before_the_pods() -> None:
    own = container(securityContext={"runAsUser": 2, "readOnlyRootFilesystem": True})
    found = spec(pod(own, securityContext={"runAsUser": 1, "runAsGroup": 3}))

    assert (2, 3, True) == (found.user, found.group, found.read_only_root)


def test_limits_are_bytes_and_thousandths() -> None:
    limits = {"limits": {"memory": "1Gi", "cpu": "1500m"}}

    assert Limits(2**30, 1500) == spec(pod(container(resources=limits))).limits
    assert Limits() == spec(pod()).limits


def test_the_termination_message_has_its_own_path() -> None:
    assert MountSpec(LOG, "/dev/termination-log") == spec(pod()).termination_log
    assert "/tmp/why" == spec(pod(container(terminationMessagePath="/tmp/why"))).termination_log.target
