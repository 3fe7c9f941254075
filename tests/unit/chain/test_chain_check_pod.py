"""The links in the cluster."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aksess.chain import ABSENT, Absent, Evidence, Identity, Link, Near, Refused, Subject, Unknown
from aksess.chain.chain_check_pod import (
    check_client_id,
    check_label,
    check_service_account,
    check_tenant,
    identity_of,
)
from tests.unit.chain.chains import ACCOUNT, IDENTITY, WHOLE


@pytest.mark.parametrize(("label", "near"), [("True", Near.CASE), (" true", Near.WHITE_SPACE), ("yes", None)])
def test_the_label_is_true_to_the_byte(label: str, near: Near | None) -> None:
    """A selector does not guess."""
    refused = check_label(replace(WHOLE, label=label))

    assert Refused(Link.LABEL, label, ("true",), near, "true" if near else "") == refused


def test_a_missing_label_finds_nothing() -> None:
    """Absent is broken, not unknown."""
    assert Refused(Link.LABEL, "", ("true",)) == check_label(replace(WHOLE, label=ABSENT))


def test_a_service_account_that_is_not_there_is_told_with_those_that_are() -> None:
    """Another namespace is another account."""
    there = Subject.of("default", "wi-demo-sa")

    expected = Refused(Link.SERVICE_ACCOUNT, str(ACCOUNT), (str(there),))
    assert expected == check_service_account(replace(WHOLE, service_accounts=(there,)))


@pytest.mark.parametrize("client_id", [ABSENT, ""])
def test_a_service_account_without_a_client_id_names_nobody(client_id: str | Absent) -> None:
    """Absent and empty are the same; the ids that would do are told."""
    expected = Refused(Link.CLIENT_ID, "", (IDENTITY.client_id,))

    assert expected == check_client_id(replace(WHOLE, client_id=client_id))


def test_a_missing_client_id_is_broken_though_the_identities_are_unknown() -> None:
    """Nobody needs Azure to see that."""
    evidence = replace(WHOLE, client_id=ABSENT, identities=Unknown())

    assert Refused(Link.CLIENT_ID, "", ()) == check_client_id(evidence)


@pytest.mark.parametrize(
    ("client_id", "near"),
    [(IDENTITY.principal_id, Near.PRINCIPAL_ID), (IDENTITY.resource_id.upper(), Near.RESOURCE_ID)],
)
def test_another_id_of_the_identity_is_a_near_miss(client_id: str, near: Near) -> None:
    """The principal id and the resource id are the usual mistakes; the client id is the candidate."""
    expected = Refused(Link.CLIENT_ID, client_id, (IDENTITY.client_id,), near, IDENTITY.client_id)

    assert expected == check_client_id(replace(WHOLE, client_id=client_id))


def test_a_client_id_has_no_case() -> None:
    """It is a GUID."""
    assert IDENTITY == identity_of(IDENTITY.client_id.upper(), (IDENTITY,))


def test_an_application_has_no_resource_id() -> None:
    """An empty id is not nearly an empty annotation's."""
    application = Identity("app", "a", "b", "t")

    assert Refused(Link.CLIENT_ID, "", ("a",)) == identity_of("", (application,))


def test_the_tenant_is_the_identitys() -> None:
    """Found and wanted are both told."""
    assert Refused(Link.TENANT, "other", (IDENTITY.tenant_id,)) == check_tenant(replace(WHOLE, tenant="other"))


@pytest.mark.parametrize("evidence", [replace(WHOLE, client_id=ABSENT), replace(WHOLE, identities=Unknown())])
def test_the_tenant_of_an_unknown_identity_is_unknown(evidence: Evidence) -> None:
    """There is nothing to compare with."""
    assert isinstance(check_tenant(evidence), Unknown)


def test_the_tenant_is_refused_with_the_client_id_that_names_nobody() -> None:
    """Asked alone, the check says why it cannot know the identity."""
    assert isinstance(check_tenant(replace(WHOLE, client_id="nobody")), Refused)
