"""The variables of a container."""

import base64
from typing import Any

import pytest

from aksess.cluster.node.environment import EnvironmentFailed, Sources, container_environment
from aksess.cluster.node.pod import containers_of
from aksess.cluster.node.references import Kind, ObjectKey, Objects
from tests.unit.cluster.node.builders import WHERE, container, pod

CONFIG = ObjectKey(Kind.CONFIG_MAP, "shop", "config")
SECRET = ObjectKey(Kind.SECRET, "shop", "login")
OBJECTS: Objects = {
    CONFIG: {"data": {"COLOUR": "blue"}},
    SECRET: {"data": {"password": base64.b64encode(b"hunter2").decode()}},
}


def variables(objects: Objects = OBJECTS, services: dict[str, str] | None = None, **fields: Any) -> dict[str, str]:
    asked = pod(container(**fields))
    return container_environment(asked, containers_of(asked)[0], Sources(objects, services or {}, WHERE))


def test_values_come_from_everywhere() -> None:
    found = variables(
        env=[
            {"name": "PLAIN", "value": "x"},
            {"name": "EMPTY"},
            {"name": "C", "valueFrom": {"configMapKeyRef": {"name": "config", "key": "COLOUR"}}},
            {"name": "S", "valueFrom": {"secretKeyRef": {"name": "login", "key": "password"}}},
            {"name": "F", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
            {"name": "R", "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu"}}},
        ]
    )

    assert {"PLAIN": "x", "EMPTY": "", "C": "blue", "S": "hunter2", "F": "web", "R": "4"} == found


def test_a_value_may_refer_to_what_was_said_before_it() -> None:
    found = variables(
        services={"DB_SERVICE_HOST": "10.0.0.8"},
        env=[
            {"name": "A", "value": "$(B)"},
            {"name": "B", "value": "b"},
            {"name": "C", "value": "$(B)/$(DB_SERVICE_HOST)/$$(B)"},
        ],
    )

    assert ("$(B)", "b/10.0.0.8/$(B)") == (found["A"], found["C"])


def test_env_counts_before_env_from_and_both_before_services() -> None:
    found = variables(
        services={"COLOUR": "grey", "OTHER": "grey"},
        envFrom=[{"configMapRef": {"name": "config"}}, {"prefix": "P_", "secretRef": {"name": "login"}}],
        env=[{"name": "P_password", "value": "mine"}],
    )

    assert {"COLOUR": "blue", "P_password": "mine", "OTHER": "grey"} == found


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"envFrom": [{"configMapRef": {"name": "none"}}]}, 'configmap "none" not found'),
        ({"envFrom": [{"secretRef": {"name": "none"}}]}, 'secret "none" not found'),
        (
            {"env": [{"name": "A", "valueFrom": {"secretKeyRef": {"name": "none", "key": "k"}}}]},
            'secret "none" not found',
        ),
        (
            {"env": [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "config", "key": "k"}}}]},
            "couldn't find key k in ConfigMap shop/config",
        ),
        ({"env": [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "x"}}}]}, "unsupported fieldPath: x"),
        ({"env": [{"name": "A", "valueFrom": {"fileKeyRef": {}}}]}, "this node does not read fileKeyRef"),
    ],
)
def test_what_is_missing_is_named_as_the_kubelet_names_it(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(EnvironmentFailed) as failed:
        variables(**fields)

    assert said in str(failed.value)


def test_what_is_optional_may_be_missing() -> None:
    optional = {"name": "none", "key": "k", "optional": True}

    assert {} == variables(
        envFrom=[{"configMapRef": {"name": "none", "optional": True}}],
        env=[
            {"name": "A", "valueFrom": {"configMapKeyRef": optional}},
            {"name": "B", "valueFrom": {"secretKeyRef": {**optional, "name": "login"}}},
        ],
    )
