"""Pods to admit, and a patch applied as the API server would."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from aksess.inject import Denied, Patched, Profile, ServiceAccount, Settings, inject

Json = dict[str, Any]
CLIENT = "11111111-2222-3333-4444-555555555555"
TENANT = "99999999-8888-7777-6666-555555555555"


def applied(patch: list[Any], document: Json) -> Json:
    """RFC 6902 add and replace, written apart from the code under test."""
    result: Json = json.loads(json.dumps(document))
    for operation in patch:
        assert {"op", "path", "value"} == set(operation)
        *parents, last = operation["path"].split("/")[1:]
        target: Any = result
        for step in parents:
            target = target[int(step)] if isinstance(target, list) else target[step]
        value = copy.deepcopy(operation["value"])
        if operation["op"] == "replace":
            index = int(last) if isinstance(target, list) else last
            target[index]  # replace needs something that is there
            target[index] = value
        elif isinstance(target, list):
            assert last == "-" or 0 <= int(last) <= len(target)
            target.insert(len(target) if last == "-" else int(last), value)
        else:
            assert operation["op"] == "add"
            target[last] = value
    return result


@pytest.fixture
def apply_patch() -> Callable[[list[Any], Json], Json]:
    return applied


@pytest.fixture
def account() -> ServiceAccount:
    return ServiceAccount("wi-demo-sa", {"azure.workload.identity/client-id": CLIENT})


@pytest.fixture
def make_pod() -> Callable[..., Json]:
    def make(annotations: dict[str, str] | None = None, name: str = "pod", **spec: Any) -> Json:
        metadata: Json = {
            "name": name,
            "namespace": "widemo",
            "labels": {"azure.workload.identity/use": "true"},
        }
        if annotations:
            metadata["annotations"] = {
                key if "/" in key else f"azure.workload.identity/{key}": value for key, value in annotations.items()
            }
        containers = [{"name": "app", "image": "app:1"}]
        return {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": metadata,
            "spec": {"serviceAccountName": "wi-demo-sa", "containers": containers, **spec},
        }

    return make


@pytest.fixture
def make_settings() -> Callable[..., Settings]:
    def make(profile: Profile = Profile.V1_6, **more: Any) -> Settings:
        return Settings(tenant_id=TENANT, profile=profile, **more)

    return make


@pytest.fixture
def admit(account: ServiceAccount, make_settings: Callable[..., Settings]) -> Callable[..., Patched]:
    """Admit a pod that is expected to pass; every answer is checked to hold together."""

    def run(pod: Json, settings: Settings | None = None, sa: ServiceAccount | None = None) -> Patched:
        before = copy.deepcopy(pod)
        answer = inject(pod, sa or account, settings or make_settings(), "widemo")
        assert isinstance(answer, Patched), answer
        assert pod == before, "the input was changed"
        assert applied(answer.patch, pod) == answer.pod, "patch and result disagree"
        return answer

    return run


@pytest.fixture
def refuse(account: ServiceAccount, make_settings: Callable[..., Settings]) -> Callable[..., Denied]:
    """Admit a pod that is expected to be refused."""

    def run(pod: Any, settings: Settings | None = None, sa: ServiceAccount | None = None) -> Denied:
        answer = inject(pod, sa or account, settings or make_settings(), "widemo")
        assert isinstance(answer, Denied), answer
        return answer

    return run


@pytest.fixture(params=list(Profile))
def any_settings(request: pytest.FixtureRequest, make_settings: Callable[..., Settings]) -> Settings:
    return make_settings(request.param)
