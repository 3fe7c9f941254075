"""Bearer authentication, step by step."""

from __future__ import annotations

import pytest

from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.access_tokens import Flaw
from aksess.cloud.pipeline.bearer import NoToken, TokenRefused, WrongAudience, authenticate_bearer
from aksess.cloud.pipeline.call import Call
from tests.cloud_fixtures import Ask

VAULT = "https://vault.azure.net"


def called(cloud: Cloud, authorization: str) -> Call:
    """A request with that header."""
    return Call(cloud, cloud.operator, "GET", "kv.vault.azure.net", "/", "", {"authorization": authorization})


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer  ", "Basic abc"])
def test_a_request_without_a_bearer_token_is_a_challenge(cloud: Cloud, authorization: str) -> None:
    outcome = authenticate_bearer(called(cloud, authorization), lambda _: True, VAULT)

    assert isinstance(outcome, NoToken)
    assert outcome.decision.is_challenge


def test_a_token_that_is_not_entras_is_refused_with_the_check_that_failed(cloud: Cloud) -> None:
    call = called(cloud, "Bearer x.y.z")

    outcome = authenticate_bearer(call, lambda _: True, VAULT)

    assert isinstance(outcome, TokenRefused)
    assert (Flaw.MALFORMED, "token", False) == (outcome.flaw, outcome.decision.link, call.is_authenticated)


def test_a_token_for_another_service_names_both_audiences(cloud: Cloud, ask: Ask) -> None:
    token = ask.token(cloud.settings.operator_object_id, "https://storage.azure.com")

    outcome = authenticate_bearer(called(cloud, f"bearer {token}"), lambda audience: audience == VAULT, VAULT)

    assert isinstance(outcome, WrongAudience)
    assert ("https://storage.azure.com", (VAULT,)) == (outcome.decision.found, outcome.decision.wanted)


def test_a_token_for_the_service_sets_the_caller(cloud: Cloud, ask: Ask) -> None:
    call = called(cloud, f"Bearer {ask.token(cloud.settings.operator_object_id, VAULT)}")

    outcome = authenticate_bearer(call, lambda audience: audience == VAULT, VAULT)

    assert isinstance(outcome, dict)
    assert cloud.settings.operator_object_id == call.caller.object_id
