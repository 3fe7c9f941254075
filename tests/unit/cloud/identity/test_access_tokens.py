"""Access tokens: what is verified, in which order, and what a caller is afterwards."""

import math
from typing import Any

import msgspec
import pytest

from aksess.clock import FakeClock
from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.access_tokens import CLAIMS, SKEW, AccessTokens, BadToken, Flaw
from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.oidc import jws
from aksess.cloud.oidc.signing_keys import make_pem
from tests.cloud_fixtures import Ask
from tests.federation_scene import sealed


def flaw(ask: Ask, token: str) -> Flaw | None:
    verdict = ask.cloud.tokens.verify(token)
    return verdict.flaw if isinstance(verdict, BadToken) else None


def claims_of(ask: Ask, **changed: Any) -> dict[str, Any]:
    token = jws.read(jws.UnverifiedToken(ask.operator()))
    assert token is not None
    return {name: value for name, value in {**token.claims, **changed}.items() if value is not ...}


def signed(ask: Ask, **changed: Any) -> str:
    """A token with Entra's own signature and other claims; ... leaves one out."""
    key = ask.cloud.tokens.key()
    return jws.sign({"typ": "JWT", "kid": key.kid}, claims_of(ask, **changed), key.pem)


def test_a_token_of_entras_passes(ask: Ask) -> None:
    assert flaw(ask, ask.operator()) is None


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "e30.e30.e30", "Bearer x", "x" * 1_000_000, "é.é.é", "\x00"])
def test_what_is_no_token_is_malformed(ask: Ask, token: str) -> None:
    assert flaw(ask, token) in (Flaw.MALFORMED, Flaw.ALGORITHM)


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512", "PS256", "", None, 7, ["RS256"]])
def test_no_algorithm_but_ours_is_looked_at(ask: Ask, algorithm: object) -> None:
    """Even with the right signature."""
    key = ask.cloud.tokens.key()
    header = msgspec.json.encode({"alg": algorithm, "kid": key.kid})

    assert flaw(ask, sealed(header, msgspec.json.encode(claims_of(ask)), key.pem)) is Flaw.ALGORITHM


@pytest.mark.parametrize("kid", [None, "", "other", 7, ["a"], "../key"])
def test_a_key_that_entra_does_not_publish_is_none(ask: Ask, kid: object) -> None:
    key = ask.cloud.tokens.key()
    header = msgspec.json.encode({"alg": "RS256", "kid": kid, "jwk": {"kty": "RSA"}, "jku": "https://evil.test"})

    assert flaw(ask, sealed(header, msgspec.json.encode(claims_of(ask)), key.pem)) is Flaw.KEY


def test_a_signature_by_another_key_is_refused(ask: Ask) -> None:
    key = ask.cloud.tokens.key()

    assert flaw(ask, jws.sign({"kid": key.kid}, claims_of(ask), make_pem())) is Flaw.SIGNATURE


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://sts.windows.net/11111111-1111-1111-1111-111111111111/"},
        {"iss": ...},
        {"iss": 7},
        {"tid": "11111111-1111-1111-1111-111111111111"},
        {"tid": ...},
        {"tid": None},
        {"ver": "2.0"},
    ],
)
def test_a_token_of_another_tenant_or_version_is_refused(ask: Ask, changed: dict[str, Any]) -> None:
    """The issuer is written as the token's version writes it, and the tenant's id agrees with it."""
    assert flaw(ask, signed(ask, **changed)) is Flaw.ISSUER


def test_the_issuer_without_its_slash_is_another(ask: Ask) -> None:
    assert flaw(ask, signed(ask, iss=ask.cloud.tokens.issuer_v1[:-1])) is Flaw.ISSUER


def test_a_v2_token_has_the_issuer_of_its_version(ask: Ask) -> None:
    assert flaw(ask, signed(ask, ver="2.0", iss=ask.cloud.tokens.issuer_v2)) is None


@pytest.mark.parametrize("name", [name for name in CLAIMS if name not in ("iss", "tid")])
@pytest.mark.parametrize("value", [..., None, True, [], {}])
def test_every_claim_that_is_relied_upon_is_there_and_of_its_type(ask: Ask, name: str, value: object) -> None:
    assert flaw(ask, signed(ask, **{name: value})) in (Flaw.CLAIM, Flaw.ISSUER)


@pytest.mark.parametrize("name", ["exp", "nbf", "iat"])
def test_a_time_that_is_a_text_is_no_time(ask: Ask, name: str) -> None:
    assert flaw(ask, signed(ask, **{name: "9999999999"})) is Flaw.CLAIM


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e999"])
def test_a_time_that_never_comes_is_not_even_json(ask: Ask, text: str) -> None:
    key = ask.cloud.tokens.key()
    claims = msgspec.json.encode(claims_of(ask, exp=-1)).replace(b'"exp":-1', f'"exp":{text}'.encode())
    header = msgspec.json.encode({"alg": "RS256", "kid": key.kid})

    assert flaw(ask, sealed(header, claims, key.pem)) is Flaw.MALFORMED


def test_a_token_expires_five_minutes_late_and_no_later(ask: Ask, clock: FakeClock) -> None:
    """Remembered or not: the times are looked at at every use."""
    token = ask.operator()
    clock.advance(3600 + SKEW - 1)
    assert flaw(ask, token) is None
    clock.advance(1)

    assert flaw(ask, token) is Flaw.EXPIRED


def test_a_token_begins_five_minutes_early_and_no_earlier(ask: Ask) -> None:
    now = ask.cloud.clock.now()

    assert flaw(ask, signed(ask, nbf=now + SKEW)) is None
    assert flaw(ask, signed(ask, nbf=now + SKEW + 1)) is Flaw.NOT_YET


def test_half_a_second_is_a_time_too(ask: Ask) -> None:
    assert flaw(ask, signed(ask, exp=math.floor(ask.cloud.clock.now()) + 0.5)) is None


def test_a_caller_is_in_the_groups_that_name_it_now(ask: Ask, cloud: Cloud) -> None:
    """A grant to a group counts with the next request, not with the next token."""
    claims = ask.cloud.tokens.verify(ask.operator())
    assert not isinstance(claims, BadToken)
    me = cloud.settings.operator_object_id
    before = cloud.tokens.caller(claims).principals
    with cloud.store.transaction():
        cloud.directory.put(Principal("g", Kind.GROUP, "admins", members=[me]))

    assert (frozenset((me,)), frozenset((me, "g"))) == (before, cloud.tokens.caller(claims).principals)


def test_a_deleted_principal_is_proven_and_has_nothing(ask: Ask, cloud: Cloud) -> None:
    """Its token lives on, as on Azure; no grant names it any more."""
    claims = ask.cloud.tokens.verify(ask.operator())
    assert not isinstance(claims, BadToken)
    with cloud.store.transaction():
        cloud.directory.delete(cloud.settings.operator_object_id)

    assert cloud.tokens.caller(claims).principals == frozenset()


def test_the_key_is_the_same_after_a_restart(cloud: Cloud) -> None:
    """Tokens of yesterday verify today: the key is in the state."""
    again = AccessTokens(cloud.clock, cloud.key_pool, cloud.store, cloud.directory, cloud.settings.tenant)

    assert cloud.tokens.key() == again.key()


def test_the_published_keys_are_public(cloud: Cloud) -> None:
    published = cloud.tokens.published()

    assert [{"use", "kty", "kid", "alg", "n", "e", "x5t"}] == [set(key) for key in published]
