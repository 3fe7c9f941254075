"""Entra's errors: AADSTS numbers, their OAuth error codes, and the JSON of an error answer.

Sources: Microsoft Learn, "Microsoft Entra authentication and authorization error codes"; texts as clients log them.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault

# number: (HTTP status, OAuth error)
NUMBERS: Final[dict[int, tuple[int, str]]] = {
    50027: (400, "invalid_request"),
    50049: (400, "invalid_instance"),
    50059: (400, "invalid_request"),
    70003: (400, "unsupported_grant_type"),
    70011: (400, "invalid_scope"),
    70023: (401, "invalid_client"),
    70025: (401, "invalid_client"),
    90002: (400, "invalid_tenant"),
    90011: (400, "invalid_request"),
    90014: (400, "invalid_request"),
    90033: (503, "temporarily_unavailable"),
    90055: (429, "temporarily_unavailable"),
    500011: (400, "invalid_resource"),
    500014: (400, "invalid_resource"),
    501661: (400, "invalid_request"),
    700016: (400, "unauthorized_client"),
    700021: (401, "invalid_client"),
    700022: (400, "invalid_scope"),
    700023: (401, "invalid_client"),
    700024: (401, "invalid_client"),
    700027: (401, "invalid_client"),
    700211: (401, "invalid_client"),
    700212: (401, "invalid_client"),
    700213: (401, "invalid_client"),
    700214: (401, "invalid_client"),
    700222: (401, "invalid_client"),
    700226: (401, "invalid_client"),
    700227: (401, "invalid_client"),
    700231: (401, "invalid_client"),
    700236: (401, "invalid_client"),
    700263: (401, "invalid_client"),
    900023: (400, "invalid_request"),
    900144: (400, "invalid_request"),
    900561: (400, "invalid_request"),
    900612: (400, "invalid_request"),
    901002: (400, "invalid_request"),
    1002012: (400, "invalid_scope"),
    5002723: (401, "invalid_client"),
    5002727: (400, "invalid_request"),
    5002738: (401, "invalid_client"),
    5002741: (401, "invalid_client"),
    7000112: (400, "unauthorized_client"),
    7000215: (401, "invalid_client"),
    7000218: (401, "invalid_client"),
    7000222: (401, "invalid_client"),
    7000229: (401, "invalid_client"),
    7000232: (401, "invalid_client"),
    7000272: (401, "invalid_client"),
    7000274: (401, "invalid_client"),
    7002121: (401, "invalid_client"),
    7002138: (401, "invalid_client"),
    7002203: (401, "invalid_client"),
    9000411: (400, "invalid_request"),
    9002313: (400, "invalid_request"),
}

# What fault injection raises before the request reaches Entra.
_INJECTED: Final = {
    429: (90055, "The server is terminating the request because it is receiving too many requests. Try again later."),
    503: (90033, "A transient error has occurred. Please try again."),
}

GUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)

# The headers of every answer of the token service, errors included.
HEADERS: Final = (
    ("cache-control", "no-store, no-cache"),
    ("pragma", "no-cache"),
    ("expires", "-1"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("p3p", 'CP="DSP CUR OTPi IND OTRi ONL FIN"'),
    ("x-ms-ests-server", "2.1.0 - LOCAL"),
)
_LONGEST: Final = 300


def refusal(number: int, text: str) -> Fault:
    """Return the Fault of an AADSTS number. text: what follows the number.

    Raises:
        KeyError: for a number that is not in NUMBERS.
    """
    status, error = NUMBERS[number]
    return Fault(status, f"AADSTS{number}", text, details={"number": number, "error": error})


def shown(value: str) -> str:
    """Return a value of the request as an error message may repeat it: printable, and no longer than a line."""
    cut = value if len(value) <= _LONGEST else value[:_LONGEST] + "..."
    return cut if cut.isprintable() else "".join(each if each.isprintable() else "?" for each in cut)


def correlation_id(call: Call) -> str:
    """Return the caller's ``client-request-id`` if it is a GUID, else the request's own id."""
    asked = str(call.headers.get("client-request-id") or call.query.get("client-request-id") or "")
    return asked if GUID.fullmatch(asked) else call.request_id


def answer_headers(call: Call) -> tuple[tuple[str, str], ...]:
    """Return the headers of an answer, with the ids of this request."""
    traced: tuple[tuple[str, str], ...] = (("x-ms-request-id", trace_id(call)),)
    if call.headers.get("client-request-id"):
        traced = (*traced, ("client-request-id", correlation_id(call)))
    return HEADERS + traced


def trace_id(call: Call) -> str:
    """Return Entra's own id of a request: these ids end in two zeros."""
    return call.request_id[:-2] + "00"


def render_error(call: Call, fault: Fault) -> Answer:
    """Render an error as JSON, in the format that Entra has used since 2023 (ids separated by single spaces)."""
    number, text, error = _read(fault)
    when = datetime.fromtimestamp(call.now, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    ids = f"Trace ID: {trace_id(call)} Correlation ID: {correlation_id(call)} Timestamp: {when}"
    body: dict[str, object] = {
        "error": error,
        "error_description": f"{f'AADSTS{number}: ' if number else ''}{text} {ids}",
        "error_codes": [number] if number else [],
        "timestamp": when,
        "trace_id": trace_id(call),
        "correlation_id": correlation_id(call),
    }
    if number:
        body["error_uri"] = f"https://{call.host}/error?code={number}"
    return json_answer(fault.status, body, answer_headers(call) + fault.headers)


def _read(fault: Fault) -> tuple[int, str, str]:
    if "number" in fault.details:
        return fault.details["number"], fault.message, fault.details["error"]
    if fault.status in _INJECTED:
        number, text = _INJECTED[fault.status]
        return number, text, NUMBERS[number][1]
    return 0, fault.message, fault.code


def not_implemented(call: Call) -> Fault:
    """Return the 501 for an operation that does not exist here; it names the operation."""
    return Fault(
        501,
        "not_implemented",
        f"The local Azure has no Entra operation {call.method} {shown(call.path)}; it signs in applications and "
        "managed identities (client_credentials), not users.",
    )
