"""May this principal do that, by Key Vault access policy."""

from __future__ import annotations

import pytest

from aksess.chain import AccessPolicy, AllowedByPolicy, DeniedByPolicy, Link, decide_by_policy

ME = "1d0c"
READING = AccessPolicy("tenant", ME, None, secrets=frozenset({"get", "list"}))


def test_a_permission_that_is_given_is_allowed() -> None:
    """And the entry that allows is named."""
    assert AllowedByPolicy(READING) == decide_by_policy(ME, None, "secrets", "get", [READING])


def test_a_permission_on_another_kind_is_not_given() -> None:
    """Secrets are no keys."""
    assert DeniedByPolicy("keys", "get", (READING,)) == decide_by_policy(ME, None, "keys", "get", [READING])


def test_somebody_elses_policy_does_not_count() -> None:
    """Nor is it told as a useless one of mine."""
    assert DeniedByPolicy("secrets", "get", ()) == decide_by_policy("other", None, "secrets", "get", [READING])


def test_groups_count_and_nothing_has_case() -> None:
    """Object ids and permissions come in the case of whoever wrote them."""
    wrapping = AccessPolicy("tenant", "ABCD", None, keys=frozenset({"WrapKey"}))

    assert AllowedByPolicy(wrapping) == decide_by_policy({ME, "abcd"}, None, "keys", "wrapkey", [wrapping])


@pytest.mark.parametrize("permission", ["get", "list", "set", "delete", "recover", "backup", "restore"])
def test_all_is_everything(permission: str) -> None:
    """The old shorthand still stands in vaults."""
    everything = AccessPolicy("tenant", ME, None, secrets=frozenset({"All"}))

    assert AllowedByPolicy(everything) == decide_by_policy(ME, None, "secrets", permission, [everything])


def test_all_is_everything_but_purge() -> None:
    """Purge has to be named."""
    everything = AccessPolicy("tenant", ME, None, secrets=frozenset({"all"}))
    purging = AccessPolicy("tenant", ME, None, secrets=frozenset({"all", "purge"}))

    assert DeniedByPolicy("secrets", "purge", (everything,)) == decide_by_policy(
        ME, None, "secrets", "purge", [everything]
    )
    assert AllowedByPolicy(purging) == decide_by_policy(ME, None, "secrets", "purge", [purging])


def test_a_star_is_no_permission() -> None:
    """It is not in Azure's list."""
    starred = AccessPolicy("tenant", ME, None, secrets=frozenset({"*"}))

    assert isinstance(decide_by_policy(ME, None, "secrets", "get", [starred]), DeniedByPolicy)


@pytest.mark.parametrize(("application", "allowed"), [("APP", True), ("other", False), (None, False)])
def test_a_policy_for_an_application_is_for_that_one_alone(application: str | None, allowed: bool) -> None:
    """The compound identity of the vaults API."""
    compound = AccessPolicy("tenant", ME, "app", secrets=frozenset({"get"}))

    assert allowed == isinstance(decide_by_policy(ME, application, "secrets", "get", [compound]), AllowedByPolicy)


@pytest.mark.parametrize("kind", ["keys", "secrets", "certificates", "storage"])
def test_each_kind_has_its_own_list(kind: str) -> None:
    """What is asked for a kind is looked up under it."""
    lists = {name: frozenset({name}) for name in ("keys", "secrets", "certificates", "storage")}
    policy = AccessPolicy("tenant", ME, None, **lists)

    assert frozenset({kind}) == getattr(policy, kind)
    assert isinstance(decide_by_policy(ME, None, "storage", "storage", [policy]), AllowedByPolicy)


def test_a_denial_says_what_was_found_and_wanted() -> None:
    """For whoever words it."""
    denied = DeniedByPolicy("secrets", "set", (READING,))

    assert (Link.GRANT, "secrets: get, list", ("secrets: set",)) == (denied.link, denied.found, denied.wanted)
    assert "no permission on secrets" == DeniedByPolicy("secrets", "set").found
