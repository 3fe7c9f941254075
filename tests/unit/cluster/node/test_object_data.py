"""Data of ConfigMaps and Secrets."""

from aksess.cluster.node.object_data import data_of
from aksess.cluster.node.references import Kind


def test_a_config_map_has_text_and_bytes() -> None:
    found = data_of(Kind.CONFIG_MAP, {"data": {"a": "ä"}, "binaryData": {"b": "AAE="}})

    assert {"a": "ä".encode(), "b": b"\0\1"} == found


def test_a_secret_has_bytes_and_may_be_empty() -> None:
    assert {"a": b"\0\1"} == data_of(Kind.SECRET, {"data": {"a": "AAE="}})
    assert {} == data_of(Kind.SECRET, {})
