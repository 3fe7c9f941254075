"""Federated credentials that Azure would refuse, or that two would want."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aksess.model import Model, Problem

Only = Callable[[str], Problem]


def accounts(number: int) -> str:
    return ", ".join(f"ns/a{n}" for n in range(number))


def test_twenty_are_allowed(read: Callable[[str], Model]) -> None:
    """The limit itself is no problem."""
    model = read(
        f"clusters: [{{name: c1}}, {{name: c2}}]\nworkloads: [{{name: web, serviceAccounts: [{accounts(10)}]}}]"
    )

    assert 20 == len(model.credentials)


def test_more_than_twenty_an_identity_are_not(only: Only) -> None:
    """Counted over clusters, service accounts and workloads that share it; told once, where the limit is passed."""
    problem = only(
        f"""
        clusters: [{{name: c1}}, {{name: c2}}]
        workloads:
          - {{name: one, identity: shared, serviceAccounts: [{accounts(10)}]}}
          - {{name: two, identity: shared, serviceAccount: ns/b, clusters: [c1]}}
          - {{name: three, identity: shared, serviceAccount: ns/c}}
        """
    )

    assert "workloads[1]" == problem.path
    assert "identity `shared` needs 21 federated credentials" in problem.says


@pytest.mark.parametrize("identity", ["one", "two"])
def test_a_service_account_belongs_to_one_workload(only: Only, identity: str) -> None:
    """Its annotation can name one identity."""
    problem = only(
        f"""
        clusters: [{{name: c1}}, {{name: c2}}]
        workloads:
          - {{name: one, serviceAccount: ns/a}}
          - {{name: two, identity: {identity}, serviceAccount: ns/a}}
        """
    )

    assert "service account `ns/a` in cluster `c1` belongs to workload `one` already" == problem.says


def test_in_another_cluster_it_is_another(read: Callable[[str], Model]) -> None:
    """The same manifest in a development and a production cluster."""
    model = read(
        """
        clusters: [{name: dev}, {name: prod}]
        workloads:
          - {name: api-dev, serviceAccount: ns/api, clusters: [dev]}
          - {name: api-prod, serviceAccount: ns/api, clusters: [prod]}
        """
    )

    assert ("api-dev", "api-prod") == model.identities


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("workloads: [{name: web, serviceAccount: a/b}]", "runs in no cluster"),
        ("clusters: [{name: c}]\nworkloads: [{name: web, serviceAccount: a/b, clusters: []}]", "runs in no cluster"),
        ("clusters: [{name: c}]\nworkloads: [{name: web, serviceAccount: kube-system/b}]", "does not inject anything"),
        ("clusters: [{name: c}]\nworkloads: [{name: web, serviceAccount: a/default}]", "runs as `default`"),
    ],
)
def test_what_cannot_work_is_warned_of(warnings: Callable[[str], list[str]], text: str, says: str) -> None:
    """Namespaces and accounts that lead nowhere."""
    (warning,) = warnings(text)

    assert says in warning
