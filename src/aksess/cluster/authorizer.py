"""Answers the API server's authorization webhook, over TLS on loopback, to clients of the cluster's authority alone."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from functools import partial

import msgspec

from aksess.cluster.azure_rbac import SubjectAccessReview, answer, question
from aksess.cluster.http_server import Request, Response, serve_http
from aksess.cluster.pki import Pki
from aksess.pods.errors import CannotRun
from aksess.wire.cluster import AccessQuestion

# Whether Azure allows it. Raises CannotRun.
Decide = Callable[[AccessQuestion], bool]


class AuthorizerServer:
    """decide: asks the local Azure, in a thread."""

    def __init__(self, pki: Pki, decide: Decide) -> None:
        self._pki = pki
        self._decide = decide
        self._server: asyncio.Server | None = None
        self.port = 0

    async def start(self) -> None:
        """Listen at a free port of loopback. Raises OSError."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._pki.certificate("webhook"), self._pki.key("webhook"))
        context.load_verify_locations(self._pki.authority)
        context.verify_mode = ssl.CERT_REQUIRED
        handle = partial(serve_http, answer=self._answer)
        self._server = await asyncio.start_server(handle, "127.0.0.1", self.port, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Close the port; connections end with the API server."""
        if self._server is not None:
            self._server.close()

    async def _answer(self, request: Request) -> Response:
        try:
            review = msgspec.json.decode(request.body, type=SubjectAccessReview)
        except msgspec.DecodeError as error:
            return Response(400, f"expected a SubjectAccessReview: {error}\n".encode(), "text/plain")
        asked = question(review)
        try:
            allowed = asked is not None and await asyncio.to_thread(self._decide, asked)
        except CannotRun:
            allowed = False
        return Response(200, msgspec.json.encode(answer(review, allowed)))
