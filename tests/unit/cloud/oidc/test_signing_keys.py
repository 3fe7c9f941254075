"""RSA keys and the key_pool of them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from aksess.cloud.oidc.signing_keys import (
    BITS,
    SigningKey,
    SigningKeyPool,
    key_id,
    load_private,
    make_pem,
    public_jwk,
    public_of,
)

PEM = make_pem()


def test_a_key_has_2048_bits() -> None:
    assert load_private(PEM).key_size == BITS == 2048


def test_a_keys_id_is_made_of_its_public_half() -> None:
    """43 letters of base64url: SHA-256."""
    assert key_id(PEM) == key_id(PEM)
    assert len(key_id(PEM)) == 43
    assert key_id(PEM) != key_id(make_pem())


def test_a_published_key_is_public() -> None:
    jwk = public_jwk(PEM, "a")

    assert ("sig", "RSA", "a", "RS256", "AQAB") == tuple(jwk[name] for name in ("use", "kty", "kid", "alg", "e"))
    assert set(jwk) == {"use", "kty", "kid", "alg", "n", "e"}


def test_a_modulus_has_no_zero_byte_in_front() -> None:
    """Readers count its length."""
    assert len(public_jwk(PEM, "a")["n"]) == 342


def test_a_key_is_not_printed() -> None:
    assert repr(SigningKey("a", PEM, 0.0)) == "SigningKey(kid='a')"


def test_no_key_is_given_twice() -> None:
    key_pool = SigningKeyPool(depth=2)
    key_pool.fill()
    keys = [key_pool.take(float(born)) for born in range(4)]
    key_pool.close()

    assert len({key.pem for key in keys}) == 4
    assert [0.0, 1.0, 2.0, 3.0] == [key.born for key in keys]


def test_a_key_of_another_kind_is_refused() -> None:
    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )

    with pytest.raises(TypeError, match="RSA"):
        load_private(other.decode())


def test_the_public_half_is_the_same_from_every_thread() -> None:
    with ThreadPoolExecutor(4) as threads:
        found = {public_of(PEM).public_numbers() for _ in threads.map(public_of, [PEM] * 8)}

    assert found == {public_of(PEM).public_numbers()}
