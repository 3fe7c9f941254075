"""What a pod reads is found before it is asked for."""

from aksess.cluster.node.references import Kind, ObjectKey, objects_of_environment, objects_of_volumes
from tests.unit.cluster.node.builders import container, pod


def test_volumes_name_config_maps_and_secrets_also_inside_of_projections() -> None:
    asked = pod(
        volumes=[
            {"name": "a", "configMap": {"name": "a"}},
            {"name": "b", "secret": {"secretName": "b"}},
            {"name": "c", "projected": {"sources": [{"configMap": {"name": "c"}}, {"secret": {"name": "d"}}]}},
            {"name": "e", "emptyDir": {}},
        ]
    )

    assert {
        ObjectKey(Kind.CONFIG_MAP, "shop", "a"),
        ObjectKey(Kind.SECRET, "shop", "b"),
        ObjectKey(Kind.CONFIG_MAP, "shop", "c"),
        ObjectKey(Kind.SECRET, "shop", "d"),
    } == objects_of_volumes(asked)


def test_variables_of_every_container_count() -> None:
    asked = pod(
        container(env=[{"name": "A", "valueFrom": {"secretKeyRef": {"name": "a", "key": "k"}}}]),
        init=(container("setup", envFrom=[{"configMapRef": {"name": "b"}}, {"secretRef": {"name": "c"}}]),),
    )
    asked["spec"]["containers"][0]["env"].append(
        {"name": "B", "valueFrom": {"configMapKeyRef": {"name": "d", "key": "k"}}}
    )

    assert {"a", "b", "c", "d"} == {each.name for each in objects_of_environment(asked)}
