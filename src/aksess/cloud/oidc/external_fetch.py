"""Fetching a document from the web outside of the local Azure, as carefully as a token service must.

The trust store and the proxy are those of the process environment (``SSL_CERT_FILE``, ``HTTPS_PROXY``, …), read
at each fetch. https only, no redirect is followed, no more than a megabyte is read, and it ends in time.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import Final

import httpx

from aksess.cloud.oidc.discovery_documents import Unreachable

MAX_BYTES: Final = 1024 * 1024
# Entra itself gives an issuer little time; the exact number is not published.
SECONDS: Final = 10.0


async def get(url: str) -> bytes | Unreachable:
    """The body of a 200 answer to an anonymous GET. url: absolute; anything but https is refused unasked."""
    if not url.startswith("https://"):
        return Unreachable(url, "only https is fetched")
    try:
        async with asyncio.timeout(SECONDS):
            return await _get(url)
    except TimeoutError:
        return Unreachable(url, f"no answer in {SECONDS:.0f} seconds")


async def _get(url: str) -> bytes | Unreachable:
    try:
        async with (
            httpx.AsyncClient(verify=ssl.create_default_context(), follow_redirects=False) as client,
            client.stream("GET", url, headers={"accept": "application/json"}) as response,
        ):
            if response.status_code != httpx.codes.OK:
                return Unreachable(url, f"HTTP {response.status_code}, wanted 200")
            body = b""
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > MAX_BYTES:
                    return Unreachable(url, f"more than {MAX_BYTES} bytes")
            return body
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        return Unreachable(url, f"{type(error).__name__}: {error}")
