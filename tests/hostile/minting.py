"""Access tokens made with ill intent: each row of the table makes one from a good one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec

from aksess.cloud.oidc import jws
from aksess.cloud.oidc.jws import UnverifiedToken, base64url
from aksess.cloud.oidc.signing_keys import public_jwk
from tests.cloud_fixtures import Ask
from tests.federation_scene import sealed
from tests.hostile.forging import OTHER_KEY, flipped, hs256, shortened
from tests.hostile.resource_servers import OWNER

# A token of the owner's for a server, and what it is made of.
Make = Callable[[Ask, str], str]

HOUR = 3600


def claims_of(ask: Ask, audience: str) -> dict[str, Any]:
    parts = jws.read(UnverifiedToken(ask.token(OWNER, audience)))
    assert parts is not None
    return parts.claims


def kid(ask: Ask) -> str:
    return ask.cloud.tokens.key().kid


def made(header: dict[str, Any], claims: dict[str, Any], pem: str) -> str:
    return sealed(msgspec.json.encode(header), msgspec.json.encode(claims), pem)


def claims(**changed: Any) -> Make:
    """Entra's own signature over other claims; ... leaves one out."""

    def make(ask: Ask, audience: str) -> str:
        found = {name: each for name, each in {**claims_of(ask, audience), **changed}.items() if each is not ...}
        return made({"typ": "JWT", "alg": "RS256", "kid": kid(ask)}, found, ask.cloud.tokens.key().pem)

    return make


def times(issued: float, starts: float, ends: float) -> Make:
    def make(ask: Ask, audience: str) -> str:
        now = int(ask.cloud.clock.now())
        return claims(iat=now + issued, nbf=now + starts, exp=now + ends)(ask, audience)

    return make


def header(**changed: Any) -> Make:
    """Entra's own signature under another header."""

    def make(ask: Ask, audience: str) -> str:
        usual = {"typ": "JWT", "alg": "RS256", "kid": kid(ask)}
        found = {name: each for name, each in {**usual, **changed}.items() if each is not ...}
        return made(found, claims_of(ask, audience), ask.cloud.tokens.key().pem)

    return make


def forged(**changed: Any) -> Make:
    """Somebody else's signature."""

    def make(ask: Ask, audience: str) -> str:
        return made({"typ": "JWT", "alg": "RS256", "kid": kid(ask), **changed}, claims_of(ask, audience), OTHER_KEY)

    return make


def good(change: Callable[[str], str]) -> Make:
    """A good token, changed as text."""
    return lambda ask, audience: change(ask.token(OWNER, audience))


def unsigned(algorithm: str) -> Make:
    def make(ask: Ask, audience: str) -> str:
        head = msgspec.json.encode({"typ": "JWT", "alg": algorithm, "kid": kid(ask)})
        return f"{base64url(head)}.{base64url(msgspec.json.encode(claims_of(ask, audience)))}."

    return make


def with_public_key_as_secret(ask: Ask, audience: str) -> str:
    head = msgspec.json.encode({"alg": "HS256", "kid": kid(ask)})
    signed = f"{base64url(head)}.{base64url(msgspec.json.encode(claims_of(ask, audience)))}"
    numbers = json.dumps(public_jwk(ask.cloud.tokens.key().pem, kid(ask))).encode()
    return f"{signed}.{base64url(hs256(numbers)(signed.encode()))}"


def twice(ask: Ask, audience: str) -> str:
    text = msgspec.json.encode(claims_of(ask, audience)).decode()[:-1] + ',"exp":9999999999}'
    return sealed(msgspec.json.encode({"alg": "RS256", "kid": kid(ask)}), text.encode(), ask.cloud.tokens.key().pem)


def written(**changed: str) -> Make:
    """Entra's own signature over claims of which some are written by hand."""

    def make(ask: Ask, audience: str) -> str:
        members = {name: json.dumps(value) for name, value in claims_of(ask, audience).items()} | changed
        text = "{" + ",".join(f'"{name}":{value}' for name, value in members.items()) + "}"
        head = msgspec.json.encode({"alg": "RS256", "kid": kid(ask)})
        return sealed(head, text.encode(), ask.cloud.tokens.key().pem)

    return make


