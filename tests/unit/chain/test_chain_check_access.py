"""The links at the resource."""

from __future__ import annotations

from dataclasses import replace

from aksess.chain import (
    AccessPolicy,
    DenialReason,
    Denied,
    DeniedByPolicy,
    Link,
    Near,
    NetworkCheck,
    PolicyQuestion,
    Refused,
    Sought,
    Unknown,
)
from aksess.chain.chain_check_access import check_grant, check_network, check_object
from tests.unit.chain.chains import QUESTION, VAULT, WHOLE


def test_an_address_that_is_not_admitted_is_told_with_the_rules() -> None:
    """The caller's address is what has to be added."""
    outside = NetworkCheck("203.0.113.9", admitted=False, admitting=("10.0.0.0/8",))

    assert Refused(Link.NETWORK, "203.0.113.9", ("10.0.0.0/8",)) == check_network(replace(WHOLE, network=outside))
    assert "10.0.0.4" == check_network(WHOLE)


def test_a_role_is_asked_as_decide_does() -> None:
    """Role and scope are what was seen."""
    denied = check_grant(replace(WHOLE, grant=replace(QUESTION, assignments=())))

    assert Denied(QUESTION.action, VAULT, (), DenialReason.NO_ASSIGNMENT, data=True) == denied
    assert f"Key Vault Secrets User at {VAULT}" == check_grant(WHOLE)


def test_a_policy_is_asked_as_decide_by_policy_does() -> None:
    """For vaults without RBAC."""
    policy = AccessPolicy("t", "0b1e", None, secrets=frozenset({"get"}))
    asked = PolicyQuestion({"0b1e"}, None, "secrets", "get", (policy,))

    assert "an access policy with secrets: get" == check_grant(replace(WHOLE, grant=asked))
    assert DeniedByPolicy("secrets", "set", (policy,)) == check_grant(
        replace(WHOLE, grant=replace(asked, permission="set"))
    )


def test_a_grant_that_nobody_asked_for_is_unknown() -> None:
    """Neither allowed nor denied."""
    assert Unknown("no rights") == check_grant(replace(WHOLE, grant=Unknown("no rights")))


def test_a_secret_has_no_case() -> None:
    """Key Vault finds it either way."""
    assert "My-Secret" == check_object(replace(WHOLE, sought=Sought("My-Secret", ("my-secret",))))


def test_a_missing_secret_is_told_with_those_that_are_there() -> None:
    """And with the one that it nearly is."""
    expected = Refused(Link.OBJECT, "my-secret ", ("my-secret",), Near.WHITE_SPACE, "my-secret")

    assert expected == check_object(replace(WHOLE, sought=Sought("my-secret ", ("my-secret",))))
