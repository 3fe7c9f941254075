"""HMAC-SHA256 with one of the store's access keys.

Microsoft Learn, "HMAC authentication - REST API reference". The hash of the body is signed as a header; that the
body has this hash is checked when it has been read (``check_body``).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from aksess.cloud.identity.caller import Caller
from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.appconfig.errors import unauthorized

SCHEME = "hmac-sha256"
MAX_AGE = 15 * 60
_FIELD = re.compile(r"\s*(Credential|SignedHeaders|Signature)=([^&,]*)\s*", re.IGNORECASE)

# The Python package dates its requests ``Nov, 23 2026 21:58:47.596548 GMT``, and the service takes it.
_AMERICAN = re.compile(r"^([A-Z][a-z]{2}), (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d)(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class AccessKeyCaller(Caller):
    """Who signed with an access key. read_only: with one that may not write."""

    read_only: bool


def authenticate_key(call: Call, store: Resource, credentials: str) -> None:
    """Set the caller that a signature makes. Raises Fault(401).

    (1) the three fields, (2) a key of this store, while it takes keys at all, (3) the headers that must be signed,
    (4) the date is of now, (5) the signature.
    """
    # (1) the fields
    fields = {name.lower(): value for name, value in _FIELD.findall(credentials)}
    missing = [name for name in ("Credential", "SignedHeaders", "Signature") if not fields.get(name.lower())]
    if missing:
        raise unauthorized(hmac_error=f"{''.join(f'[{name}]' for name in missing)} is required")
    # (2) the key
    keys: list[dict[str, Any]] = store.private.get("keys") or []
    key = next((each for each in keys if each["id"] == fields["credential"]), None)
    if key is None or store.properties.get("disableLocalAuth") is True:
        raise unauthorized(hmac_error="Invalid Credential")
    # (3) the headers
    names = [name.strip().lower() for name in fields["signedheaders"].split(";")]
    values = _signed_values(call, names)
    # (4) the date
    _check_date(call)
    # (5) the signature
    target = call.path + (f"?{call.query_string}" if call.query_string else "")
    if not _signs(str(key["value"]), f"{call.method}\n{target}\n{values}", fields["signature"]):
        raise unauthorized(hmac_error="Invalid Signature")
    call.caller = AccessKeyCaller("", "", call.cloud.settings.tenant, frozenset(), {}, bool(key.get("readOnly")))


def check_body(call: Call) -> None:
    """Raise Fault(401) where the body is not the one whose hash was signed."""
    if not isinstance(call.caller, AccessKeyCaller):
        return
    made = base64.b64encode(hashlib.sha256(call.body).digest()).decode()
    if str(call.headers.get("x-ms-content-sha256")) != made:
        raise unauthorized(hmac_error="Invalid Signature")


def _signed_values(call: Call, names: list[str]) -> str:
    for wanted in ("host", "x-ms-content-sha256"):
        if wanted not in names:
            raise unauthorized(hmac_error=f"{wanted} is required as a signed header")
    dated = "x-ms-date" if call.headers.get("x-ms-date") else "date"
    if dated not in names:
        raise unauthorized(hmac_error="x-ms-date is required as a signed header")
    for name in names:
        if not call.headers.get(name):
            raise unauthorized(hmac_error=f"Signed request header '{_plain(name)}' is not provided")
    return ";".join(str(call.headers.get(name)) for name in names)


def _check_date(call: Call) -> None:
    text = str(call.headers.get("x-ms-date") or call.headers.get("date") or "")
    try:
        given = parsedate_to_datetime(_AMERICAN.sub(r"\2 \1 \3 \4", text))
        seconds = given.timestamp() if given.tzinfo else 0.0
    except (ValueError, TypeError, OverflowError) as error:
        raise unauthorized(hmac_error="Invalid access token date") from error
    if abs(call.now - seconds) > MAX_AGE:
        raise unauthorized(hmac_error="The access token has expired")


def _signs(key: str, text: str, signature: str) -> bool:
    try:
        made = base64.b64encode(hmac.digest(base64.b64decode(key), text.encode(), hashlib.sha256))
        return hmac.compare_digest(made, signature.encode())
    except ValueError:
        return False


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9_-]", "", name)[:64]
