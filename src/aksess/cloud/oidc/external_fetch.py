"""Fetches a document from the internet, with the precautions of a token service.

The trust store and the proxy are those of the process environment (``SSL_CERT_FILE``, ``HTTPS_PROXY``, …), read
at each fetch. Only https is allowed, redirects are not followed, at most a megabyte is read, and there is a time limit.
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
    """Return the body of a 200 answer to an anonymous GET.

    url: absolute; any scheme but https is refused without a request.
    """
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
                return Unreachable(url, f"HTTP {response.status_code}, expected 200")
            body = b""
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > MAX_BYTES:
                    return Unreachable(url, f"more than {MAX_BYTES} bytes")
            return body
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        return Unreachable(url, f"{type(error).__name__}: {error}")
