"""The order of an admission, and what holds for every pod."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from aksess.inject import Denied, Patched, Profile, ServiceAccount, Settings, inject

Admit = Callable[..., Patched]
Refuse = Callable[..., Denied]
Make = Callable[..., Any]
VARIABLES = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST"]


def test_an_ordinary_pod_gets_variables_a_mount_and_a_volume(admit: Admit, make_pod: Make) -> None:
    """The result is the pod that azure-workload-identity v1.6.0 makes, volume name included."""
    spec = admit(make_pod()).pod["spec"]

    volume = "azure-workload-identity-reserved-425c89ed5bb78a7623fae60fd8a6f6"
    token = {
        "path": "token/azure-identity-token",
        "expirationSeconds": 3600,
        "audience": "api://AzureADTokenExchange",
    }
    assert [{"name": volume, "projected": {"sources": [{"serviceAccountToken": token}]}}] == spec["volumes"]
    assert [{"name": volume, "mountPath": "/var/run/secrets/azure/wi", "readOnly": True}] == spec["containers"][0][
        "volumeMounts"
    ]
    assert VARIABLES == [entry["name"] for entry in spec["containers"][0]["env"]]


def test_init_containers_are_equipped_too(admit: Admit, make_pod: Make) -> None:
    """Init containers and containers get the same, and a native sidecar keeps its restart policy."""
    pod = make_pod(initContainers=[{"name": "init", "image": "i", "restartPolicy": "Always"}])

    init, app = (admit(pod).pod["spec"][group][0] for group in ("initContainers", "containers"))

    assert init["env"] == app["env"]
    assert "Always" == init["restartPolicy"]


def test_a_second_admission_changes_nothing(admit: Admit, make_pod: Make, any_settings: Settings) -> None:
    """Reinvocation, with what the API server fills in between two calls, gives an empty patch."""
    pod = make_pod({"inject-proxy-sidecar": "true"}, initContainers=[{"name": "init"}])
    once = json.loads(json.dumps(admit(pod, any_settings).pod))
    for volume in once["spec"]["volumes"]:
        volume["projected"]["defaultMode"] = 420

    assert [] == admit(once, any_settings).patch


def test_what_is_not_known_stays(admit: Admit, make_pod: Make, any_settings: Settings) -> None:
    """Fields newer than this program survive, and no operation ever removes anything."""
    pod = make_pod(resources={"limits": {"cpu": "1"}}, future={"a": [1, None]})
    pod["spec"]["containers"][0] |= {"restartPolicyRules": [{"action": "Restart"}], "env": None}
    pod["status"] = {"phase": "Pending"}

    answer = admit(pod, any_settings)

    assert {"add", "replace"} >= {operation["op"] for operation in answer.patch}
    assert {"a": [1, None]} == answer.pod["spec"]["future"]
    assert [{"action": "Restart"}] == answer.pod["spec"]["containers"][0]["restartPolicyRules"]
    assert {"phase": "Pending"} == answer.pod["status"]


def test_the_namespace_is_the_requests(account: ServiceAccount, make_pod: Make, make_settings: Make) -> None:
    """A pod that names no namespace gets the request's."""
    pod = make_pod()
    del pod["metadata"]["namespace"]

    answer = inject(pod, account, make_settings(), "shop")

    assert isinstance(answer, Patched)
    assert "shop" == answer.pod["metadata"]["namespace"]
    assert {"op": "add", "path": "/metadata/namespace", "value": "shop"} == answer.patch[0]


@pytest.mark.parametrize("metadata", [{}, {"metadata": None}, {"metadata": {}}])
def test_a_pod_without_metadata_is_admitted(admit: Admit, metadata: dict[str, Any]) -> None:
    """A pod with no name at all has the volume name of the reference's empty display name."""
    spec = admit({"spec": {"containers": [{"name": "a"}]}, **metadata}).pod["spec"]

    assert "azure-workload-identity-reserved-7ae265465cf68a19ccd3c91d70dc31" == spec["volumes"][0]["name"]


