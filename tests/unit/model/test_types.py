"""What follows from what is declared."""

from __future__ import annotations

from collections.abc import Callable

from aksess.model import AccountName, Credential, Model, Secret


def test_one_credential_for_each_cluster_and_account(read: Callable[[str], Model]) -> None:
    """Of every workload, in the order of the file."""
    model = read(
        """
        clusters: [{name: c1}, {name: c2}]
        workloads:
          - {name: one, serviceAccounts: [ns/a, ns/b]}
          - {name: two, identity: one, serviceAccount: ns/c, clusters: [c2]}
        """
    )

    assert ["c1_ns_a", "c1_ns_b", "c2_ns_a", "c2_ns_b", "c2_ns_c"] == [each.name for each in model.credentials]
    assert Credential("c2_ns_c", "one", "c2", AccountName("ns", "c")) == model.credentials[-1]
    assert ("one",) == model.identities


def test_a_service_account_says_its_subject() -> None:
    """As its tokens have it."""
    account = AccountName("widemo", "wi-demo-sa")

    assert "system:serviceaccount:widemo:wi-demo-sa" == account.subject
    assert "widemo/wi-demo-sa" == str(account)


def test_a_secret_does_not_show_its_value() -> None:
    """Neither alone nor in a model."""
    secret = Secret("my-secret", "text/plain", "hunter2")

    assert "hunter2" not in repr(secret)
    assert "AKSESS_SECRET_MY_SECRET" == secret.variable
