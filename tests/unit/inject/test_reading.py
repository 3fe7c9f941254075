"""What is no pod is refused with the place and what was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aksess.inject import Denied, Settings, service_account_name, wants_injection
from aksess.inject.token_paths import main_path

Make = Callable[..., Any]
Refuse = Callable[..., Denied]


@pytest.mark.parametrize(
    ("pod", "says"),
    [
        ([], "the object is a list, expected an object"),
        ({"kind": "Deployment", "spec": {}}, "found kind 'Deployment'"),
        ({"apiVersion": "v2", "spec": {}}, "apiVersion 'v2'"),
        ({}, "spec is null, expected an object"),
        ({"spec": {}, "metadata": {"annotations": {"a": True}}}, 'metadata.annotations["a"] is a boolean'),
        ({"spec": {}, "metadata": {"name": 7}}, "metadata.name is a number"),
        ({"spec": {"containers": {}}}, "spec.containers is an object, expected a list"),
        ({"spec": {"containers": ["a"]}}, "an item of spec.containers is a string"),
        (
            {"spec": {"containers": [{"name": "a", "env": [{"name": 1}]}]}},
            "the name of an item of /spec/containers/0.env is a number",
        ),
    ],
)
def test_what_is_no_pod_is_refused(refuse: Refuse, pod: Any, says: str) -> None:
    """The denial is a 400 that says where the object stops being a pod."""
    denied = refuse(pod)

    assert (400, True) == (denied.status, says in denied.message), denied.message


def test_null_counts_as_absent(admit: Make, any_settings: Settings) -> None:
    """A field that is null is as good as none."""
    container = {"name": "a", "env": None, "volumeMounts": None}
    pod = {
        "metadata": {"annotations": None},
        "spec": {"containers": [container], "initContainers": None, "volumes": None},
    }

    spec = admit(pod, any_settings).pod["spec"]

    assert main_path(any_settings.profile).mount_path == spec["containers"][0]["volumeMounts"][0]["mountPath"]
    assert spec["initContainers"] is None


@pytest.mark.parametrize(
    ("pod", "name"),
    [
        ({"spec": {"serviceAccountName": "shop"}}, "shop"),
        ({"spec": {"serviceAccountName": "", "serviceAccount": "old"}}, "default"),
        ({"spec": []}, "default"),
    ],
)
def test_the_service_account_to_look_up(pod: Any, name: str) -> None:
    """The deprecated alias is not read; none is the default account."""
    assert name == service_account_name(pod)


@pytest.mark.parametrize(("value", "wanted"), [("true", True), ("True", False), (True, False), ("", False)])
def test_only_the_exact_label_opts_in(make_pod: Make, value: Any, wanted: bool) -> None:
    """The opt-in is the string true."""
    pod = make_pod()
    pod["metadata"]["labels"]["azure.workload.identity/use"] = value

    assert wanted == wants_injection(pod)
    assert not wants_injection({"metadata": {"annotations": {"azure.workload.identity/use": "true"}}})
