"""Everything that can be referred to."""

from __future__ import annotations

import yaml

from aksess.model.checks.declared import declared_in
from aksess.model.cursor import At


def test_everything_that_access_can_be_to(full: str) -> None:
    """Vaults, secrets, stores, accounts, containers, queues, and what is always there."""
    declared = declared_in(At(yaml.safe_load(full)))

    assert (
        "vault/widemo-kv",
        "vault/oldkv",
        "configuration/widemo-appcs",
        "storage/widemostore",
        "storage/widemostore/containers/data",
        "storage/widemostore/queues/jobs",
        "resourceGroup",
        "subscription",
    ) == tuple(target for target in declared.targets if "secrets" not in target)
    assert ("widemo-vnet/aks", "widemo-vnet/gateway") == declared.subnets
    assert ["widemo-aks"] == list(declared.clusters)


def test_an_empty_file_declares_what_is_always_there() -> None:
    """The group and the subscription."""
    assert ("resourceGroup", "subscription") == declared_in(At({})).targets
