"""Fetches a public document from the local Azure itself, as any anonymous client would.

A cluster that is not AKS publishes its issuer's documents in a public blob container, which may be a local one.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from aksess.cloud.oidc.discovery_documents import NotServedHere, ReadHere, Unreachable
from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.origin import Origin

# An address of TEST-NET-2 (RFC 5737), which no network rule names: Azure does not publish Entra's addresses one by one.
ENTRA: Final = Origin("entra", "198.51.100.1")


def reader(call: Call) -> ReadHere:
    """Return a function that reads the body of a 200 answer to an anonymous GET through the pipeline of a call."""

    async def read(url: str) -> bytes | Unreachable | NotServedHere:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.port not in (None, 443) or not call.pipeline.serves(host, True):
            return NotServedHere.ELSEWHERE
        asked = Call(call.cloud, ENTRA, "GET", host, parts.path or "/", parts.query, {"host": host})
        answer = await call.pipeline.handle(asked, _no_body)
        return answer.body if answer.status == 200 else Unreachable(url, f"HTTP {answer.status}, expected 200")

    return read


async def _no_body() -> bytes:
    return b""
