"""Names that Azure and Kubernetes take, and names that they refuse."""

from __future__ import annotations

import re

import pytest

from aksess.model import names
from aksess.model.schema_types import Rule


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        (names.VAULT, ["abc", "a-b", "a" * 24], ["ab", "1ab", "a--b", "ab-", "a" * 25, "a_b", "ab\n"]),
        (names.ACCOUNT, ["abc", "1" * 24], ["ab", "Abc", "a-b", "a" * 25]),
        (names.STORE, ["abcde", "a--bc", "a" * 50], ["abcd", "-abcd", "abcd-", "a---b", "a" * 51]),
        (names.CONTAINER, ["abc", "1-a", "a" * 63], ["ab", "a--b", "-ab", "ab-", "A12", "a" * 64, "$root"]),
        (names.SECRET, ["a", "A-1", "-", "a" * 127], ["", "a_b", "a.b", "a" * 128]),
        (names.IDENTITY, ["abc", "a_-", "1ab", "a" * 128], ["ab", "_ab", "-ab", "a" * 129, "a.b"]),
        (names.CLUSTER, ["a", "a_b-1", "a" * 63], ["-a", "a-", "_a", "a" * 64, "a.b"]),
        (names.RESOURCE_GROUP, ["a", "(a)_.-", "a" * 90], ["a.", "", "a" * 91, "a b"]),
        (names.DNS_PREFIX, ["a", "a-1", "a" * 54], ["-a", "a-", "a_b", "a" * 55]),
        (names.NETWORK, ["ab", "a.b_", "a" * 64], ["a", "_a", "a-", "a" * 65]),
        (names.SUBNET, ["a", "a.b_", "a" * 80], ["_a", "a-", "a" * 81]),
        (
            names.SERVICE_ACCOUNT,
            ["a/b", "a-1/b.c-d", "a/" + "b" * 253],
            ["a", "A/b", "a/b/c", "a./b", "a/b..c", "a/b_"],
        ),
        (names.SERVICE_ACCOUNT, ["a" * 63 + "/b"], ["a" * 64 + "/b", "a/" + "b" * 254, "/b", "a/"]),
        (names.KUBERNETES_VERSION, ["1.33", "1.33.2"], ["1", "v1.33", "1.33.x"]),
        (names.NODE_SIZE, ["Standard_D2s_v5"], ["D2s_v5", "Standard"]),
        (names.KEY, ["app:color", "a/b", "..."], [".", "..", "a%b", ""]),
        (names.FEATURE, ["beta"], ["a:b", "a%"]),
        (names.ADDRESS, ["caller", "1.2.3.4", "1.2.3.0/24"], ["Caller", "::1", "a.b"]),
        (names.LOCATION, ["westeurope", "eastus2"], ["West Europe", "westEurope"]),
        (names.TAG_NAME, ["a b"], ["a/b", "a?", ""]),
    ],
)
def test_names(rule: Rule, good: list[str], bad: list[str]) -> None:
    """The limits are tried on both sides, and the rule has words."""
    pattern = re.compile(rule.pattern)

    assert [] == [name for name in good if not pattern.fullmatch(name)]
    assert [] == [name for name in bad if pattern.fullmatch(name)]
    assert rule.words
