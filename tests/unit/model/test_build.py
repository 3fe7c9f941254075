"""Defaults and shorthands, filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aksess.model import (
    AccountName,
    Authorization,
    Cluster,
    ConfigurationStore,
    ContainerTarget,
    DefaultAction,
    Feature,
    KeyValue,
    Model,
    Network,
    NetworkRules,
    PlainValue,
    PolicyGrant,
    ResourceGroupTarget,
    RoleGrant,
    Secret,
    StorageAccount,
    Subnet,
    Vault,
    VaultReference,
    parse,
)
from aksess.model.build import build_model

Read = Callable[[str], Model]


@pytest.fixture
def model(full: str) -> Model:
    answer = parse(full)
    assert isinstance(answer, Model), str(answer)
    return answer


def test_a_file_with_three_lines_declares_nothing(read: Read) -> None:
    """Everything else is optional."""
    assert Model("westeurope", "widemo", {}, None, (), (), (), (), ()) == read("")


def test_networks_and_clusters(model: Model) -> None:
    """What is left out has the documented default."""
    subnets = (Subnet("aks", "10.40.0.0/22"), Subnet("gateway", "10.40.4.0/24"))
    assert Network("widemo-vnet", ("10.40.0.0/16",), subnets) == model.network
    assert (
        Cluster("widemo-aks", "widemo-vnet/aks", "1.33", 2, "Standard_D2s_v5", "widemo-aks", "Free"),
    ) == model.clusters
    assert {"project": "widemo"} == model.tags


def test_vaults_and_their_secrets(model: Model) -> None:
    """A secret is a name or more."""
    rules = NetworkRules(DefaultAction.DENY, ("203.0.113.7/32", "caller"), ("widemo-vnet/aks",))
    secrets = (Secret("my-secret", "text/plain"), Secret("other", "text/html", "shh"))
    assert (
        Vault("widemo-kv", Authorization.RBAC, "standard", False, 90, rules, secrets),
        Vault("oldkv", Authorization.POLICIES, "standard", False, 90, None, ()),
    ) == model.vaults


def test_stores_and_accounts(model: Model) -> None:
    """A key has a value or refers to a secret."""
    keys = (
        KeyValue("app:color", "dev", PlainValue("blue", "")),
        KeyValue("app:secret", None, VaultReference("widemo-kv", "my-secret")),
    )
    assert (
        ConfigurationStore("widemo-appcs", "standard", keys, (Feature("beta", None, "", True),)),
    ) == model.configuration_stores
    assert (StorageAccount("widemostore", "LRS", ("data",), ("jobs",), None),) == model.storage_accounts


def test_workloads_and_their_access(model: Model) -> None:
    """The identity is the workload's name unless said; clusters are all unless said."""
    api, worker = model.workloads

    assert ("wi-api", (AccountName("widemo", "wi-demo-sa"),), ("widemo-aks",), 3600) == (
        api.identity,
        api.accounts,
        api.clusters,
        api.token_expiration,
    )
    assert RoleGrant(ContainerTarget("widemostore", "data"), ("Storage Blob Data Contributor",)) == api.access[4]
    assert PolicyGrant("oldkv", ("get", "list")) == api.access[6]
    assert RoleGrant(ResourceGroupTarget(), ("Reader",)) == api.access[7]
    assert ("shared", (AccountName("widemo", "a"), AccountName("widemo", "b.c")), None) == (
        worker.identity,
        worker.accounts,
        worker.token_expiration,
    )


def test_an_unchecked_document_is_our_fault() -> None:
    """What the checks let through always has a meaning."""
    access: dict[str, Any] = {"to": "nowhere", "as": ["Reader"]}
    workload = {"name": "w", "identity": "w", "serviceAccount": "a/b", "access": [access]}

    with pytest.raises(ValueError, match="unchecked target: 'nowhere'"):
        build_model({"location": "x", "resourceGroup": "y", "workloads": [workload]}, ())
