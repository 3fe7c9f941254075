"""What one container is given, and what it keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aksess.inject import Denied, Profile, Settings, WarningCode
from aksess.inject.token_paths import reserved_volume

Make = Callable[..., Any]
Refuse = Callable[..., Denied]
RESERVED = reserved_volume("pod")
WI = "/var/run/secrets/azure/wi"
OLD = "/var/run/secrets/azure/tokens"


def only(answer: Any) -> Any:
    (container,) = answer.pod["spec"]["containers"]
    return container


def with_container(make_pod: Make, volumes: Any = None, **fields: Any) -> Any:
    more = {"volumes": volumes} if volumes else {}
    return make_pod(containers=[{"name": "app", **fields}], **more)


def test_variables_come_after_the_users(admit: Make, make_pod: Make) -> None:
    """Order: the user's, then client, tenant, file, authority."""
    env = only(admit(with_container(make_pod, env=[{"name": "A", "value": "1"}])))["env"]

    assert [
        "A",
        "AZURE_CLIENT_ID",
        "AZURE_TENANT_ID",
        "AZURE_FEDERATED_TOKEN_FILE",
        "AZURE_AUTHORITY_HOST",
    ] == [entry["name"] for entry in env]
    assert "https://login.microsoftonline.com/" == env[-1]["value"]


@pytest.mark.parametrize(
    ("entry", "cautioned"),
    [({"value": "mine"}, True), ({"value": ""}, True), ({}, False), ({"valueFrom": {"fieldRef": {}}}, False)],
)
def test_a_variable_that_is_there_is_kept(admit: Make, make_pod: Make, entry: Any, cautioned: bool) -> None:
    """Presence by name blocks, whatever the value; a literal that differs is told."""
    answer = admit(with_container(make_pod, env=[{"name": "AZURE_CLIENT_ID", **entry}]))

    assert {"name": "AZURE_CLIENT_ID", **entry} == only(answer)["env"][0]
    assert 4 == len(only(answer)["env"])
    assert cautioned == (WarningCode.ENV_SHADOWED in [caution.code for caution in answer.warnings])


def test_empty_values_are_left_out(admit: Make, make_pod: Make) -> None:
    """Without tenant and authority the file alone is named, as from 1.5.1 on."""
    settings = Settings(tenant_id="", authority_host="", profile=Profile.LEGACY)
    answer = admit(make_pod(), settings)

    assert ["AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE"] == [entry["name"] for entry in only(answer)["env"]]


