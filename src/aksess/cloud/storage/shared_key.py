"""Shared Key: a request signed with one of the account's keys.

Microsoft Learn, "Authorize with Shared Key": Blob, Queue and File sign eleven headers, the ``x-ms-`` headers and the
resource; Table and the Lite scheme sign fewer. The signature is base64 HMAC-SHA256 over the UTF-8 text.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from urllib.parse import parse_qsl

from aksess.cloud.pipeline.call import Call
from aksess.cloud.storage.account import Account
from aksess.cloud.storage.callers import shared_key_caller
from aksess.cloud.storage.dates import read_http_date
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.response_headers import as_utf8, header_text

# Microsoft Learn, "Authorize with Shared Key", "Specifying the Date header": fifteen minutes.
MAX_AGE = 15 * 60

_SIGNED_HEADERS = (
    "content-encoding", "content-language", "content-length", "content-md5", "content-type", "date",
    "if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range",
)  # fmt: skip


def authenticate_shared_key(call: Call, account: Account, scheme: str, credentials: str) -> None:
    """Set the caller that a ``SharedKey`` or ``SharedKeyLite`` header makes. Raises Fault(403) where it does not hold.

    (1) the account allows keys, (2) the header names this account, (3) the date is of now, (4) one of the keys made
    the signature.
    """
    # (1) the account allows keys
    if not account.shared_key_allowed:
        raise refusal("KeyBasedAuthenticationNotPermitted")
    # (2) this account
    name, _, signature = credentials.strip().partition(":")
    if name != account.name:
        raise refusal("AuthenticationFailed", detail=f"The account {name!r} does not match the host {call.host}.")
    # (3) of now
    _check_date(call)
    # (4) one of the keys
    texts = list(_texts(call, account, scheme.lower()))
    if not any(signs(key, text, signature) for key in account.keys for text in texts):
        raise refusal(
            "AuthenticationFailed",
            detail="The MAC signature found in the HTTP request is not the same as any computed signature. "
            f"Server used following string to sign: {texts[0]!r}.",
        )
    call.caller = shared_key_caller(call)


def sign(key: str, text: str) -> str:
    """The base64 HMAC-SHA256 of a text under a base64 key. Raises ValueError: the key is not base64."""
    return base64.b64encode(
        hmac.digest(base64.b64decode(key), text.encode("utf-8", "surrogateescape"), hashlib.sha256)
    ).decode()


def signs(key: str, text: str, signature: str) -> bool:
    """Whether the signature is that of the text under the key, compared in constant time."""
    try:
        return hmac.compare_digest(sign(key, text).encode(), signature.encode())
    except ValueError:
        return False


def _check_date(call: Call) -> None:
    given = str(call.headers.get("x-ms-date") or call.headers.get("date") or "")
    seconds = read_http_date(given) if given else None
    if seconds is None:
        raise refusal("AuthenticationFailed", detail="The Date header in the request is missing or incorrect.")
    if abs(call.now - seconds) > MAX_AGE:
        raise refusal("AuthenticationFailed", detail=f"Request date header too old: '{given}'")


def _texts(call: Call, account: Account, scheme: str) -> Iterable[str]:
    table = ".table." in call.host
    lite = scheme == "sharedkeylite"
    date = str(call.headers.get("date") or "")
    if table:
        dated = str(call.headers.get("x-ms-date") or date)
        head = [] if lite else [call.method, _header(call, "content-md5"), _header(call, "content-type")]
        yield "\n".join([*head, dated, _short_resource(call, account)])
        return
    moved = "" if call.headers.get("x-ms-date") else date
    for own in _own_headers(call):
        if lite:
            head = [call.method, _header(call, "content-md5"), _header(call, "content-type"), moved]
            yield "\n".join([*head, own + _short_resource(call, account)])
        else:
            values = [moved if name == "date" else _signed_value(call, name) for name in _SIGNED_HEADERS]
            yield "\n".join([call.method, *values, own + _resource(call, account)])


def _header(call: Call, name: str) -> str:
    return header_text(call, name)


def _signed_value(call: Call, name: str) -> str:
    value = _header(call, name)
    # From version 2015-02-21 on a length of zero is signed as nothing.
    return "" if name == "content-length" and value == "0" else value


def _own_headers(call: Call) -> Iterable[str]:
    """The ``x-ms-`` headers as text: in the order of their characters, then as a culture sorts words.

    Clients do either; the two differ only for names that differ in a hyphen or underscore.
    """
    found = {
        str(name).lower(): " ".join(as_utf8(str(value)).split("\r\n")).strip()
        for name, value in call.headers.items()
        if str(name).lower().startswith("x-ms-")
    }
    plain = sorted(found)
    words = sorted(found, key=lambda name: (name.replace("-", "").replace("_", "\x01"), name))
    for order in (plain,) if plain == words else (plain, words):
        yield "".join(f"{name}:{found[name]}\n" for name in order)


def _resource(call: Call, account: Account) -> str:
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(call.query_string, keep_blank_values=True):
        values.setdefault(name.lower(), []).append(value)
    lines = [f"\n{name}:{','.join(sorted(values[name]))}" for name in sorted(values)]
    return f"/{account.name}{call.path}" + "".join(lines)


def _short_resource(call: Call, account: Account) -> str:
    comp = call.query.get("comp")
    return f"/{account.name}{call.path}" + (f"?comp={comp}" if comp else "")
