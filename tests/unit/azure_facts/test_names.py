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


ASCII = {name: rule for name, rule in vars(names).items() if name.isupper() and name != "RESOURCE_GROUP"}


def test_the_module_has_rules() -> None:
    """The tests below run over the module, so it must not be empty."""
    assert {"CLUSTER", "VIRTUAL_NETWORK", "SUBNET", "VAULT", "STORAGE_ACCOUNT"} <= ASCII.keys()


@pytest.mark.parametrize("pattern", ASCII.values(), ids=ASCII.keys())
@pytest.mark.parametrize("name", ["n\u00e9t\u00e9", "vn\u0435t1", "vnet\u0661\u0662", "vnet1\n", ""])
def test_letters_and_digits_are_those_of_ascii(pattern: str, name: str) -> None:
    """Azure refuses an accent, a Cyrillic letter, an Arabic digit, a line end and an empty name."""
    assert not re.fullmatch(pattern, name)


@pytest.mark.parametrize(
    ("pattern", "shortest", "longest"),
    [
        (names.VIRTUAL_NETWORK, 2, 64),
        (names.SUBNET, 1, 80),
        (names.VAULT, 3, 24),
        (names.CONFIGURATION_STORE, 5, 50),
        (names.STORAGE_ACCOUNT, 3, 24),
        (names.CLUSTER, 1, 63),
    ],
)
def test_a_name_has_the_length_that_azure_allows(pattern: str, shortest: int, longest: int) -> None:
    """A name of one character less or more is refused."""
    found = [length for length in range(100) if re.fullmatch(pattern, "a" * length)]

    assert list(range(shortest, longest + 1)) == found
