"""What keys do, and what they refuse."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aksess.cloud.services.keyvault.algorithms import ENCRYPTION, SIGNING, Unfit, decrypt, encrypt, sign, verify
from aksess.cloud.services.keyvault.jwk import PrivateKey, generate

RSA = generate(None, 2048)
CURVES = {curve: generate(curve, 0) for curve in ("P-256", "P-384", "P-521", "P-256K")}


def key_for(algorithm: str) -> PrivateKey:
    return CURVES.get(SIGNING[algorithm].curve, RSA)


def digest_for(algorithm: str, data: bytes = b"data") -> bytes:
    return hashlib.new(SIGNING[algorithm].digest.name, data).digest()


@pytest.mark.parametrize("algorithm", SIGNING)
def test_a_signature_is_good_for_its_digest_alone(algorithm: str) -> None:
    """By the same key and algorithm."""
    key, digest = key_for(algorithm), digest_for(algorithm)
    signature = sign(key, algorithm, digest)

    assert verify(key, algorithm, digest, signature)
    assert not verify(key, algorithm, digest_for(algorithm, b"other"), signature)
    assert not verify(key, algorithm, digest, signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not verify(key, algorithm, digest, b"")
    assert not verify(key, algorithm, digest, signature + b"\0")


@pytest.mark.parametrize(("algorithm", "length"), [("ES256", 64), ("ES384", 96), ("ES512", 132), ("ES256K", 64)])
def test_a_curve_signature_is_two_numbers_side_by_side(algorithm: str, length: int) -> None:
    """Each as long as the field, zeros in front kept (RFC 7518, 3.4)."""
    assert {length} == {len(sign(key_for(algorithm), algorithm, digest_for(algorithm))) for _ in range(30)}


@pytest.mark.parametrize("algorithm", SIGNING)
def test_a_digest_of_another_length_is_refused(algorithm: str) -> None:
    """A message in place of its digest is the usual mistake."""
    with pytest.raises(Unfit, match="Invalid length of 'value': 3 bytes"):
        sign(key_for(algorithm), algorithm, b"abc")


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [(RSA, "ES256"), (CURVES["P-256"], "RS256"), (CURVES["P-256"], "ES256K"), (CURVES["P-521"], "ES384")],
)
def test_a_key_of_another_type_or_curve_is_refused(key: PrivateKey, algorithm: str) -> None:
    """To sign and to verify."""
    with pytest.raises(Unfit, match="incompatible"):
        sign(key, algorithm, digest_for(algorithm))
    with pytest.raises(Unfit, match="incompatible"):
        verify(key, algorithm, digest_for(algorithm), b"")


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RSNULL", "rs256", "", "A256GCM"])
def test_an_algorithm_that_is_not_there_is_refused(algorithm: str) -> None:
    """Names have case."""
    with pytest.raises(Unfit, match="alg is not one of"):
        sign(RSA, algorithm, b"0" * 32)
    with pytest.raises(Unfit, match="alg is not one of"):
        encrypt(RSA, algorithm, b"")
    with pytest.raises(Unfit, match="alg is not one of"):
        decrypt(RSA, algorithm, b"")


@pytest.mark.parametrize("algorithm", ENCRYPTION)
@given(plain=st.binary(max_size=190))
def test_what_is_encrypted_is_decrypted(algorithm: str, plain: bytes) -> None:
    """Whatever fits."""
    assert plain == decrypt(RSA, algorithm, encrypt(RSA, algorithm, plain))


@pytest.mark.parametrize("algorithm", ["RSA-OAEP", "RSA-OAEP-256"])
def test_what_does_not_decrypt_says_no_more_than_that(algorithm: str) -> None:
    """One text for every way to be wrong."""
    cipher = encrypt(RSA, algorithm, b"x")
    for wrong in (cipher[:-1] + bytes([cipher[-1] ^ 1]), cipher[:-1], b"", b"\xff" * 256):
        with pytest.raises(Unfit, match=r"^The parameter is incorrect.\r\n$"):
            decrypt(RSA, algorithm, wrong)


def test_too_much_to_encrypt_is_refused() -> None:
    """And a curve encrypts nothing."""
    with pytest.raises(Unfit, match="too many"):
        encrypt(RSA, "RSA-OAEP-256", b"x" * 191)
    with pytest.raises(Unfit, match="EC"):
        encrypt(CURVES["P-256"], "RSA-OAEP", b"x")