def test_a_missing_service_account_is_told_before_a_wrong_lifetime(make_pod: Make, make_settings: Make) -> None:
    """The order of the checks decides which mistake is told first."""
    answer = inject(make_pod({"service-account-token-expiration": "1"}), None, make_settings(), "widemo")

    assert isinstance(answer, Denied)
    assert (400, True) == (answer.status, answer.message.startswith('serviceaccounts "wi-demo-sa" not found'))


def test_the_reference_text_is_kept_under_strict_compat(make_pod: Make, make_settings: Make) -> None:
    """Strict compatibility restores the bare text."""
    pod = make_pod()
    del pod["spec"]["serviceAccountName"]

    assert Denied(400, 'serviceaccounts "default" not found') == inject(
        pod, None, make_settings(strict_compat=True), "widemo"
    )


def test_the_proxy_is_judged_before_the_lifetime(refuse: Refuse, make_pod: Make) -> None:
    """hostNetwork with the proxy wins over a wrong lifetime."""
    pod = make_pod({"inject-proxy-sidecar": "true", "service-account-token-expiration": "1"}, hostNetwork=True)

    assert "hostNetwork is set to true, cannot inject proxy sidecar" == refuse(pod).message


def test_the_volume_is_there_although_every_container_is_skipped(admit: Admit, make_pod: Make) -> None:
    """As in the reference: skipping leaves containers alone, the volume stays."""
    spec = admit(make_pod({"skip-containers": " app ;"})).pod["spec"]

    assert {"name": "app", "image": "app:1"} == spec["containers"][0]
    assert 1 == len(spec["volumes"])


@pytest.mark.parametrize("settings", [{}, {"strict_compat": True}])
def test_cautions_are_ours_alone(admit: Admit, make_pod: Make, make_settings: Make, settings: Any) -> None:
    """The reference never warns; we do unless asked to be it."""
    answer = admit(make_pod(), make_settings(**settings), ServiceAccount("bare"))

    assert bool(settings) == (answer.warnings == ())


JUNK: list[Any] = [
    None,
    True,
    7,
    1.5,
    "x",
    [],
    {},
    [None],
    ["x"],
    [[]],
    [{}],
    [{"name": 1}],
    {"name": []},
    {"x": {}},
]


def every_place(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from every_place(inner, (*path, key))


def planted(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copied = copy.copy(document)
    copied[path[0]] = planted(document[path[0]], path[1:], value)
    return copied


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("profile", Profile)
def test_no_json_makes_it_fail(apply_patch: Make, make_pod: Make, profile: Profile, strict: bool) -> None:
    """Junk in any place of a full pod is admitted or refused with 400, never an exception, and the pod is unchanged."""
    mounts = [{"name": "azure-identity-token", "mountPath": "/x"}]
    env = [{"name": "AZURE_CLIENT_ID", "value": "mine"}]
    source = {"serviceAccountToken": {"path": "azure-identity-token"}}
    volumes = [{"name": "azure-identity-token", "projected": {"sources": [source], "defaultMode": 420}}]
    pod = make_pod(
        {"inject-proxy-sidecar": "yes", "skip-containers": "b", "service-account-token-expiration": "3600"},
        initContainers=[{"name": "b"}],
        containers=[{"name": "a", "env": env, "volumeMounts": mounts}],
        volumes=volumes,
        securityContext={"runAsUser": 1},
        os={"name": "linux"},
    )
    settings = Settings("t", profile=profile, strict_compat=strict)
    for path in every_place(pod):
        for junk in JUNK:
            broken = planted(pod, path, junk)
            before = copy.deepcopy(broken)
            answer = inject(broken, ServiceAccount("sa"), settings, "ns")

            assert broken == before
            assert isinstance(answer, Patched) or 400 == answer.status
            if isinstance(answer, Patched):
                assert apply_patch(answer.patch, broken) == answer.pod