def written_whole(text: str) -> Make:
    """Entra's own signature over anything."""
    return lambda ask, audience: sealed(
        msgspec.json.encode({"alg": "RS256", "kid": kid(ask)}), text.encode(), ask.cloud.tokens.key().pem
    )


def v2_issuer(ask: Ask, audience: str) -> str:
    return claims(iss=ask.cloud.tokens.issuer_v2)(ask, audience)


def upper_tenant(ask: Ask, audience: str) -> str:
    return claims(tid=ask.cloud.settings.tenant.upper())(ask, audience)


def claims_of_issuer(change: Callable[[str], str]) -> Make:
    return lambda ask, audience: claims(iss=change(ask.cloud.tokens.issuer_v1))(ask, audience)


def audience_as(change: Callable[[str], str]) -> Make:
    return lambda ask, audience: claims(aud=change(audience))(ask, audience)


def swapped_kid(ask: Ask, audience: str) -> str:
    return header(kid=kid(ask).swapcase())(ask, audience)


def listed_header(ask: Ask, audience: str) -> str:
    head = msgspec.json.encode([{"alg": "RS256", "kid": kid(ask)}])
    return sealed(head, msgspec.json.encode(claims_of(ask, audience)), ask.cloud.tokens.key().pem)


def assertion_of_a_cluster(ask: Ask, audience: str) -> str:
    """What a pod shows Entra, shown to the resource itself: nothing in it is Entra's."""
    with ask.cloud.store.transaction():
        issuer = ask.cloud.cluster_issuers.create("westeurope", "/c")
    key = issuer.keys[-1]
    found = {"iss": issuer.url, "sub": f"system:serviceaccount:widemo:{OWNER}", "aud": [audience]}
    return made({"alg": "RS256", "kid": key.kid}, claims_of(ask, audience) | found, key.pem)


def other_claims_under_a_good_signature(ask: Ask, audience: str) -> str:
    token = ask.token(ask.cloud.settings.operator_client_id, audience)
    head, _, signature = token.split(".")
    return f"{head}.{base64url(msgspec.json.encode(claims_of(ask, audience)))}.{signature}"


def of_another_cloud(ask: Ask, audience: str) -> str:
    """Signed by a cluster's key, which Entra trusts for assertions and nobody for access."""
    with ask.cloud.store.transaction():
        issuer = ask.cloud.cluster_issuers.create("westeurope", "/c")
    key = issuer.keys[-1]
    return made({"alg": "RS256", "kid": key.kid}, claims_of(ask, audience), key.pem)


def for_another_audience(ask: Ask, audience: str) -> str:
    return ask.token(OWNER, "https://database.windows.net/")


