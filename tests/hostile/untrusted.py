"""Hostile assertions that can be read: whom they speak of, who signed them, and when."""

from __future__ import annotations

import msgspec

from aksess.cloud.oidc import jws
from aksess.cloud.oidc.signing_keys import public_jwk
from tests.federation_scene import AUDIENCE, SUBJECT
from tests.hostile.forging import (
    DAY,
    HOUR,
    OTHER_KEY,
    Make,
    claims,
    entra_token,
    flipped,
    header,
    lived,
    now,
    of_another_identity,
    of_deleted_cluster,
    of_deleted_credential,
    of_deleted_identity,
    of_disabled_identity,
    other_cluster,
    rotated_away,
    shortened,
    signed_by,
    swapped,
    trusted_entra_token,
    trusting,
    weak,
)  # fmt: skip

UNTRUSTED: dict[str, tuple[int, Make]] = {
    # whom it speaks of
    "no credential": (70025, of_deleted_credential),
    "a deleted identity": (700016, of_deleted_identity),
    "a disabled identity": (7000112, of_disabled_identity),
    "another identity's credential": (700213, of_another_identity),
    "another cluster": (700211, other_cluster),
    "an issuer without its slash": (700211, lambda scene: scene.assertion(iss=scene.issuer.url[:-1])),
    "an issuer with two slashes": (700211, lambda scene: scene.assertion(iss=scene.issuer.url + "/")),
    "an issuer in capitals": (700211, lambda scene: scene.assertion(iss=scene.issuer.url.upper())),
    "an issuer with a port": (
        700211,
        lambda scene: scene.assertion(iss=scene.issuer.url.replace(".com/", ".com:443/")),
    ),
    "an issuer over http": (
        700211,
        lambda scene: scene.assertion(iss=scene.issuer.url.replace("https", "http")),
    ),
    "an issuer with white space": (700211, lambda scene: scene.assertion(iss=scene.issuer.url + " ")),
    "an issuer with a longer host": (
        700211,
        lambda scene: scene.assertion(iss=scene.issuer.url.replace(".azure.com", ".azure.com.evil.test")),
    ),
    "the cluster's default issuer": (700211, claims(iss="https://kubernetes.default.svc.cluster.local")),
    "another service account": (700213, claims(sub="system:serviceaccount:widemo:default")),
    "another namespace": (700213, claims(sub="system:serviceaccount:default:wi-demo-sa")),
    "a wildcard for a subject": (700213, claims(sub="system:serviceaccount:widemo:*")),
    "a longer subject": (700213, claims(sub=SUBJECT + "x")),
    "a shorter subject": (700213, claims(sub=SUBJECT[:-1])),
    "a subject in another case": (7002138, claims(sub=SUBJECT.replace("wi-demo-sa", "Wi-Demo-SA"))),
    "a subject with white space": (700213, claims(sub=SUBJECT + " ")),
    "a subject with a null byte": (700213, claims(sub=SUBJECT + "\x00")),
    "a subject in letters that fold to ours": (700213, claims(sub=SUBJECT.replace("s", "\u017f", 1))),
    "a subject in lookalike letters": (700213, claims(sub=SUBJECT.replace("a", "\u0430"))),
    "the default audience": (700212, claims(aud=["https://kubernetes.default.svc"])),
    "the audience of identity bindings": (700212, claims(aud=["api://AKSIdentityBinding"])),
    "the audience of another cloud": (700212, claims(aud=["api://AzureADTokenExchangeChina"])),
    "an audience in another case": (700212, claims(aud=["api://azureadtokenexchange"])),
    "an audience with a slash": (700212, claims(aud=[AUDIENCE + "/"])),
    "two audiences, one of them good": (700212, claims(aud=["https://kubernetes.default.svc", AUDIENCE])),
    "the same audience twice": (700212, claims(aud=[AUDIENCE, AUDIENCE])),
    # Entra's own tokens
    "an access token of the tenant": (700211, entra_token),
    "an access token that is trusted": (700222, trusted_entra_token),
    # issuers of the attacker's making
    "an issuer that is not there": (501661, trusting("https://westeurope.oic.prod-aks.azure.com/a/b/")),
    "a trusted issuer over http": (501661, trusting("http://westeurope.oic.prod-aks.azure.com/a/b/")),
    "a trusted issuer that is a file": (501661, trusting("file:///etc/passwd")),
    "a trusted issuer that is no URL": (501661, trusting("kubernetes/serviceaccount")),
    "a trusted issuer with a password": (501661, trusting("https://user:word@oidc.test/")),
    "a trusted issuer with a query": (501661, trusting("https://oidc.test/?a=b")),
    "a trusted issuer in brackets": (501661, trusting("https://[::1/")),
    "a deleted cluster": (501661, of_deleted_cluster),
    # keys
    "a key that nobody published": (7000272, header(kid="nobody")),
    "a path for a key id": (7000272, header(kid="../../../../dev/null")),
    "a statement for a key id": (7000272, header(kid="' UNION SELECT 'x")),
    "a long key id": (7000272, header(kid="k" * 20_000)),
    "a URL for a key id": (7000272, header(kid="https://evil.test/key")),
    "a key rotated away": (7000272, rotated_away),
    "another cluster's key, in our name": (7000272, lambda scene: other_cluster(scene, iss=scene.issuer.url)),
    "its own key as jwk": (
        7000274,
        lambda scene: scene.assertion(scene.header(jwk=public_jwk(OTHER_KEY, scene.key.kid)), key=OTHER_KEY),
    ),
    "its own keys at jku": (
        7000274,
        lambda scene: scene.assertion(scene.header(jku="https://evil.test/jwks"), key=OTHER_KEY),
    ),
    "its own certificate at x5u": (
        7000274,
        lambda scene: scene.assertion(scene.header(x5u="https://evil.test/pem"), key=OTHER_KEY),
    ),
    "its own certificate as x5c": (7000274, lambda scene: scene.assertion(scene.header(x5c=["MIIB"]), key=OTHER_KEY)),
    "our key id, another key": (7000274, lambda scene: scene.assertion(key=OTHER_KEY)),
    "our key id, a weak key": (7000274, weak),
    "no signature": (7000274, lambda scene: signed_by(lambda _: b"", scene.header(), scene.claims())),
    "a signature of zeros": (7000274, lambda scene: signed_by(lambda _: bytes(256), scene.header(), scene.claims())),
    "a signature with one bit changed": (7000274, lambda scene: flipped(scene.assertion())),
    "a signature cut short": (7000274, lambda scene: shortened(scene.assertion())),
    "claims changed under the signature": (7000274, lambda scene: swapped(scene, exp=now(scene) + 7200)),
    "a header changed under the signature": (
        7000274,
        lambda scene: (
            jws.base64url(msgspec.json.encode(scene.header(typ="JWT"))) + "." + scene.assertion().partition(".")[2]
        ),
    ),
    # times
    "no expiry": (700024, claims(exp=...)),
    "expired": (700024, lived(-2 * HOUR, -2 * HOUR, -HOUR)),
    "expired five minutes and a second ago": (700024, lived(-HOUR, -HOUR, -301)),
    "not yet": (700024, lived(0, HOUR, 2 * HOUR)),
    "issued in the future, to stretch its life": (700024, lived(30 * DAY, 0, 31 * DAY)),
    "ended before it began": (700024, lived(0, 0, -DAY)),
    "expired in 1970": (700024, claims(iat=0, nbf=0, exp=HOUR)),
}
