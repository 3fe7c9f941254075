"""Keys and their JWKs."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa

from aksess.cloud.oidc.jws import base64url, from_base64url
from aksess.cloud.services.keyvault.jwk import (
    CURVES,
    NotAKey,
    generate,
    kty_of,
    of_jwk,
    of_pem,
    public_members,
    supported,
    to_pem,
)


def number(value: int) -> str:
    return base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    key = generate(None, 2048)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


@pytest.fixture
def rsa_members(rsa_key: rsa.RSAPrivateKey) -> dict[str, str]:
    numbers = rsa_key.private_numbers()
    public = numbers.public_numbers
    parts = {"n": public.n, "e": public.e, "d": numbers.d, "p": numbers.p, "q": numbers.q}
    return {name: number(value) for name, value in parts.items()}


@pytest.mark.parametrize(("curve", "length"), [("P-256", 32), ("P-384", 48), ("P-521", 66), ("P-256K", 32)])
def test_coordinates_are_as_long_as_the_field(curve: str, length: int) -> None:
    """A coordinate that begins with zeros keeps them (RFC 7518, 6.2.1.2)."""
    for _ in range(40):
        members = public_members(generate(curve, 0))
        assert curve == members["crv"]
        assert (length, length) == (len(from_base64url(members["x"])), len(from_base64url(members["y"])))


def test_numbers_have_no_leading_zero(rsa_key: rsa.RSAPrivateKey) -> None:
    """Terraform takes the length of n for the size of the key."""
    members = public_members(rsa_key)

    assert 256 == len(from_base64url(members["n"]))
    assert "AQAB" == members["e"]


def test_a_pem_is_the_same_key_again(rsa_key: rsa.RSAPrivateKey) -> None:
    """PKCS#8, both types."""
    curve_key = generate("P-256K", 0)

    assert public_members(rsa_key) == public_members(of_pem(to_pem(rsa_key)))
    assert public_members(curve_key) == public_members(of_pem(to_pem(curve_key)))
    assert ("RSA", "EC") == (kty_of(rsa_key), kty_of(curve_key))


def test_a_jwk_is_the_same_key_again(rsa_key: rsa.RSAPrivateKey, rsa_members: dict[str, str]) -> None:
    """With its primes and without them."""
    without = {name: value for name, value in rsa_members.items() if name not in "pq"}

    assert public_members(rsa_key) == public_members(of_jwk("RSA", rsa_members))
    assert public_members(rsa_key) == public_members(of_jwk("RSA", without))


def test_a_curve_jwk_is_the_same_key_again() -> None:
    """On every curve."""
    for curve in CURVES:
        key = generate(curve, 0)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        members = {**public_members(key), "d": number(key.private_numbers().private_value)}
        assert public_members(key) == public_members(of_jwk("EC", members))


@pytest.mark.parametrize(
    ("kty", "change", "says"),
    [
        ("RSA", {"d": None}, "no d"),
        ("RSA", {"n": "AQAB"}, "bits"),
        ("RSA", {"d": "AQAB"}, "do not make a key"),
        ("RSA", {"p": "AQAB"}, "do not make a key"),
        ("RSA", {"n": "!!!"}, "do not make a key"),
        ("EC", {}, "no crv"),
        ("EC", {"crv": "P-999"}, "crv"),
        ("EC", {"crv": "P-256", "x": "AQAB", "y": "AQAB"}, "do not make a key"),
    ],
)
def test_members_that_make_no_key_are_refused(
    rsa_members: dict[str, str], kty: str, change: dict[str, Any], says: str
) -> None:
    """The text says why and holds nothing of the key."""
    members = {name: value for name, value in {**rsa_members, **change}.items() if value is not None}
    with pytest.raises(NotAKey, match=says) as refused:
        of_jwk(kty, members)

    assert rsa_members["d"] not in str(refused.value)


def test_keys_that_a_vault_cannot_hold_are_refused() -> None:
    """Other types, sizes and curves."""
    for key in (
        ed25519.Ed25519PrivateKey.generate(),
        ec.generate_private_key(ec.SECP224R1()),
        rsa.generate_private_key(65537, 1024),
        dsa.generate_parameters(1024).generate_private_key(),
    ):
        with pytest.raises(NotAKey):
            supported(key)
