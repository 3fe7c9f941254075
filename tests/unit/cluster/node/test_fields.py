"""The downward API."""

import pytest

from aksess.cluster.node.fields import FieldFailed, field_value, resource_value
from tests.unit.cluster.node.builders import WHERE, container, pod


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("metadata.name", "web"),
        ("metadata.namespace", "shop"),
        ("metadata.uid", "uid-1"),
        ("spec.nodeName", "node-1"),
        ("spec.serviceAccountName", "default"),
        ("status.hostIP", "10.224.0.4"),
        ("status.podIP", "10.244.0.7"),
        ("metadata.labels['app.test/name']", "web"),
        ("metadata.labels['absent']", ""),
        ("metadata.annotations", 'note="a \\"b\\""'),
    ],
)
def test_every_field_of_the_downward_api_is_there(path: str, value: str) -> None:
    asked = pod()
    asked["metadata"] |= {"labels": {"app.test/name": "web"}, "annotations": {"note": 'a "b"'}}

    assert value == field_value(asked, path, WHERE)


def test_another_field_is_refused_by_name() -> None:
    with pytest.raises(FieldFailed, match=r"unsupported fieldPath: spec\.tolerations"):
        field_value(pod(), "spec.tolerations", WHERE)


def test_labels_come_a_line_each_in_order() -> None:
    asked = pod()
    asked["metadata"]["labels"] = {"b": "2", "a": "1"}

    assert 'a="1"\nb="2"' == field_value(asked, "metadata.labels", WHERE)


def test_a_limit_is_read_in_units_of_its_divisor() -> None:
    asked = pod(container(resources={"limits": {"memory": "64Mi"}, "requests": {"cpu": "250m"}}))

    assert "64" == resource_value(asked, {"resource": "limits.memory", "divisor": "1Mi"}, "main", WHERE)
    assert "250" == resource_value(asked, {"resource": "requests.cpu", "divisor": "1m"}, "main", WHERE)


def test_without_a_limit_the_node_has_the_answer() -> None:
    assert "4" == resource_value(pod(), {"resource": "limits.cpu"}, "main", WHERE)
    assert "0" == resource_value(pod(), {"resource": "requests.cpu"}, "main", WHERE)


def test_a_container_that_is_not_there_is_refused() -> None:
    with pytest.raises(FieldFailed, match="container other not found"):
        resource_value(pod(), {"resource": "limits.cpu", "containerName": "other"}, "main", WHERE)
    with pytest.raises(FieldFailed, match="unsupported container resource: cpu"):
        resource_value(pod(), {"resource": "cpu"}, "main", WHERE)
