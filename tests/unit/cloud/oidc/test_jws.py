"""Signed tokens: read strictly, verified with the key and the algorithm that the verifier chose."""

import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from aksess.cloud.oidc import jws
from aksess.cloud.oidc.jws import Parts, UnverifiedToken, base64url, from_base64url
from aksess.cloud.oidc.signing_keys import load_private, make_pem, public_jwk, public_of

PEM = make_pem()
KEY = public_of(PEM)
TOKEN = UnverifiedToken(jws.sign({"kid": "a"}, {"sub": "me"}, PEM))


def token_of(header: bytes, claims: bytes) -> UnverifiedToken:
    return UnverifiedToken(f"{base64url(header)}.{base64url(claims)}.{base64url(b'signature')}")


def test_a_token_is_taken_apart() -> None:
    assert jws.read(TOKEN) == Parts({"alg": "RS256", "kid": "a"}, {"sub": "me"})


def test_a_padded_token_is_read_by_those_who_ask_for_one() -> None:
    """Padded to a multiple of four, and no further."""
    padded = UnverifiedToken(".".join(piece + "=" * (-len(piece) % 4) for piece in TOKEN.split(".")))

    assert Parts({"alg": "RS256", "kid": "a"}, {"sub": "me"}) == jws.read_padded(padded)
    assert [None] * 3 == [
        jws.read(padded),
        jws.read_padded(TOKEN),
        jws.read_padded(UnverifiedToken(padded + "====")),
    ]


def test_a_signature_by_the_key_is_verified() -> None:
    assert jws.verified(TOKEN, KEY)


def test_a_signature_by_another_key_is_not() -> None:
    assert not jws.verified(TOKEN, public_of(make_pem()))


def test_the_verifier_chooses_the_algorithm() -> None:
    """A PS256 signature under a header that says RS256, and the other way round."""
    signed = TOKEN.rpartition(".")[0]
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
    other = UnverifiedToken(f"{signed}.{base64url(load_private(PEM).sign(signed.encode(), pss, hashes.SHA256()))}")

    assert (True, False) == (jws.verified(other, KEY, "PS256"), jws.verified(other, KEY))
    assert not jws.verified(TOKEN, KEY, "PS256")


@pytest.mark.parametrize("algorithm", ["none", "HS256", "ES256", "", "rs256"])
def test_no_other_algorithm_is_offered(algorithm: str) -> None:
    with pytest.raises(KeyError):
        jws.verified(UnverifiedToken(TOKEN + algorithm[:0]), KEY, algorithm)


def test_a_signature_that_is_no_base64_is_no_signature() -> None:
    assert not jws.verified(UnverifiedToken(TOKEN.rpartition(".")[0] + ".!"), KEY)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b"{}x",
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"b":2}}',
        b'{"a":[{"b":1,"b":1}]}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":"\xff"}',
        b'{"a":"\\ud800"}',
        b'{"a":1e999}',
        b"\xef\xbb\xbf{}",
        b'{"a":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        b'{"a":' + b"9" * 5_000 + b"}",
    ],
)
def test_what_two_readers_could_read_differently_is_no_token(raw: bytes) -> None:
    """As header and as payload: not JSON, not an object, not UTF-8, or a member twice."""
    assert jws.read(token_of(raw, b"{}")) is None
    assert jws.read(token_of(b"{}", raw)) is None


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a.b", "e30.e30", "e30.e30.e30.e30", "e30.e30.é", "e30.e30.!", "e30.e30\n.e30"]
)
def test_what_has_no_three_base64_parts_is_no_token(text: str) -> None:
    assert jws.read(UnverifiedToken(text)) is None


def test_a_critical_header_is_understood_by_nobody_here() -> None:
    assert jws.read(token_of(b'{"crit":["exp"]}', b"{}")) is None


def test_a_token_longer_than_64_kib_is_not_read() -> None:
    long = json.dumps({"a": "x" * jws.MAX_LENGTH}).encode()

    assert jws.read(token_of(b"{}", long)) is None


def test_a_token_is_read_to_a_depth_that_no_interpreter_decides() -> None:
    """Of 64, its own object among them."""

    def nested(depth: int) -> bytes:
        return b'{"a":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"

    assert jws.read(token_of(b"{}", nested(64))) is not None
    assert jws.read(token_of(b"{}", nested(65))) is None
    assert jws.read(token_of(b"{}", b'{"a":[' + b"[]," * 100 + b"[]]}")) is not None


def test_the_readers_copy_is_the_readers_own() -> None:
    """Whoever changes what was read changes nothing for the next reader's verdict."""
    first = jws.read(TOKEN)
    assert first is not None

    assert jws.read(TOKEN) == Parts({"alg": "RS256", "kid": "a"}, {"sub": "me"})


@pytest.mark.parametrize(("raw", "text"), [(b"", ""), (b"\x00", "AA"), (b"\xff\xef", "_-8"), (b"abc", "YWJj")])
def test_base64url_has_one_spelling(raw: bytes, text: str) -> None:
    assert (text, raw) == (base64url(raw), from_base64url(text))


@pytest.mark.parametrize("text", ["AA==", "AB", "_+8", "/+8", "A", "A A", "AA\n", "YWJj=", "é"])
def test_every_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=".*"):
        from_base64url(text)


def test_a_jwk_makes_the_key_that_it_was_made_of() -> None:
    jwk = public_jwk(PEM, "a")
    key = jws.public_key(jwk["n"], jwk["e"])

    assert key is not None
    assert key.public_numbers() == KEY.public_numbers()


def test_a_modulus_of_a_hundred_thousand_bits_makes_no_key() -> None:
    """It would only keep the verifier busy."""
    assert jws.public_key(base64url(b"\xff" * 12_500), "AQAB") is None
