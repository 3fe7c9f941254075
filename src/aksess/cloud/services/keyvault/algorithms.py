"""What a key does: encrypt, decrypt, sign, verify (RFC 7518; Microsoft Learn, "About keys", "Algorithms").

Pure: a key, an algorithm's name and bytes in, bytes out. Signatures are over digests, as Key Vault takes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature, encode_dss_signature

from aksess.cloud.services.keyvault.jwk import CURVES, PrivateKey, kty_of


class Unfit(ValueError):
    """An algorithm, key and input that do not go together. Its text is for the user."""


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature algorithm. curve: of an EC key, by its JWK name; empty for RSA. pss: RSASSA-PSS, else PKCS#1 v1.5."""

    digest: hashes.HashAlgorithm
    curve: str = ""
    pss: bool = False

    @property
    def kty(self) -> str:
        """The type of key that it takes."""
        return "EC" if self.curve else "RSA"


SIGNING: Final[Mapping[str, Signing]] = {
    "RS256": Signing(hashes.SHA256()),
    "RS384": Signing(hashes.SHA384()),
    "RS512": Signing(hashes.SHA512()),
    "PS256": Signing(hashes.SHA256(), pss=True),
    "PS384": Signing(hashes.SHA384(), pss=True),
    "PS512": Signing(hashes.SHA512(), pss=True),
    "ES256": Signing(hashes.SHA256(), "P-256"),
    "ES384": Signing(hashes.SHA384(), "P-384"),
    "ES512": Signing(hashes.SHA512(), "P-521"),
    "ES256K": Signing(hashes.SHA256(), "P-256K"),
}
ENCRYPTION: Final[Mapping[str, padding.AsymmetricPadding]] = {
    "RSA1_5": padding.PKCS1v15(),
    "RSA-OAEP": padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA1(), None),
    "RSA-OAEP-256": padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None),
}


def encrypt(key: PrivateKey, algorithm: str, plain: bytes) -> bytes:
    """Ciphertext under the public half. Raises Unfit."""
    rsa_key, how = _encryption(key, algorithm)
    try:
        return rsa_key.public_key().encrypt(plain, how)
    except ValueError:
        raise Unfit(f"{len(plain)} bytes are too many for {algorithm} with this key.") from None


def decrypt(key: PrivateKey, algorithm: str, cipher: bytes) -> bytes:
    """Plaintext. Raises Unfit; what does not decrypt gets Key Vault's own words, which say nothing."""
    rsa_key, how = _encryption(key, algorithm)
    try:
        return rsa_key.decrypt(cipher, how)
    except ValueError:
        raise Unfit("The parameter is incorrect.\r\n") from None


def sign(key: PrivateKey, algorithm: str, digest: bytes) -> bytes:
    """A signature over a digest: for EC the two numbers, each as long as the field. Raises Unfit."""
    how = _signing(key, algorithm, digest)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(digest, _padding(how), Prehashed(how.digest))
    length = (key.key_size + 7) // 8
    r, s = decode_dss_signature(key.sign(digest, ec.ECDSA(Prehashed(how.digest))))
    return r.to_bytes(length, "big") + s.to_bytes(length, "big")


def verify(key: PrivateKey, algorithm: str, digest: bytes, signature: bytes) -> bool:
    """Whether the signature is one by that key over that digest. Raises Unfit."""
    how = _signing(key, algorithm, digest)
    try:
        if isinstance(key, rsa.RSAPrivateKey):
            key.public_key().verify(signature, digest, _padding(how), Prehashed(how.digest))
        else:
            length = (key.key_size + 7) // 8
            if len(signature) != 2 * length:
                return False
            numbers = (int.from_bytes(signature[:length], "big"), int.from_bytes(signature[length:], "big"))
            key.public_key().verify(encode_dss_signature(*numbers), digest, ec.ECDSA(Prehashed(how.digest)))
    except InvalidSignature:
        return False
    return True


def _encryption(key: PrivateKey, algorithm: str) -> tuple[rsa.RSAPrivateKey, padding.AsymmetricPadding]:
    how = ENCRYPTION.get(algorithm)
    if how is None:
        raise Unfit(f"alg is not one of {', '.join(ENCRYPTION)}.")
    if not isinstance(key, rsa.RSAPrivateKey):
        raise Unfit(f"Key and encryption algorithm are incompatible: {algorithm} takes an RSA key, this one is EC.")
    return key, how


def _signing(key: PrivateKey, algorithm: str, digest: bytes) -> Signing:
    how = SIGNING.get(algorithm)
    if how is None:
        raise Unfit(f"alg is not one of {', '.join(SIGNING)}.")
    if kty_of(key) != how.kty:
        raise Unfit(
            f"Key and signing algorithm are incompatible: {algorithm} takes a key of type {how.kty}, this one is of "
            f"type {kty_of(key)}."
        )
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name != CURVES[how.curve].name:
        raise Unfit(f"Key and signing algorithm are incompatible: {algorithm} takes a key on {how.curve}.")
    if len(digest) != how.digest.digest_size:
        raise Unfit(
            f"Invalid length of 'value': {len(digest)} bytes. {algorithm} requires {how.digest.digest_size} bytes, "
            "encoded with base64url."
        )
    return how


def _padding(how: Signing) -> padding.AsymmetricPadding:
    if not how.pss:
        return padding.PKCS1v15()
    # RFC 7518, 3.5: the salt is as long as the hash.
    return padding.PSS(padding.MGF1(how.digest), how.digest.digest_size)