def test_a_mount_of_our_volume_is_replaced_in_place(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """From 1.6 on the name decides."""
    mounts = [{"name": RESERVED, "mountPath": "/elsewhere"}, {"name": "data", "mountPath": "/data"}]
    found = only(admit(with_container(make_pod, volumeMounts=mounts), make_settings(Profile.V1_6)))["volumeMounts"]

    assert [{"name": RESERVED, "mountPath": WI, "readOnly": True}, mounts[1]] == found


def test_up_to_1_5_a_mount_of_the_name_is_left(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """Whatever its path."""
    mounts = [{"name": "azure-identity-token", "mountPath": "/elsewhere"}]
    found = only(admit(with_container(make_pod, volumeMounts=mounts), make_settings(Profile.LEGACY)))["volumeMounts"]

    assert mounts == found


def test_a_foreign_mount_in_our_place_is_refused(refuse: Refuse, make_pod: Make, make_settings: Make) -> None:
    """The API server would refuse two mounts of one path without naming the reason."""
    mounts = [{"name": "data", "mountPath": WI + "/"}]
    denied = refuse(with_container(make_pod, volumeMounts=mounts), make_settings(Profile.BOTH))

    assert (
        f"container 'app' mounts volume 'data' at {WI}, where the token has to go: mount it elsewhere" == denied.message
    )


def test_strict_compat_leaves_that_refusal_to_the_api_server(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """The reference appends."""
    mounts = [{"name": "data", "mountPath": WI}]
    answer = admit(with_container(make_pod, volumeMounts=mounts), make_settings(Profile.V1_6, strict_compat=True))

    assert [WI, WI] == [mount["mountPath"] for mount in only(answer)["volumeMounts"]]


def test_a_foreign_mount_in_the_old_place_is_a_caution(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """Serving both, the old place is a courtesy."""
    mounts = [{"name": "data", "mountPath": OLD}]
    answer = admit(with_container(make_pod, volumeMounts=mounts), make_settings(Profile.BOTH))

    assert [OLD, WI] == [mount["mountPath"] for mount in only(answer)["volumeMounts"]]
    assert [WarningCode.PATH_TAKEN] == [caution.code for caution in answer.warnings]


@pytest.mark.parametrize("profile", [Profile.LEGACY, Profile.BOTH])
def test_a_token_written_by_hand_in_the_old_place_is_enough(
    admit: Make, make_pod: Make, make_settings: Make, profile: Profile
) -> None:
    """The volume and mount of a manifest written for 1.5 are left as they are."""
    source = {"serviceAccountToken": {"path": "azure-identity-token"}}
    volume = {"name": "azure-identity-token", "projected": {"sources": [source]}}
    mounts = [{"name": "azure-identity-token", "mountPath": OLD}]
    answer = admit(with_container(make_pod, [volume], volumeMounts=mounts), make_settings(profile))

    assert mounts[0] == only(answer)["volumeMounts"][0]
    assert volume == answer.pod["spec"]["volumes"][0]
    assert () == answer.warnings


def test_a_foreign_mount_in_our_place_is_refused_behind_other_mounts(
    refuse: Refuse, make_pod: Make, make_settings: Make
) -> None:
    """Every mount of the container is compared, not the first one alone."""
    mounts = [{"name": "logs", "mountPath": "/logs"}, {"name": "data", "mountPath": WI}]
    denied = refuse(with_container(make_pod, volumeMounts=mounts), make_settings(Profile.BOTH))

    assert (
        f"container 'app' mounts volume 'data' at {WI}, where the token has to go: mount it elsewhere" == denied.message
    )


def test_a_mount_of_our_volume_is_replaced_in_place_behind_other_mounts(
    admit: Make, make_pod: Make, make_settings: Make
) -> None:
    """The index in the patch is that of the mount, and the mounts around it stay."""
    mounts = [{"name": "data", "mountPath": "/data"}, {"name": RESERVED, "mountPath": "/elsewhere"}]
    found = only(admit(with_container(make_pod, volumeMounts=mounts), make_settings(Profile.V1_6)))["volumeMounts"]

    assert [mounts[0], {"name": RESERVED, "mountPath": WI, "readOnly": True}] == found


def test_a_token_mounted_by_hand_behind_other_mounts_is_enough(
    admit: Make, make_pod: Make, make_settings: Make
) -> None:
    """A volume of another name that carries the token serves, wherever it is in the list."""
    source = {"serviceAccountToken": {"path": "azure-identity-token"}}
    volume = {"name": "by-hand", "projected": {"sources": [source]}}
    mounts = [{"name": "logs", "mountPath": "/logs"}, {"name": "by-hand", "mountPath": OLD}]
    answer = admit(with_container(make_pod, [volume], volumeMounts=mounts), make_settings(Profile.LEGACY))

    assert mounts == only(answer)["volumeMounts"]


def test_our_volume_is_not_moved_onto_a_foreign_mount(refuse: Refuse, make_pod: Make, make_settings: Make) -> None:
    """Replacing the first mount would leave two mounts of one path, which the API server refuses."""
    mounts = [{"name": RESERVED, "mountPath": "/elsewhere"}, {"name": "data", "mountPath": WI}]
    denied = refuse(with_container(make_pod, volumeMounts=mounts), make_settings(Profile.V1_6))

    assert f"container 'app' mounts volume 'data' at {WI}" in denied.message


def test_a_mount_of_our_volume_at_its_path_comes_before_one_elsewhere(
    admit: Make, make_pod: Make, make_settings: Make
) -> None:
    """No path is mounted twice."""
    elsewhere = {"name": RESERVED, "mountPath": "/elsewhere"}
    mounts = [elsewhere, {"name": RESERVED, "mountPath": WI}]
    found = only(admit(with_container(make_pod, volumeMounts=mounts), make_settings(Profile.V1_6)))["volumeMounts"]

    assert [elsewhere, {"name": RESERVED, "mountPath": WI, "readOnly": True}] == found


def test_strict_compat_replaces_the_first_mount_of_our_volume(admit: Make, make_pod: Make, make_settings: Make) -> None:
    """As the reference does, whatever the path."""
    mounts = [{"name": RESERVED, "mountPath": "/elsewhere"}, {"name": "data", "mountPath": WI}]
    answer = admit(with_container(make_pod, volumeMounts=mounts), make_settings(Profile.V1_6, strict_compat=True))

    assert [{"name": RESERVED, "mountPath": WI, "readOnly": True}, mounts[1]] == only(answer)["volumeMounts"]
