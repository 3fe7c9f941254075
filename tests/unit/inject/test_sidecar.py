"""The proxy: where it goes, how it is allowed to run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aksess.inject import Denied, ProxyContainers, Sidecar

Make = Callable[..., Any]
Refuse = Callable[..., Denied]
ASKED = {"inject-proxy-sidecar": "true", "proxy-sidecar-port": "8080"}
MADE = ProxyContainers(image="proxy:1", init_image="init:1", log_level="debug")


def order(answer: Any) -> tuple[list[str], list[str]]:
    spec = answer.pod["spec"]
    inits, containers = spec.get("initContainers") or [], spec["containers"]
    return [each["name"] for each in inits], [each["name"] for each in containers]


def named(answer: Any, name: str) -> Any:
    spec = answer.pod["spec"]
    (found,) = [each for each in [*(spec.get("initContainers") or []), *spec["containers"]] if each["name"] == name]
    return found


@pytest.mark.parametrize(
    ("sidecar", "strict", "expected"),
    [
        (Sidecar.NATIVE, False, (["azwi-proxy-init", "azwi-proxy", "init"], ["app"])),
        (Sidecar.CLASSIC, False, (["init", "azwi-proxy-init"], ["azwi-proxy", "app"])),
        (Sidecar.NATIVE, True, (["azwi-proxy", "init", "azwi-proxy-init"], ["app"])),
        (Sidecar.CLASSIC, True, (["init", "azwi-proxy-init"], ["azwi-proxy", "app"])),
    ],
)
def test_the_redirect_is_up_before_user_code(
    admit: Make, make_pod: Make, make_settings: Make, sidecar: Sidecar, strict: bool, expected: Any
) -> None:
    """Native: redirect and proxy first. The reference's order under strict compatibility."""
    settings = make_settings(sidecar=sidecar, strict_compat=strict)

    assert expected == order(admit(make_pod(ASKED, initContainers=[{"name": "init"}]), settings))


def test_the_proxy_is_written_as_the_reference_writes_it(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """Strict compatibility: the reference's container to the letter, with the variables and the mount."""
    proxy = named(admit(make_pod(ASKED), make_settings(proxy=MADE, strict_compat=True)), "azwi-proxy")

    assert {
        "name": "azwi-proxy",
        "image": "proxy:1",
        "imagePullPolicy": "IfNotPresent",
        "args": ["--proxy-port=8080", "--log-level=debug"],
        "ports": [{"containerPort": 8080}],
        "lifecycle": {
            "postStart": {"exec": {"command": ["/proxy", "--proxy-port=8080", "--probe", "--log-level=debug"]}}
        },
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "privileged": False,
            "readOnlyRootFilesystem": True,
            "runAsNonRoot": True,
        },
        "restartPolicy": "Always",
    } == {key: value for key, value in proxy.items() if key not in ("env", "volumeMounts")}
    assert 4 == len(proxy["env"])
    assert 1 == len(proxy["volumeMounts"])


def test_the_init_container_is_written_as_the_reference_writes_it(
    admit: Make, make_pod: Make, make_settings: Make
) -> None:
    """Strict compatibility: privileged root."""
    init = named(admit(make_pod(ASKED), make_settings(proxy=MADE, strict_compat=True)), "azwi-proxy-init")

    security = {
        "capabilities": {"add": ["NET_ADMIN"], "drop": ["ALL"]},
        "privileged": True,
        "runAsNonRoot": False,
        "runAsUser": 0,
    }
    assert ("init:1", "IfNotPresent", security) == (
        init["image"],
        init["imagePullPolicy"],
        init["securityContext"],
    )
    assert {"name": "PROXY_PORT", "value": "8080"} == init["env"][0]
    assert "AZURE_CLIENT_ID" == init["env"][1]["name"]


def test_ours_run_with_less(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """The proxy as the user that the redirect exempts, the init container without privilege, both with resources."""
    answer = admit(make_pod(ASKED, securityContext={"runAsUser": 0}), make_settings(proxy=MADE))
    proxy, init = named(answer, "azwi-proxy"), named(answer, "azwi-proxy-init")

    assert 1501 == proxy["securityContext"]["runAsUser"]
    assert (False, ["NET_ADMIN", "NET_RAW"]) == (
        init["securityContext"]["privileged"],
        init["securityContext"]["capabilities"]["add"],
    )
    assert all(each["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"} for each in (proxy, init))
    assert all("memory" in each["resources"]["limits"] for each in (proxy, init))


@pytest.mark.parametrize("sidecar", Sidecar)
@pytest.mark.parametrize("group", ["containers", "initContainers"])
def test_a_proxy_written_by_hand_is_not_doubled(
    admit: Make, make_pod: Make, make_settings: Make, sidecar: Sidecar, group: str
) -> None:
    """Wherever it stands; two containers of one name are refused by the API server."""
    pod = make_pod(ASKED, initContainers=[{"name": "azwi-proxy-init"}])
    pod["spec"][group] = [*pod["spec"][group], {"name": "azwi-proxy"}]

    inits, containers = order(admit(pod, make_settings(sidecar=sidecar)))

    assert sorted(["app", "azwi-proxy", "azwi-proxy-init"]) == sorted(inits + containers)


def test_classic_has_no_restart_policy(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """Containers of old API servers have no such field."""
    assert "restartPolicy" not in named(admit(make_pod(ASKED), make_settings(sidecar=Sidecar.CLASSIC)), "azwi-proxy")


@pytest.mark.parametrize("spec", [{"os": {"name": "windows"}}, {"nodeSelector": {"kubernetes.io/os": "windows"}}])
def test_windows_pods_cannot_have_the_proxy(
    refuse: Refuse, admit: Make, make_pod: Make, make_settings: Make, spec: Any
) -> None:
    """The reference injects a container that can never start."""
    assert "Windows" in refuse(make_pod(ASKED, **spec)).message
    assert "azwi-proxy" in order(admit(make_pod(ASKED, **spec), make_settings(strict_compat=True)))[0]


def test_a_skipped_proxy_still_has_its_tenant(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """Without one it could only exit, as the reference's does."""
    pod = make_pod(ASKED | {"skip-containers": "azwi-proxy;app"})

    assert 4 == len(named(admit(pod), "azwi-proxy")["env"])
    assert "env" not in named(admit(pod), "app")
    assert "env" not in named(admit(pod, make_settings(strict_compat=True)), "azwi-proxy")
