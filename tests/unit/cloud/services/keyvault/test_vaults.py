"""A vault as its data plane reads it from ARM."""

from __future__ import annotations

from typing import Any

import pytest

from aksess.cloud.cloud import Cloud
from aksess.cloud.services.keyvault.vaults import Vault, Vaults, read_vault
from tests.vaults import access_policy, put_vault


def read(cloud: Cloud, **properties: Any) -> Vault:
    return read_vault(put_vault(cloud, **properties), cloud.settings.tenant)


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ({}, "Recoverable+Purgeable"),
        ({"enablePurgeProtection": True}, "Recoverable"),
        ({"softDeleteRetentionInDays": 7}, "CustomizedRecoverable+Purgeable"),
        ({"softDeleteRetentionInDays": 7, "enablePurgeProtection": True}, "CustomizedRecoverable"),
        (
            {"softDeleteRetentionInDays": None, "enableSoftDelete": None, "enablePurgeProtection": None},
            "Recoverable+Purgeable",
        ),
        ({"enableSoftDelete": False}, "Purgeable"),
    ],
)
def test_the_recovery_level_follows_from_the_vault(cloud: Cloud, properties: dict[str, Any], level: str) -> None:
    """As the SDKs' ``DeletionRecoveryLevel`` has it; null is Azure's default."""
    assert level == read(cloud, **properties).recovery_level


def test_only_a_plain_true_means_roles(cloud: Cloud) -> None:
    """What ARM did not say is the older model, which with no policy lets nobody in."""
    assert read(cloud).rbac
    assert not read(cloud, enableRbacAuthorization=None).rbac


def test_policies_are_read_in_any_case_and_with_nulls(cloud: Cloud) -> None:
    """As they are sent by people and by tools."""
    policy = {**access_policy(cloud, "someone", secrets=["Get", "LIST"]), "applicationId": None}
    policy["permissions"]["keys"] = None
    vault = read(cloud, accessPolicies=[policy, {"objectId": "other"}])

    assert frozenset({"get", "list"}) == vault.policies[0].secrets
    assert (None, frozenset()) == (vault.policies[0].application_id, vault.policies[0].keys)
    assert 2 == len(vault.policies)


def test_a_vault_is_read_again_when_it_changes(cloud: Cloud) -> None:
    """And only then."""
    vaults = Vaults(cloud)
    put_vault(cloud)
    first = vaults.at("widemo-kv.vault.azure.net")
    assert first is vaults.at("widemo-kv.vault.azure.net")
    put_vault(cloud, publicNetworkAccess="Disabled")

    assert not vaults.at("widemo-kv.vault.azure.net").network.public


def test_a_name_in_capitals_is_reached_in_small_letters(cloud: Cloud) -> None:
    """Host names have no case; the vault keeps its own spelling."""
    put_vault(cloud, "WiDemo-KV")
    vault = Vaults(cloud).at("widemo-kv.vault.azure.net")

    assert ("WiDemo-KV", "https://widemo-kv.vault.azure.net") == (vault.name, vault.base)
