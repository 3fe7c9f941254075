"""Serves the built-in mutating webhook over TLS at a Unix socket, to which the egress socket leads its Service."""

from __future__ import annotations

import asyncio
import os
import ssl
from functools import partial
from pathlib import Path

import msgspec

from aksess.cluster.admission import review
from aksess.cluster.api import Api
from aksess.cluster.errors import NotFound
from aksess.cluster.http_server import Request, Response, serve_http
from aksess.cluster.pki import Pki
from aksess.inject import ServiceAccount, Settings

PATH = "/mutate-v1-pod"


class WebhookServer:
    """The webhook of one cluster. api: where its service accounts are read."""

    def __init__(self, socket: Path, pki: Pki, settings: Settings, api: Api) -> None:
        self._socket = socket
        self._pki = pki
        self._settings = settings
        self._api = api
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen. Raises OSError."""
        self._socket.unlink(missing_ok=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._pki.certificate("webhook"), self._pki.key("webhook"))
        handle = partial(serve_http, answer=self._answer)
        self._server = await asyncio.start_unix_server(handle, self._socket, ssl=context)
        os.chmod(self._socket, 0o600)

    async def stop(self) -> None:
        """Close the socket; connections end with the API server."""
        if self._server is not None:
            self._server.close()
        self._socket.unlink(missing_ok=True)

    async def _answer(self, request: Request) -> Response:
        if request.method != "POST" or request.path != PATH:
            return Response(404, f"expected POST {PATH}\n".encode(), "text/plain")
        try:
            return Response(200, await review(request.body, self._settings, self._account))
        except msgspec.DecodeError as error:
            return Response(400, f"expected an AdmissionReview: {error}\n".encode(), "text/plain")

    async def _account(self, namespace: str, name: str) -> ServiceAccount | None:
        try:
            found = await self._api.get(f"/api/v1/namespaces/{namespace}/serviceaccounts/{name}")
        except NotFound:
            return None
        return ServiceAccount(name, found["metadata"].get("annotations") or {})
