"""An assertion as it arrives: what is read of it."""

from typing import Any

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.entra.assertions import read_assertion, written
from tests.federation_scene import AUDIENCE, SUBJECT, Scene

NOW = 1_760_000_000.0


def test_a_projected_token_is_read(scene: Scene) -> None:
    found = read_assertion(scene.assertion(), NOW)

    assert (scene.issuer.url, SUBJECT, (AUDIENCE,), "RS256", scene.key.kid, False) == (
        found.issuer,
        found.subject,
        found.audiences,
        found.algorithm,
        found.key_id,
        found.self_signed,
    )
    assert (NOW, NOW, NOW + 3600) == (found.issued, found.starts, found.ends)


def test_times_that_are_left_out_have_a_meaning(scene: Scene) -> None:
    """No ``nbf``: always. No ``iat``: since it is good."""
    bare = read_assertion(scene.assertion(nbf=..., iat=...), NOW)
    dated = read_assertion(scene.assertion(nbf=7, iat=...), NOW)

    assert ((0, 0), (7, 7)) == ((bare.starts, bare.issued), (dated.starts, dated.issued))


def test_an_issuer_that_is_a_guid_is_an_application(scene: Scene) -> None:
    guid = "11111111-1111-1111-1111-111111111111"

    assert read_assertion(scene.assertion(iss=guid, sub=guid), NOW).self_signed


def test_neither_the_token_nor_its_claims_are_printed(scene: Scene) -> None:
    assertion = scene.assertion()

    assert assertion not in repr(read_assertion(assertion, NOW))
    assert "kubernetes.io" not in repr(read_assertion(assertion, NOW))


def test_what_is_no_token_raises_its_number() -> None:
    with pytest.raises(Fault) as caught:
        read_assertion("x", NOW)

    assert caught.value.code == "AADSTS50027"


@pytest.mark.parametrize(
    ("header", "claims", "text"),
    [
        ({"alg": "HS256"}, {}, "Invalid JWT token. 'HS256' is not a supported signature algorithm. Supported signing"),
        ({"kid": ...}, {}, "Invalid JWT token. No certificate SHA-1 thumbprint, certificate SHA-256 thumbprint, nor"),
        (
            {"typ": "at+jwt"},
            {},
            "Invalid JWT header type specified, must be 'JWT' or 'http://openid.net/specs/jwt/1.0'.",
        ),
        (
            {},
            {"iss": ...},
            "The required field 'iss' is missing from the credential. Ensure that you have all the",
        ),
    ],
)
def test_the_words_are_those_that_were_recorded(
    scene: Scene, header: dict[str, Any], claims: dict[str, Any], text: str
) -> None:
    """Of Entra's answers (AzureAD/microsoft-authentication-library-for-dotnet, MockHelpers.cs)."""
    with pytest.raises(Fault) as caught:
        read_assertion(scene.assertion(scene.header(**header), **claims), NOW)

    assert caught.value.message.startswith(text)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (0.0, "1970-01-01T00:00:00.0000000Z"),
        (NOW + 0.5, "2025-10-09T08:53:20.5000000Z"),
        (1e18, "9999-12-31T23:59:59.0000000Z"),
    ],
)
def test_times_are_written_as_entra_writes_them(moment: float, text: str) -> None:
    assert written(moment) == text
