"""The token endpoint. Its steps, in order:

(1) the body is a form with each parameter at most once, a supported grant type and what that grant type needs; (2) the
tenant; (3) the client; (4) the resource; (5) a secret or assertion is present and can be parsed; (6) to (10) it is
valid: ``federation.py``, ``certificates.py``, or the secret; (11) the token.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_plus

import msgspec

from aksess.cloud.identity.audiences import Resource
from aksess.cloud.identity.directory import Principal
from aksess.cloud.identity.token_claims import BACK_DATED, BY_ASSERTION, BY_SECRET, Grounds
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.services.entra.assertions import read_assertion
from aksess.cloud.services.entra.certificates import check_certificate
from aksess.cloud.services.entra.clients import check_secret, find_client
from aksess.cloud.services.entra.errors import answer_headers, refusal, shown
from aksess.cloud.services.entra.federation import check_federated
from aksess.cloud.services.entra.form_body import Form, needed, read_form
from aksess.cloud.services.entra.resources import of_name, of_scope
from aksess.cloud.services.entra.tenants import signing_in_tenant
from aksess.wire.events import SignIn

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
# MSAL renews tokens that live for two hours or more at half of their life.
RENEWED_FROM: Final = 7200


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """An access token. Times in Unix seconds."""

    token: str
    issued: int
    seconds: int


async def token_v2(call: Call) -> Answer:
    """``POST /{tenant}/oauth2/v2.0/token``: numbers are numbers."""
    form = _read(call)
    client_id = needed(form, "client_id")
    if "resource" in form:
        raise refusal(901002, "The 'resource' request parameter is not supported.")
    scope = needed(form, "scope")
    client = _client(call, client_id)
    granted = await _grant(call, form, client, of_scope(call, scope))
    # The answer allows one second for its own transfer.
    left = max(0, granted.seconds - 1)
    body = {"token_type": "Bearer", "expires_in": left, "ext_expires_in": left}
    if granted.seconds >= RENEWED_FROM:
        body["refresh_in"] = left // 2
    return json_answer(200, {**body, "access_token": granted.token}, answer_headers(call))


async def token_v1(call: Call) -> Answer:
    """``POST /{tenant}/oauth2/token``: numbers are strings, and the resource is named."""
    form = _read(call)
    client_id, name = needed(form, "client_id"), needed(form, "resource")
    client = _client(call, client_id)
    granted = await _grant(call, form, client, of_name(call, name))
    left = str(max(0, granted.seconds - 1))
    body = {
        "token_type": "Bearer",
        "expires_in": left,
        "ext_expires_in": left,
        "expires_on": str(granted.issued + granted.seconds),
        "not_before": str(granted.issued - BACK_DATED),
        "resource": name,
        "access_token": granted.token,
    }
    return json_answer(200, body, answer_headers(call))


def only_post(call: Call) -> Answer:
    """Refuse any method but POST."""
    raise refusal(900561, f"The endpoint only accepts POST requests. Received a {call.method} request.")


def no_tenant(call: Call) -> Answer:
    """Refuse a token request without a tenant in its path, which an empty variable in a URL leads to."""
    raise refusal(
        50059, "No tenant-identifying information found in either the request or implied by any provided credentials."
    )


def _read(call: Call) -> Form:
    form = {**_basic(call), **read_form(call)}
    grant = needed(form, "grant_type")
    if grant != "client_credentials":
        raise refusal(
            70003,
            f"The app requested an unsupported grant type '{shown(grant)}'. The local Azure serves client_credentials.",
        )
    return form


def _basic(call: Call) -> Form:
    """Client id and secret of an ``Authorization: Basic`` header (RFC 6749, 2.3.1), where there is one."""
    kind, _, encoded = str(call.headers.get("authorization") or "").partition(" ")
    if kind.lower() != "basic":
        return {}
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": unquote_plus(name), "client_secret": unquote_plus(secret)} if name and secret else {}


def _client(call: Call, client_id: str) -> Principal:
    # (2) the tenant
    signing_in_tenant(call, call.params["tenant"])
    # (3) the client
    return find_client(call, client_id)


async def _grant(call: Call, form: Form, client: Principal, resource: Resource) -> IssuedToken:
    proof, sign_in = await _authenticate(call, form, client)
    seconds = call.cloud.token_claims.lifetime(client)
    claims = call.cloud.token_claims.make(client, Grounds(resource, proof), seconds)
    # (11) the token
    call.sign_in = msgspec.structs.replace(sign_in, client=client.app_id, resource=shown(resource.audience))
    return IssuedToken(await call.cloud.tokens.issue(claims), int(call.now), seconds)


async def _authenticate(call: Call, form: Form, client: Principal) -> tuple[str, SignIn]:
    # (5) a secret or assertion
    if assertion := form.get("client_assertion"):
        if needed(form, "client_assertion_type") != ASSERTION_TYPE:
            raise refusal(90011, "Unexpected client assertion type.")
        presented = read_assertion(assertion, call.now)
        # (6) to (10) its validity
        if presented.self_signed:
            check_certificate(call, client, presented)
            return BY_ASSERTION, SignIn(proof="certificate")
        return BY_ASSERTION, await check_federated(call, client, presented)
    if secret := form.get("client_secret"):
        check_secret(call, client, secret)
        return BY_SECRET, SignIn(proof="secret")
    raise refusal(
        7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."
    )
