"""How our volume meets the ones that are there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aksess.inject import Denied, Profile, Settings
from aksess.inject.token_paths import reserved_volume

Make = Callable[..., Any]
Refuse = Callable[..., Denied]
RESERVED = reserved_volume("pod")
OWN = {
    "name": "mine",
    "projected": {"sources": [{"serviceAccountToken": {"path": "azure-identity-token", "audience": "api://own"}}]},
}


def test_other_volumes_stay_and_ours_comes_last(admit: Make, make_pod: Make, any_settings: Settings) -> None:
    """Appended after what is there."""
    spec = admit(make_pod(volumes=[{"name": "data", "emptyDir": {}}]), any_settings).pod["spec"]

    assert {"name": "data", "emptyDir": {}} == spec["volumes"][0]
    assert 2 == len(spec["volumes"])


@pytest.mark.parametrize(
    "there",
    [
        {"emptyDir": {}},
        {"projected": {"sources": []}},
        {"projected": {"sources": None, "defaultMode": 420}},
        {},
    ],
)
def test_a_volume_of_the_reserved_name_is_replaced(
    admit: Make, make_pod: Make, make_settings: Make, there: Any
) -> None:
    """From 1.6 on only the name counts, whoever wrote it."""
    answer = admit(make_pod(volumes=[{"name": "a"}, {"name": RESERVED, **there}]), make_settings(Profile.V1_6))

    assert ["replace"] == [each["op"] for each in answer.patch if each["path"] == "/spec/volumes/1"]
    assert 2 == len(answer.pod["spec"]["volumes"])


def test_up_to_1_5_a_volume_with_the_token_is_the_users_to_keep(
    admit: Make, make_pod: Make, make_settings: Make
) -> None:
    """The user's audience wins, and the mount is of the user's volume."""
    spec = admit(make_pod(volumes=[OWN]), make_settings(Profile.LEGACY)).pod["spec"]

    assert [OWN] == spec["volumes"]
    assert [{"name": "mine", "mountPath": "/var/run/secrets/azure/tokens", "readOnly": True}] == spec["containers"][0][
        "volumeMounts"
    ]


def test_strict_compat_mounts_its_own_name_even_then(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """The reference's mount then names a volume that is not there."""
    spec = admit(make_pod(volumes=[OWN]), make_settings(Profile.LEGACY, strict_compat=True)).pod["spec"]

    assert [OWN] == spec["volumes"]
    assert "azure-identity-token" == spec["containers"][0]["volumeMounts"][0]["name"]


def test_a_legacy_name_without_the_token_is_refused(refuse: Refuse, make_pod: Make, make_settings: Make) -> None:
    """Two volumes of one name are refused anyway; we say why."""
    pod = make_pod(volumes=[{"name": "azure-identity-token", "emptyDir": {}}])

    assert 'volume "azure-identity-token"' in refuse(pod, make_settings(Profile.LEGACY)).message


def test_strict_compat_appends_a_second_volume_of_that_name(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """The API server refuses that pod."""
    pod = make_pod(volumes=[{"name": "azure-identity-token", "emptyDir": {}}])
    spec = admit(pod, make_settings(Profile.LEGACY, strict_compat=True)).pod["spec"]

    assert 2 == len(spec["volumes"])


def test_both_paths_have_a_token_of_one_volume(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """Two sources and two mounts, none with a subPath: the kubelet would not refresh that."""
    spec = admit(make_pod(), make_settings(Profile.BOTH)).pod["spec"]

    (volume,) = spec["volumes"]
    paths = {source["serviceAccountToken"]["path"] for source in volume["projected"]["sources"]}
    files = {f"{mount['mountPath']}/{path}" for mount in spec["containers"][0]["volumeMounts"] for path in paths}
    assert {
        "/var/run/secrets/azure/wi/token/azure-identity-token",
        "/var/run/secrets/azure/tokens/azure-identity-token",
    } <= files
    assert not any("subPath" in mount for mount in spec["containers"][0]["volumeMounts"])


def test_the_users_own_token_keeps_the_old_place(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """Serving both, the user's volume is mounted at the old path and ours at the new one alone."""
    spec = admit(make_pod(volumes=[OWN]), make_settings(Profile.BOTH)).pod["spec"]

    assert {RESERVED: "/var/run/secrets/azure/wi", "mine": "/var/run/secrets/azure/tokens"} == {
        mount["name"]: mount["mountPath"] for mount in spec["containers"][0]["volumeMounts"]
    }
    assert ["token/azure-identity-token"] == [
        source["serviceAccountToken"]["path"] for source in spec["volumes"][1]["projected"]["sources"]
    ]
