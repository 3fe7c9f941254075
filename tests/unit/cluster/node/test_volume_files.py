"""The files of volumes."""

import base64
from typing import Any

import pytest

from aksess.cluster.node.references import Kind, ObjectKey
from aksess.cluster.node.volume_files import File, Files, Material, TokenWanted, VolumeFailed, tokens_of, volume_files
from tests.unit.cluster.node.builders import WHERE, pod

TOKEN = TokenWanted("api://AzureADTokenExchange", 3600)
MATERIAL = Material(
    {
        ObjectKey(Kind.CONFIG_MAP, "shop", "config"): {"data": {"a": "1", "b": "2"}},
        ObjectKey(Kind.SECRET, "shop", "login"): {"data": {"password": base64.b64encode(b"x").decode()}},
    },
    {TOKEN: "a.b.c"},
    WHERE,
)


def files(**volume: Any) -> Files:
    return volume_files(pod(), {"name": "v", **volume}, MATERIAL)


def test_a_config_map_is_a_file_for_each_key() -> None:
    assert {"a": File(b"1", 0o644), "b": File(b"2", 0o644)} == files(configMap={"name": "config"})


def test_items_choose_keys_paths_and_modes() -> None:
    found = files(configMap={"name": "config", "defaultMode": 0o600, "items": [{"key": "a", "path": "x/y"}]})
    other = files(secret={"secretName": "login", "items": [{"key": "password", "path": "p", "mode": 0o400}]})

    assert {"x/y": File(b"1", 0o600)} == found
    assert {"p": File(b"x", 0o400)} == other


def test_a_projected_volume_joins_its_sources() -> None:
    found = files(
        projected={
            "defaultMode": 0o640,
            "sources": [
                {"serviceAccountToken": {"audience": TOKEN.audience, "path": "azure-identity-token"}},
                {"configMap": {"name": "config", "items": [{"key": "a", "path": "a"}]}},
                {"secret": {"name": "login"}},
                {"downwardAPI": {"items": [{"path": "ns", "fieldRef": {"fieldPath": "metadata.namespace"}}]}},
            ],
        }
    )

    assert {
        "azure-identity-token": File(b"a.b.c", 0o640),
        "a": File(b"1", 0o640),
        "password": File(b"x", 0o640),
        "ns": File(b"shop", 0o640),
    } == found


def test_the_tokens_of_a_volume_are_known_beforehand() -> None:
    source = {"serviceAccountToken": {"audience": TOKEN.audience, "path": "t", "expirationSeconds": 3600}}

    assert [TOKEN] == tokens_of({"name": "v", "projected": {"sources": [source]}})
    assert [] == tokens_of({"name": "v", "emptyDir": {}})


@pytest.mark.parametrize(
    ("volume", "said"),
    [
        ({"configMap": {"name": "none"}}, 'configmap "none" not found'),
        ({"secret": {"secretName": "none"}}, 'secret "none" not found'),
        (
            {"configMap": {"name": "config", "items": [{"key": "z", "path": "z"}]}},
            "references non-existent config key: z",
        ),
        ({"downwardAPI": {"items": [{"path": "p", "fieldRef": {"fieldPath": "x"}}]}}, "unsupported fieldPath: x"),
        ({"projected": {"sources": [{"clusterTrustBundle": {}}]}}, "this node does not project clusterTrustBundle"),
    ],
)
def test_what_is_missing_is_named_as_the_kubelet_names_it(volume: dict[str, Any], said: str) -> None:
    with pytest.raises(VolumeFailed) as failed:
        files(**volume)

    assert said == str(failed.value)


def test_what_is_optional_may_be_missing() -> None:
    assert {} == files(secret={"secretName": "none", "optional": True})
    assert {} == files(configMap={"name": "config", "optional": True, "items": [{"key": "z", "path": "z"}]})


def test_a_resource_goes_into_a_file() -> None:
    item = {"path": "cpu", "resourceFieldRef": {"containerName": "main", "resource": "limits.cpu"}}

    assert {"cpu": File(b"4", 0o644)} == files(downwardAPI={"items": [item]})