HOSTILE: dict[str, Make] = {
    "an empty token": lambda ask, audience: "",
    "a word": lambda ask, audience: "token",
    "dots": lambda ask, audience: "..",
    "a megabyte": lambda ask, audience: "x" * 1_000_000,
    "a megabyte in three parts": lambda ask, audience: ".".join(["e30" * 110_000] * 3),
    "a megabyte of claims": claims(padding="x" * 750_000),
    "two parts": good(lambda token: token.rpartition(".")[0]),
    "four parts": good(lambda token: token + ".e30"),
    "quotes": good(lambda token: f'"{token}"'),
    "padding": good(lambda token: token + "="),
    "a space inside": good(lambda token: token.replace(".", ". ", 1)),
    "letters outside of ASCII": good(lambda token: token.replace("e", "\u0435", 1)),
    "a bit of the signature": good(flipped),
    "a signature cut short": good(shortened),
    "no signature": good(lambda token: token.rpartition(".")[0] + "."),
    "alg none": unsigned("none"),
    "alg nOnE": unsigned("nOnE"),
    "alg empty": unsigned(""),
    "HS256 with the published key": with_public_key_as_secret,
    "alg RS512": header(alg="RS512"),
    "alg PS256": header(alg="PS256"),
    "alg a list": header(alg=["RS256"]),
    "no alg": header(alg=...),
    "no kid": header(kid=...),
    "another kid": header(kid="other"),
    "a kid that is a path": header(kid="../../keys/entra"),
    "a kid that is a number": header(kid=1),
    "a critical extension": header(crit=["exp"]),
    "another key": forged(),
    "another key, as jwk": forged(jwk=public_jwk(OTHER_KEY, "x")),
    "another key, at jku": forged(jku="https://evil.test/keys"),
    "another key, as x5c": forged(x5c=["MIIB"]),
    "a cluster's key": of_another_cloud,
    "other claims under a good signature": other_claims_under_a_good_signature,
    "a claim named twice": twice,
    "another tenant": claims(tid="11111111-1111-1111-1111-111111111111"),
    "another tenant's issuer": claims(iss="https://sts.windows.net/11111111-1111-1111-1111-111111111111/"),
    "an issuer that is none": claims(iss="https://evil.test/"),
    "an issuer that is a list": claims(iss=[]),
    "no issuer": claims(iss=...),
    "no tenant": claims(tid=...),
    "a v2 token with a v1 issuer": claims(ver="2.0"),
    "no audience": claims(aud=...),
    "audiences": claims(aud=["https://vault.azure.net", "https://management.azure.com"]),
    "an audience that is null": claims(aud=None),
    "an audience of another case and path": claims(aud="https://vault.azure.net/.default"),
    "another audience": for_another_audience,
    "no object id": claims(oid=...),
    "an object id that is a list": claims(oid=[OWNER]),
    "an object id that is null": claims(oid=None),
    "no subject": claims(sub=...),
    "no token id": claims(uti=...),
    "no expiry": claims(exp=...),
    "an expiry that is a text": claims(exp="9999999999"),
    "an expiry that is true": claims(exp=True),
    "an expiry that is null": claims(exp=None),
    "an expiry that is a list": claims(exp=[9999999999]),
    "no start": claims(nbf=...),
    "a start that is a text": claims(nbf="0"),
    "expired an hour ago": times(-2 * HOUR, -2 * HOUR, -HOUR),
    "expired five minutes ago": times(-HOUR, -HOUR, -300),
    "expired in 1970": claims(exp=0),
    "a negative expiry": claims(exp=-1),
    "not yet": times(0, HOUR, 2 * HOUR),
    "an expiry beyond all numbers": written(exp="1e999"),
    "an expiry that is not a number": written(exp="NaN"),
    "an expiry of four hundred digits": written(exp="9" * 400),
    "a start before all numbers": written(nbf="-1e999"),
    "claims that are a list": written_whole("[]"),
    "claims nested deep": written_whole('{"aud":' * 2_000 + "1" + "}" * 2_000),
    "a v1 token with a v2 issuer": v2_issuer,
    "a version that is a number": claims(ver=1),
    "a version that nobody has line_read of": claims(ver="3.0"),
    "no version": claims(ver=...),
    "a tenant in another case": upper_tenant,
    "an issuer without its slash": claims_of_issuer(lambda issuer: issuer.removesuffix("/")),
    "an issuer in another case": claims_of_issuer(str.upper),
    "an audience with a space": audience_as("{} ".format),
    "an audience with two slashes": audience_as("{}//".format),
    "an audience with a port": audience_as("{}:443".format),
    "an audience in plain HTTP": audience_as(lambda audience: audience.replace("https", "http")),
    "a kid in another case": swapped_kid,
    "x5t and no kid": header(kid=..., x5t="other"),
    "alg in another case": header(alg="rs256"),
    "a header that is a list": listed_header,
    "two tokens": good(lambda token: f"{token}, Bearer {token}"),
    "the scheme twice": good(lambda token: f"Bearer {token}"),
    "a tab inside": good(lambda token: token.replace(".", ".\t", 1)),
    "an assertion of a cluster": assertion_of_a_cluster,
}
