"""The refusals of App Configuration: problem details (RFC 9457), or no body at all.

Microsoft Learn, "Azure App Configuration REST API": "Key-values", "Locks", "Snapshots", "Versioning", "HMAC
authentication", "Azure Active Directory authentication".
"""

from __future__ import annotations

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.appconfig.response_headers import with_common_headers

PROBLEM = (("content-type", "application/problem+json; charset=utf-8"),)
_ERRORS = "https://azconfig.io/errors"


def invalid_argument(name: str, title: str, detail: str) -> Fault:
    """400: a parameter, header or body that cannot be read. name: which one."""
    return Fault(400, "invalid-argument", title, details={"name": name, "detail": detail})


def invalid_parameter(name: str, why: str) -> Fault:
    """400 for a query parameter."""
    return invalid_argument(name, f"Invalid request parameter '{name}'", f"{name}: {why}")


def key_locked(key: str) -> Fault:
    """409: the key-value is read-only."""
    return Fault(
        409,
        "key-locked",
        f"Modifing key '{key}' is not allowed",
        details={"name": key, "detail": "The key is read-only. To allow modification unlock it first."},
    )


def too_large(detail: str) -> Fault:
    """413: more than a key-value can hold."""
    return Fault(413, "request-entity-too-large", "The request entity is too large.", details={"detail": detail})


def already_exists() -> Fault:
    """409: a snapshot of that name is there."""
    return Fault(409, "already-exists", "The resource already exists.", details={"detail": ""})


def not_found() -> Fault:
    """404: there is no such key-value or snapshot."""
    return Fault(404, "not-found", "The resource was not found.")


def precondition_failed() -> Fault:
    """412: the entity tag is not the one that was wanted."""
    return Fault(412, "precondition-failed", "The resource is not in the state that the request wants.")


def not_modified(etag: str, headers: tuple[tuple[str, str], ...] = ()) -> Fault:
    """304, with the entity tag that has not changed."""
    return Fault(304, "not-modified", "", headers=(("etag", f'"{etag}"'), *headers))


def forbidden(detail: str) -> Fault:
    """403. detail: what is wanted; Microsoft documents no body."""
    return Fault(403, "forbidden", "The caller is not allowed to do this.", details={"detail": detail})


def unauthorized(hmac_error: str = "", bearer_error: str = "") -> Fault:
    """401 with the challenge of both schemes, one of them with what was wrong."""
    hmac = f'HMAC-SHA256 error="invalid_token" error_description="{hmac_error}"' if hmac_error else "HMAC-SHA256"
    bearer = f'Bearer error="invalid_token", error_description="{bearer_error}"' if bearer_error else "Bearer"
    detail = hmac_error or bearer_error or "No authorization was given."
    challenge = (("www-authenticate", f"{hmac}, {bearer}"),)
    return Fault(401, "unauthorized", "The caller is not known.", headers=challenge, details={"detail": detail})


def no_store(name: str) -> Fault:
    """404 for a host that no store has: on Azure its name does not resolve."""
    return Fault(404, "not-found", f"There is no App Configuration store {name!r} in the local Azure.")


def not_implemented(call: Call) -> Fault:
    """What an operation that is not there answers."""
    return Fault(
        501,
        "not-implemented",
        f"The local Azure does not implement the App Configuration operation {call.method} {call.path}.",
    )


def render_error(call: Call, fault: Fault) -> Answer:
    """A Fault in this service's shape: a problem where there is something to say, else nothing."""
    if not fault.message:
        return with_common_headers(call, Answer(fault.status, b"", fault.headers))
    problem = {
        "type": f"{_ERRORS}/{fault.code}",
        "title": fault.message,
        **{name: value for name, value in fault.details.items() if name in ("name", "detail")},
        "status": fault.status,
    }
    return with_common_headers(call, Answer(fault.status, msgspec.json.encode(problem), PROBLEM + fault.headers))
