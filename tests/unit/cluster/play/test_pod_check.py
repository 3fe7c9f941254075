"""The shape of a pod is checked before anything runs."""

from typing import Any

import pytest

from aksess.cluster.node.pod import Restart
from aksess.cluster.play.errors import ManifestRefused
from aksess.cluster.play.pod_check import check_pod

MAIN = {"name": "main", "image": "busybox"}


def checked(**spec: Any) -> dict[str, Any]:
    return check_pod({"metadata": {"name": "web", "namespace": "shop"}, "spec": spec}, "Pod web", tuple(Restart))


def test_the_older_name_of_the_service_account_counts() -> None:
    assert "builder" == checked(containers=[MAIN], serviceAccount="builder")["spec"]["serviceAccountName"]


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ({}, "Pod web: the pod has no containers"),
        ({"containers": "main"}, "containers is not a list"),
        ({"containers": [{"image": "x"}]}, "an item of containers has no name"),
        ({"containers": [{"name": "main"}]}, "container main has no image"),
        (
            {"containers": [MAIN], "restartPolicy": "Sometimes"},
            "found 'Sometimes', expected Always or OnFailure or Never",
        ),
        (
            {"containers": [MAIN | {"restartPolicy": "Sometimes"}]},
            "container main: restartPolicy: found 'Sometimes', expected Always or OnFailure or Never",
        ),
        ({"containers": [MAIN | {"args": ["-n", 1]}]}, "args is not a list of strings"),
        ({"containers": [MAIN | {"env": [{"name": "PORT", "value": 80}]}]}, "variable PORT is not a string: found 80"),
        ({"containers": [MAIN | {"volumeMounts": [{"name": "data"}]}]}, "mounts data, which is no volume of the pod"),
        ({"containers": [MAIN, MAIN]}, "container main is declared twice"),
        ({"containers": [MAIN], "initContainers": [MAIN]}, "container main is declared twice"),
        ({"containers": [MAIN | {"name": "../main"}]}, "container: found the name '../main', expected at most 63"),
        (
            {"containers": [MAIN], "volumes": [{"name": "data", "emptyDir": {}}, {"name": "data", "emptyDir": {}}]},
            "volume data is declared twice",
        ),
        ({"containers": [MAIN], "volumes": [{"name": "/data", "emptyDir": {}}]}, "volume: found the name '/data'"),
        ({"containers": [MAIN], "hostNetwork": True}, "hostNetwork is not available"),
    ],
)
def test_a_wrong_field_is_named_with_what_was_expected(spec: dict[str, Any], says: str) -> None:
    with pytest.raises(ManifestRefused) as refused:
        checked(**spec)

    assert says in refused.value.message
