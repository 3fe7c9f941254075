"""Keys as cryptography holds them and as JSON Web Keys show them (RFC 7517, RFC 7518 section 6).

Numbers are written without a leading zero byte, coordinates as long as the curve's field.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from aksess.cloud.oidc.jws import base64url, from_base64url

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
# P-256K is Key Vault's name for secp256k1.
CURVES: Final[Mapping[str, ec.EllipticCurve]] = {
    "P-256": ec.SECP256R1(),
    "P-384": ec.SECP384R1(),
    "P-521": ec.SECP521R1(),
    "P-256K": ec.SECP256K1(),
}
_CURVE_NAMES: Final = {curve.name: name for name, curve in CURVES.items()}
SIZES: Final = (2048, 3072, 4096)
EXPONENT: Final = 65537


class NotAKey(ValueError):
    """A JWK or PEM that is no private key that a vault can hold. Its text says why, and nothing of the key."""


def generate(curve: str | None, size: int) -> PrivateKey:
    """A new private key: on a curve of CURVES, else RSA of that many bits. Leaves the interpreter free meanwhile."""
    if curve is not None:
        return ec.generate_private_key(CURVES[curve])
    return rsa.generate_private_key(EXPONENT, size)


def to_pem(key: PrivateKey) -> str:
    """PKCS#8."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


@lru_cache(maxsize=256)
def of_pem(pem: str) -> PrivateKey:
    """The key of a PEM that ``to_pem`` wrote. Raises NotAKey for another kind."""
    return supported(serialization.load_pem_private_key(pem.encode(), password=None))


def supported(key: object) -> PrivateKey:
    """A private key as one that a vault can hold. Raises NotAKey for another type, size or curve."""
    if isinstance(key, rsa.RSAPrivateKey):
        if key.key_size not in SIZES:
            raise NotAKey(f"an RSA key has 2048, 3072 or 4096 bits; this one has {key.key_size}")
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey):
        if key.curve.name not in _CURVE_NAMES:
            raise NotAKey(f"the curve {key.curve.name} is not one of {', '.join(CURVES)}")
        return key
    raise NotAKey("only RSA and EC private keys are supported")


def kty_of(key: PrivateKey) -> str:
    """``RSA`` or ``EC``."""
    return "RSA" if isinstance(key, rsa.RSAPrivateKey) else "EC"


def public_members(key: PrivateKey) -> dict[str, str]:
    """``n`` and ``e``, or ``crv``, ``x`` and ``y``."""
    if isinstance(key, rsa.RSAPrivateKey):
        numbers = key.public_key().public_numbers()
        return {"n": _number(numbers.n), "e": _number(numbers.e)}
    point = key.public_key().public_numbers()
    length = (key.key_size + 7) // 8
    return {"crv": _CURVE_NAMES[key.curve.name], "x": _number(point.x, length), "y": _number(point.y, length)}


def of_jwk(kty: str, members: Mapping[str, str]) -> PrivateKey:
    """The private key of a JWK. kty: ``RSA`` or ``EC``. Raises NotAKey where the members make none."""
    try:
        return supported(_rsa(members) if kty == "RSA" else _ec(members))
    except KeyError as missing:
        raise NotAKey(f"the JSON Web Key has no {missing.args[0]}") from None
    except NotAKey:
        raise
    except (ValueError, TypeError):
        raise NotAKey("the members of the JSON Web Key do not make a key") from None


def _rsa(members: Mapping[str, str]) -> rsa.RSAPrivateKey:
    n, e, d = (_integer(members[name]) for name in ("n", "e", "d"))
    if n.bit_length() not in SIZES:
        raise NotAKey(f"an RSA key has 2048, 3072 or 4096 bits; this one has {n.bit_length()}")
    if "p" in members and "q" in members:
        p, q = _integer(members["p"]), _integer(members["q"])
    else:
        p, q = rsa.rsa_recover_prime_factors(n, e, d)
    public = rsa.RSAPublicNumbers(e, n)
    # The rest follows from the primes: a sender who got it wrong changes nothing.
    return rsa.RSAPrivateNumbers(
        p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q), public
    ).private_key()


def _ec(members: Mapping[str, str]) -> ec.EllipticCurvePrivateKey:
    curve = CURVES.get(members["crv"])
    if curve is None:
        raise NotAKey(f"crv is not one of {', '.join(CURVES)}")
    x, y, d = (_integer(members[name]) for name in ("x", "y", "d"))
    return ec.EllipticCurvePrivateNumbers(d, ec.EllipticCurvePublicNumbers(x, y, curve)).private_key()


def _number(value: int, length: int = 0) -> str:
    return base64url(value.to_bytes(length or (value.bit_length() + 7) // 8, "big"))


def _integer(text: str) -> int:
    return int.from_bytes(from_base64url(text.rstrip("=")), "big")
