"""IMDS authorizes a request by its headers: ``Metadata: true``, and no sign that a proxy forwarded it."""

from __future__ import annotations

from typing import Final

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation
from aksess.cloud.services.imds.errors import refusal

OLDEST: Final = "2017-04-02"
VERSIONLESS: Final = "metadata versions"


def authorize(call: Call, operation: Operation) -> None:
    """Raises Fault 400 for a request without ``Metadata: true``, one that a proxy forwarded, or one without version."""
    if str(call.headers.get("metadata") or "").lower() != "true":
        raise refusal("Required metadata header not specified")
    if call.headers.get("x-forwarded-for"):
        raise refusal("Required metadata header not specified, or the request was forwarded (X-Forwarded-For)")
    version = call.query.get("api-version", "")
    if operation.name == VERSIONLESS:
        return
    if not version:
        raise refusal("Bad request. api-version was not specified in the request. For example: api-version=2018-02-01")
    if not _is_date(version) or version < OLDEST:
        raise refusal(f"Bad request. api-version is invalid or not supported in the request: {version[:40]!r}")


def _is_date(text: str) -> bool:
    parts = text.split("-")
    return [len(part) for part in parts] == [4, 2, 2] and text.replace("-", "").isdigit() and text.isascii()
