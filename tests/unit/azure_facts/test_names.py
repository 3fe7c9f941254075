"""Names that Azure allows, and those that look alike and are refused."""

from __future__ import annotations

import re

import pytest

from aksess.azure_facts import names


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (names.RESOURCE_GROUP, "rg-(été)_1", "rg."),
        (names.CLUSTER, "widemo-aks_1", "widemo-"),
        (names.AGENT_POOL, "chlinux", "chLinux"),
        (names.VIRTUAL_NETWORK, "widemo.net_", "n\u00e9t\u00e9"),
        (names.SUBNET, "pods", "p\u00f6ds"),
        (names.VAULT, "widemo-kv", "widemo--kv"),
        (names.VAULT_OBJECT, "my-secret", "my_secret"),
        (names.CONFIGURATION_STORE, "widemo-cfg", "wide---mo"),
        (names.STORAGE_ACCOUNT, "widemo1", "wideMo1"),
        (names.CONTAINER, "photos-1", "photos--1"),
        (names.USER_ASSIGNED_IDENTITY, "wi_api-1", "_api"),
        (names.WORKSPACE, "widemo-logs", "widemo_logs"),
    ],
)
def test_a_name_is_allowed_or_refused_as_azure_does(pattern: str, good: str, bad: str) -> None:
    assert re.fullmatch(pattern, good)
    assert not re.fullmatch(pattern, bad)
