"""Names that refer to something of the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aksess.model import Model, Problem

Only = Callable[[str], Problem]
BASE = """
network: {name: net, addressSpace: [10.0.0.0/16], subnets: [{name: aks, prefix: 10.0.0.0/24}]}
clusters: [{name: widemo-aks}]
vaults: [{name: kv1, secrets: [one]}]
"""
ACCESS = "workloads: [{name: web, serviceAccount: a/b, access: [{to: TO, as: Key Vault Reader}]}]"


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        (
            "workloads: [{name: web, serviceAccount: a/b, clusters: [widemo-ask]}]",
            "cluster `widemo-ask` is not declared",
            "did you mean `widemo-aks`?",
        ),
        (
            ACCESS.replace("TO", "vault/KV1"),
            "`vault/KV1` is not declared",
            "did you mean `vault/kv1`?",
        ),
        (
            ACCESS.replace("TO", "vault/kv1/secrets/two"),
            "`vault/kv1/secrets/two` is not declared",
            "did you mean `vault/kv1/secrets/one`?",
        ),
        (
            ACCESS.replace("TO", "kv1"),
            "`kv1` names nothing that can be reached, expected vault/NAME",
            "did you mean `vault/kv1`?",
        ),
        (
            "configurationStores: [{name: store, keys: [{key: k, secret: kv1/on}]}]",
            "secret `kv1/on` is not declared",
            "did you mean `kv1/one`?",
        ),
        (
            "storageAccounts: [{name: acc, network: {subnets: [net/ask]}}]",
            "subnet `net/ask` is not declared",
            "did you mean `net/aks`?",
        ),
    ],
)
def test_a_name_that_refers_to_nothing(only: Only, text: str, says: str, hint: str) -> None:
    """Told with the nearest that is there."""
    problem = only(BASE + text)

    assert 7 == problem.line
    assert says in problem.says
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("clusters: [{name: a, subnet: net/aks}]", "declare a `network` with subnets"),
        ("configurationStores: [{name: store, keys: [{key: k, secret: a/b}]}]", "declare it under `vaults`"),
        ("workloads: [{name: web, serviceAccount: a/b, clusters: [a]}]", "declare it under `clusters`"),
        (
            "clusters: [{name: a}]\nworkloads: [{name: web, serviceAccount: a/b, access: [{to: vault/x, as: Reader}]}]",
            "known: resourceGroup, subscription",
        ),
    ],
)
def test_where_there_is_nothing_to_refer_to(problems: Callable[[str], list[Problem]], text: str, hint: str) -> None:
    """The next step is to declare it."""
    assert hint in [problem.hint for problem in problems(text)]


def test_a_declaration_with_a_wrong_name_can_be_referred_to(only: Only) -> None:
    """One fault is one problem."""
    problem = only("clusters: [{name: -x}]\nworkloads: [{name: web, serviceAccount: a/b, clusters: [-x]}]")

    assert "clusters[0].name" == problem.path


def test_references_that_hold(read: Callable[[str], Model]) -> None:
    """Exact names are found."""
    assert read(BASE + "storageAccounts: [{name: acc, network: {subnets: [net/aks]}}]").storage_accounts
