"""Wildcards in actions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aksess.chain.action_patterns import ActionPatterns


@pytest.mark.parametrize(
    ("pattern", "action"),
    [
        ("*", "anything/at/all"),
        ("*/read", "microsoft.keyvault/vaults/read"),
        ("Microsoft.KeyVault/vaults/*", "microsoft.keyvault/vaults/secrets/getsecret/action"),
        ("Microsoft.KeyVault/*/read", "microsoft.keyvault/vaults/secrets/read"),
        ("Microsoft.Authorization/*/Write", "microsoft.authorization/roleassignments/write"),
        ("MICROSOFT.KEYVAULT/VAULTS/READ", "microsoft.keyvault/vaults/read"),
    ],
)
def test_a_star_spans_slashes_and_case_is_nothing(pattern: str, action: str) -> None:
    """As Azure's own roles rely on."""
    assert ActionPatterns([pattern]).contain(action)


@pytest.mark.parametrize(
    ("pattern", "action"),
    [
        ("*/read", "read"),
        ("Microsoft.KeyVault/vaults/*", "microsoft.keyvault/vaults"),
        ("Microsoft.KeyVault/*/read", "microsoft.keyvault/read"),
        ("Microsoft.KeyVault/vaults/rea?", "microsoft.keyvault/vaults/read"),
        ("Microsoft.KeyVault/vaults/[a-z]ead", "microsoft.keyvault/vaults/read"),
        ("microsoft.keyvault/vaults/read", "microsoft.keyvault/vaults/read/action"),
        ("ab*ba", "aba"),
    ],
)
def test_nothing_else_is_a_wildcard(pattern: str, action: str) -> None:
    """Text before and after a star may not overlap, and other marks are themselves."""
    assert not ActionPatterns([pattern]).contain(action)


def test_no_pattern_contains_nothing() -> None:
    """An empty list is no allowance."""
    assert not ActionPatterns([]).contain("microsoft.keyvault/vaults/read")


@given(st.text("ab/*", max_size=8), st.text("ab/", max_size=8))
def test_a_pattern_means_what_its_regular_expression_means(pattern: str, action: str) -> None:
    """Compared with the definition."""
    expected = re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), action) is not None

    assert expected == ActionPatterns([pattern]).contain(action)
