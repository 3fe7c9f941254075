"""Names that may be given once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aksess.model import Model, Problem

RULES = "[{name: kv1, network: {addresses: [1.2.3.4, 1.2.3.4]}}]"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("clusters: [{name: a}, {name: A}]", "clusters[1].name"),
        ("vaults: [{name: kv1}, {name: kv1}]", "vaults[1].name"),
        ("configurationStores: [{name: store}, {name: Store}]", "configurationStores[1].name"),
        ("storageAccounts: [{name: acc}, {name: acc}]", "storageAccounts[1].name"),
        ("vaults: [{name: kv1, secrets: [a, {name: A}]}]", "vaults[0].secrets[1].name"),
        ("storageAccounts: [{name: acc, containers: [one, one]}]", "storageAccounts[0].containers[1]"),
        ("storageAccounts: [{name: acc, queues: [one, one]}]", "storageAccounts[0].queues[1]"),
        (f"vaults: {RULES}", "vaults[0].network.addresses[1]"),
        ("configurationStores: [{name: store, keys: [{key: k, value: a}, {key: k, value: b}]}]", "keys[1].key"),
        ("configurationStores: [{name: store, features: [{name: f}, {name: f}]}]", "features[1].name"),
        (
            "clusters: [{name: a}]\nworkloads: [{name: web, serviceAccounts: [a/b, a/b]}]",
            "workloads[0].serviceAccounts[1]",
        ),
        (
            "clusters: [{name: a}]\nworkloads: [{name: web, serviceAccount: a/b, clusters: [a, a]}]",
            "workloads[0].clusters[1]",
        ),
    ],
)
def test_the_second_is_told_with_the_first_ones_line(
    problems: Callable[[str], tuple[Problem, ...]], text: str, path: str
) -> None:
    """Once, at the second."""
    (problem,) = [each for each in problems(text) if "twice" in each.says]

    assert problem.path.endswith(path)
    assert "is declared twice, first on line " in problem.says


def test_labels_and_case_tell_keys_apart(read: Callable[[str], Model]) -> None:
    """App Configuration regards both."""
    model = read(
        """
        configurationStores:
          - name: store
            keys: [{key: k, value: a}, {key: k, label: dev, value: a}, {key: K, value: a}]
            features: [{name: f}, {name: f, label: dev}]
        """
    )

    assert 3 == len(model.configuration_stores[0].keys)


def test_different_lists_have_names_of_their_own(read: Callable[[str], Model]) -> None:
    """A queue may be called as a container is."""
    assert read("storageAccounts: [{name: acc, containers: [one], queues: [one]}]").storage_accounts
