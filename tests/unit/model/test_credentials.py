"""Derived names: stable, valid, never shared."""

from __future__ import annotations

import hashlib
import re

import pytest

from aksess.model import credential_name, secret_variable

VALID = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}")


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("widemo-aks", "widemo", "wi-demo-sa"), "widemo-aks_widemo_wi-demo-sa"),
        (("a", "b", "c.d"), "a_b_c__d"),
        (("a_b", "c", "d"), "a_b_c_d"),
    ],
)
def test_names_are_readable(parts: tuple[str, str, str], name: str) -> None:
    """Cluster, namespace, account; a dot becomes two underscores."""
    assert name == credential_name(*parts)
    assert VALID.fullmatch(name)


def test_what_reads_alike_is_not_the_same() -> None:
    """Hyphens and dots may stand anywhere, and no two accounts share a name."""
    parts = [
        ("a-b", "c", "d"),
        ("a", "b-c", "d"),
        ("a", "b", "c-d"),
        ("a", "b", "c.d"),
        ("a_b", "c", "d"),
        ("a", "b", "c--d"),
    ]

    assert len(parts) == len({credential_name(c, n, a) for c, n, a in parts})


def test_a_long_name_ends_in_its_hash() -> None:
    """At most 120 characters, as the documented HCL makes them."""
    cluster, namespace, account = "c" * 63, "n" * 63, "s" * 253
    long = f"{cluster}_{namespace}_{account}"

    assert long[:79] + "-" + hashlib.sha1(long.encode()).hexdigest() == credential_name(cluster, namespace, account)
    assert VALID.fullmatch(credential_name(cluster, namespace, account))
    assert credential_name(cluster, namespace, account) != credential_name(cluster, namespace, account[:-1])


def test_the_limit_is_not_hashed() -> None:
    """120 characters are allowed."""
    assert "-" not in credential_name("c" * 50, "n" * 8, "s" * 60)
    assert "-" in credential_name("c" * 50, "n" * 8, "s" * 61)


def test_a_secrets_variable() -> None:
    """Upper case, underscores for hyphens."""
    assert "AKSESS_SECRET_MY_SECRET" == secret_variable("my-Secret")
