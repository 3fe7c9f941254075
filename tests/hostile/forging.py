"""Tokens made with ill intent: each function gives one, from a scene in which all is well."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import msgspec
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

from aksess.cloud.oidc import jws
from aksess.cloud.oidc.signing_keys import load_private, make_pem, public_of
from tests.federation_scene import AUDIENCE, Scene, new_identity, sealed

Make = Callable[[Scene], str]

HOUR = 3600
DAY = 24 * HOUR
OTHER_KEY = make_pem()


def signed_by(sign: Callable[[bytes], bytes], header: dict[str, Any], claims: dict[str, Any]) -> str:
    """A token whose signature is made by any function."""
    signed = f"{jws.base64url(msgspec.json.encode(header))}.{jws.base64url(msgspec.json.encode(claims))}"
    return f"{signed}.{jws.base64url(sign(signed.encode()))}"


def hs256(secret: bytes) -> Callable[[bytes], bytes]:
    def sign(data: bytes) -> bytes:
        mac = hmac.HMAC(secret, hashes.SHA256())
        mac.update(data)
        return mac.finalize()

    return sign


def public_pem(scene: Scene) -> bytes:
    return public_of(scene.key.pem).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def public_der(scene: Scene) -> bytes:
    return public_of(scene.key.pem).public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def es256(data: bytes) -> bytes:
    der = ec.generate_private_key(ec.SECP256R1()).sign(data, ec.ECDSA(hashes.SHA256()))
    return b"".join(part.to_bytes(32, "big") for part in utils.decode_dss_signature(der))


def rs512(scene: Scene) -> str:
    key = load_private(scene.key.pem)
    return signed_by(
        lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA512()), scene.header(alg="RS512"), scene.claims()
    )


def pss(scene: Scene) -> str:
    key = load_private(scene.key.pem)
    how = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
    return signed_by(lambda data: key.sign(data, how, hashes.SHA256()), scene.header(), scene.claims())


def unsigned(scene: Scene, algorithm: str) -> str:
    return signed_by(lambda _: b"", scene.header(alg=algorithm), scene.claims())


def weak(scene: Scene) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    return signed_by(lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256()), scene.header(), scene.claims())


def twice(scene: Scene, name: str, value: str) -> str:
    """Claims that name a member twice: the good value last, then first."""
    good = json.dumps(scene.claims())[1:]
    return sealed(msgspec.json.encode(scene.header()), f'{{"{name}": {value}, {good}'.encode(), scene.key.pem)


def twice_last(scene: Scene, name: str, value: str) -> str:
    good = json.dumps(scene.claims())[:-1]
    return sealed(msgspec.json.encode(scene.header()), f'{good}, "{name}": {value}}}'.encode(), scene.key.pem)


def raw_claims(scene: Scene, claims: bytes) -> str:
    return sealed(msgspec.json.encode(scene.header()), claims, scene.key.pem)


def raw_header(scene: Scene, header: bytes) -> str:
    return sealed(header, msgspec.json.encode(scene.claims()), scene.key.pem)


def claims_text(scene: Scene, **changed: str) -> bytes:
    """Claims as JSON text in which some values are written by hand."""
    members = {name: json.dumps(value) for name, value in scene.claims().items()}
    return ("{" + ",".join(f'"{name}":{value}' for name, value in {**members, **changed}.items()) + "}").encode()


def now(scene: Scene) -> int:
    return int(scene.cloud.clock.now())


def flipped(token: str, at: int = -10) -> str:
    """One bit of the signature changed."""
    signed, _, signature = token.rpartition(".")
    raw = bytearray(jws.from_base64url(signature))
    raw[at] ^= 1
    return f"{signed}.{jws.base64url(bytes(raw))}"


def shortened(token: str) -> str:
    """A signature that lacks its last byte."""
    signed, _, signature = token.rpartition(".")
    return f"{signed}.{jws.base64url(jws.from_base64url(signature)[:-1])}"


def swapped(scene: Scene, **changed: Any) -> str:
    """The signature of a good token under other claims."""
    good = scene.assertion()
    head, _, signature = good.split(".")
    return f"{head}.{jws.base64url(msgspec.json.encode(scene.claims(**changed)))}.{signature}"


def padded(scene: Scene) -> str:
    head, claims, signature = scene.assertion().split(".")
    return f"{head}.{claims}{'=' * (-len(claims) % 4) or '='}.{signature}"


def loose_bits(scene: Scene) -> str:
    """The last letter of the signature changed in bits that a lenient decoder throws away."""
    token = scene.assertion()
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert len(token.rpartition(".")[2]) % 4 == 2
    return token[:-1] + letters[letters.index(token[-1]) ^ 1]


def standard_alphabet(scene: Scene) -> str:
    head, claims, signature = scene.assertion().split(".")
    return ".".join([head, claims, base64.b64encode(jws.from_base64url(signature)).decode().rstrip("=")])


def other_cluster(scene: Scene, **changed: Any) -> str:
    """A token of another cluster of the same tenant, in its own name or in ours."""
    with scene.cloud.store.transaction():
        other = scene.cloud.cluster_issuers.create("westeurope", "/subscriptions/s/resourceGroups/widemo/other")
    key = other.keys[-1]
    claims = {"iss": other.url, **changed}
    return scene.assertion(scene.header(kid=key.kid), key=key.pem, **claims)


def rotated_away(scene: Scene) -> str:
    """A token signed before two rotations: its key is no longer published."""
    token = scene.assertion()
    with scene.cloud.store.transaction():
        scene.cloud.cluster_issuers.rotate(scene.issuer)
        scene.cloud.cluster_issuers.rotate(scene.issuer)
    return token


def of_deleted_credential(scene: Scene) -> str:
    scene.distrust()
    return scene.assertion()


def of_deleted_identity(scene: Scene) -> str:
    with scene.cloud.store.transaction():
        scene.cloud.directory.delete(scene.identity.object_id)
    return scene.assertion()


def of_disabled_identity(scene: Scene) -> str:
    scene.identity.enabled = False
    with scene.cloud.store.transaction():
        scene.cloud.directory.put(scene.identity)
    return scene.assertion()


def of_deleted_cluster(scene: Scene) -> str:
    with scene.cloud.store.transaction():
        scene.cloud.cluster_issuers.delete(scene.issuer.url)
    return scene.assertion()


def of_another_identity(scene: Scene) -> str:
    """The credential is another identity's; this one has one too, for another service account."""
    scene.distrust()
    scene.trust(subject="system:serviceaccount:widemo:somebody-else")
    other = new_identity(scene.cloud, "other")
    Scene(scene.ask, scene.issuer, other).trust()
    return scene.assertion()


def entra_token(scene: Scene, **claims: Any) -> str:
    """An access token of the local Entra itself, used as an assertion."""
    return scene.ask.token(scene.identity.object_id, AUDIENCE, **claims)


def trusted_entra_token(scene: Scene) -> str:
    scene.distrust()
    issuer = scene.cloud.tokens.issuer_v1
    scene.trust(issuer=issuer, subject=scene.identity.object_id)
    return entra_token(scene)


def trusting(issuer: str) -> Make:
    """A credential that trusts an issuer of the attacker's making, and a token of it."""

    def make(scene: Scene) -> str:
        scene.distrust()
        scene.trust(issuer=issuer)
        return scene.assertion(iss=issuer)

    return make


def header(**changed: Any) -> Make:
    return lambda scene: scene.assertion(scene.header(**changed))


def claims(**changed: Any) -> Make:
    return lambda scene: scene.assertion(**changed)


def lived(issued: float, starts: float, ends: float) -> Make:
    """Times as seconds from now."""
    return lambda scene: scene.assertion(iat=now(scene) + issued, nbf=now(scene) + starts, exp=now(scene) + ends)
