"""Rules that shut out those for whom the file was written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Warnings = Callable[[str], list[str]]


def file(rules: str, subnet: str = "") -> str:
    where = f", subnet: net/{subnet}" if subnet else ""
    return f"""
        network:
          name: net
          addressSpace: [10.0.0.0/16]
          subnets: [{{name: aks, prefix: 10.0.0.0/24}}, {{name: other, prefix: 10.0.1.0/24}}]
        clusters: [{{name: aks{where}}}]
        vaults: [{{name: kv1, secrets: [one], network: {rules}}}]
        workloads: [{{name: web, serviceAccount: a/b, access: [{{to: vault/kv1, as: Key Vault Secrets User}}]}}]
        """


@pytest.mark.parametrize(
    ("rules", "subnet", "says"),
    [
        ("{subnets: [net/aks]}", "aks", ["vault `kv1` denies whoever applies this file"]),
        ("{addresses: [caller]}", "", ["pods of `web` in cluster `aks` call from a network of AKS's own"]),
        ("{addresses: [caller]}", "aks", ["pods of `web` in cluster `aks` call from subnet `net/aks`"]),
        (
            "{addresses: [caller], subnets: [net/other]}",
            "aks",
            ["call from subnet `net/aks`, which `vault/kv1` denies"],
        ),
        ("{addresses: [caller], subnets: [net/aks]}", "aks", []),
        ("{addresses: [203.0.113.7]}", "", []),
        ("{default: allow}", "", []),
        ("{}", "aks", ["denies whoever applies", "call from subnet"]),
    ],
)
def test_who_is_shut_out(warnings: Warnings, rules: str, subnet: str, says: list[str]) -> None:
    """The applier, who writes secrets, and the pods, each where no rule can let them in."""
    found = warnings(file(rules, subnet))

    assert len(says) == len(found), found
    assert all(expected in warning for expected, warning in zip(says, found, strict=True))


def test_storage_is_judged_too(warnings: Warnings) -> None:
    """By the account of whatever in it is reached."""
    found = warnings(
        """
        clusters: [{name: aks}]
        storageAccounts: [{name: acc, queues: [jobs], network: {addresses: [caller]}}]
        workloads:
          - name: web
            serviceAccount: a/b
            access: [{to: storage/acc/queues/jobs, as: Storage Queue Data Contributor}]
        """
    )

    assert ["pods of `web` in cluster `aks` call from a network of AKS's own, which `storage/acc` denies"] == found
