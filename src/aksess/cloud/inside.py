"""Fetching a public document from the local Azure itself, as anybody on the internet would.

Clusters that are not AKS publish their issuer in a public blob container, which may well be a local one.
"""

from __future__ import annotations

from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aksess.cloud.call import Call, Origin
from aksess.cloud.gate import Gate
from aksess.cloud.provider_documents import Unreachable

if TYPE_CHECKING:
    from aksess.cloud.local import Cloud

# An address that nobody put into a network rule (RFC 5737, TEST-NET-2): Entra's are not published one by one.
ENTRA: Final = Origin("entra", "198.51.100.1")


class Elsewhere(Enum):
    """The host is none of the local Azure's."""

    ELSEWHERE = "elsewhere"


async def get(cloud: Cloud, url: str) -> bytes | Unreachable | Elsewhere:
    """The body of a 200 answer to an anonymous GET of a local host. url: absolute, https."""
    parts, gate = urlsplit(url), cloud.part(_gate)
    host = parts.hostname or ""
    service = gate.find_service(host)
    if service is None or not service.tls or parts.port not in (None, 443):
        return Elsewhere.ELSEWHERE
    call = Call(cloud, ENTRA, "GET", host, parts.path or "/", parts.query, {"host": host})
    answer = await gate.handle(call, _no_body)
    return answer.body if answer.status == 200 else Unreachable(url, f"HTTP {answer.status}, wanted 200")


def _gate(_cloud: Cloud) -> Gate:
    # The services know the cloud; that the cloud knows them here is for this one errand, and late.
    return Gate(import_module("aksess.cloud.services").every_service())


async def _no_body() -> bytes:
    return b""
