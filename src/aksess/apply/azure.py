"""Azure over HTTP as a service principal: tokens, ARM with its long operations, data planes."""

from __future__ import annotations

import base64
import json
import ssl
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from aksess.apply.errors import ApplyFailed
from aksess.clock import Clock, SystemClock

ARM = "https://management.azure.com"
LOGIN = "https://login.microsoftonline.com"
# Seconds to wait for one response, for a long-running operation, and for a new role assignment on the data planes.
ANSWER, OPERATION, SPREAD = 60.0, 600.0, 300.0
# ARM's status of an operation that succeeded (Azure/azure-rest-api-specs, "Async operations").
_ENDED_WELL = "succeeded"
_ENDED_BADLY = ("failed", "canceled")
# Microsoft Learn, "Important considerations and restrictions for federated identity credentials".
_BUSY = "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity"


@dataclass(frozen=True, slots=True)
class Principal:
    """The service principal that applies a file: GUIDs of tenant, subscription and client, and its client secret."""

    tenant: str
    subscription: str
    client_id: str
    secret: str = field(repr=False)


class Azure:
    """A client of Azure for one service principal. It raises ApplyFailed if a response has an unexpected status."""

    def __init__(self, principal: Principal, proxy: str, root: Path, clock: Clock | None = None) -> None:
        """Create a client; ``close`` ends it.

        Args:
            principal: The service principal that signs in.
            proxy: URL of the proxy listener.
            root: PEM file of the listener's certificate authority.
            clock: The clock that the client waits on between attempts; the machine's by default.
        """
        self.principal = principal
        self._clock = clock or SystemClock()
        self._http = httpx.Client(
            proxy=proxy, verify=ssl.create_default_context(cafile=str(root)), trust_env=False, timeout=ANSWER
        )
        self._tokens: dict[str, str] = {}

    def close(self) -> None:
        """Close every connection."""
        self._http.close()

    @property
    def object_id(self) -> str:
        """The service principal's object id, as its ARM token says."""
        claims = self._token(ARM).split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["oid"])

    def arm(
        self, method: str, path: str, version: str, body: Any = None, *, allowed: Collection[int] = ()
    ) -> httpx.Response:
        """Send one request to ARM and wait for the long-running operation that it starts.

        Args:
            method: HTTP method.
            path: ARM id, or another path of ARM.
            version: Value of ``api-version``.
            body: Sent as JSON.
            allowed: Error statuses that are returned like a success.

        Returns:
            The response; after a long-running PUT or PATCH, a GET of the resource.

        Raises:
            ApplyFailed: The response is an error that is not allowed, there is none, or the operation failed.
        """
        url = f"{ARM}{path}?api-version={version}"
        answer = self._send(method, url, ARM, body, {}, allowed)
        if answer.status_code in (201, 202):
            self._follow(answer, f"{method} {path}")
            if method in ("PUT", "PATCH"):
                return self._send("GET", url, ARM, None, {}, ())
        return answer

    def data(
        self,
        method: str,
        url: str,
        audience: str,
        body: Any = None,
        *,
        headers: dict[str, str] | None = None,
        allowed: Collection[int] = (),
    ) -> httpx.Response:
        """Send one request to a data plane; repeat it after a 403, because a new role assignment takes time to apply.

        Args:
            method: HTTP method.
            url: URL of the data plane, with its query.
            audience: The resource that the access token is for, without ``/.default``.
            body: Sent as JSON.
            headers: Sent beside ``Authorization``.
            allowed: Error statuses that are returned like a success.

        Returns:
            The last response.

        Raises:
            ApplyFailed: The response is an error that is not allowed, or there is none.
        """
        until = self._clock.monotonic() + SPREAD
        while True:
            answer = self._send(method, url, audience, body, headers or {}, {*allowed, 403})
            if (
                answer.status_code != 403
                or 403 in allowed
                or not _may_spread(answer)
                or self._clock.monotonic() > until
            ):
                return _checked(answer, f"{method} {_plain(url)}", allowed)
            self._clock.sleep(1.0)

    def text(self, url: str) -> str:
        """Read the text at a public URL.

        Raises:
            ApplyFailed: The response is an error.
        """
        return _checked(self._http.get(url), f"GET {url}", ()).text.strip()

    def _send(
        self, method: str, url: str, audience: str, body: Any, headers: dict[str, str], allowed: Collection[int]
    ) -> httpx.Response:
        sent = {"Authorization": f"Bearer {self._token(audience)}", **headers}
        return self._patiently(httpx.Request(method, url, json=body, headers=sent), f"{method} {_plain(url)}", allowed)

    def _token(self, audience: str) -> str:
        if audience not in self._tokens:
            form = {
                "grant_type": "client_credentials",
                "client_id": self.principal.client_id,
                "client_secret": self.principal.secret,
                "scope": f"{audience}/.default",
            }
            url = f"{LOGIN}/{self.principal.tenant}/oauth2/v2.0/token"
            answer = self._patiently(httpx.Request("POST", url, data=form), "sign in", ())
            self._tokens[audience] = str(answer.json()["access_token"])
        return self._tokens[audience]

    def _patiently(self, request: httpx.Request, what: str, allowed: Collection[int]) -> httpx.Response:
        until = self._clock.monotonic() + ANSWER
        while True:
            try:
                answer = self._http.send(request)
            except httpx.HTTPError as error:
                raise ApplyFailed(what, 0, "", f"no answer ({str(error) or type(error).__name__})") from error
            if not _passes(answer) or self._clock.monotonic() > until:
                return _checked(answer, what, allowed)
            self._clock.sleep(float(answer.headers.get("retry-after", "1")))

    def _follow(self, answer: httpx.Response, what: str) -> None:
        url = answer.headers.get("azure-asyncoperation") or answer.headers.get("location")
        until = self._clock.monotonic() + OPERATION
        while url:
            polled = self._send("GET", url, ARM, None, {}, ())
            content = polled.json() if polled.content else {}
            state = str(content.get("status") or _provisioning(content)).lower()
            if state in _ENDED_BADLY:
                error = content.get("error") or {}
                raise ApplyFailed(
                    what, polled.status_code, str(error.get("code", state)), str(error.get("message", ""))
                )
            if state == _ENDED_WELL or polled.status_code in (200, 204):
                return
            if self._clock.monotonic() > until:
                raise ApplyFailed(what, 0, "", f"the operation did not end within {OPERATION:.0f} seconds")
            self._clock.sleep(min(1.0, float(polled.headers.get("retry-after", "1"))))


def _checked(answer: httpx.Response, what: str, allowed: Collection[int]) -> httpx.Response:
    if answer.is_success or answer.status_code in allowed:
        return answer
    code, message = _error(answer)
    raise ApplyFailed(what, answer.status_code, code, message)


def _error(answer: httpx.Response) -> tuple[str, str]:
    try:
        content = answer.json()
    except ValueError:
        return str(answer.status_code), answer.text.strip()[:300]
    error = content.get("error", content) if isinstance(content, dict) else {}
    if isinstance(error, str):
        return error, str(content.get("error_description", ""))
    return str(error.get("code", answer.status_code)), str(error.get("message", error.get("detail", "")))


def _passes(answer: httpx.Response) -> bool:
    """Whether the same request may succeed later: it was throttled, or another client writes to the same identity."""
    return answer.status_code == 429 or (answer.status_code == 409 and _error(answer)[0] == _BUSY)


def _may_spread(answer: httpx.Response) -> bool:
    # Key Vault names the reason in innererror; App Configuration and Storage say only that it is forbidden.
    try:
        inner = answer.json().get("error", {}).get("innererror", {}).get("code", "ForbiddenByRbac")
    except (ValueError, AttributeError):
        return True
    return bool(inner == "ForbiddenByRbac")


def _provisioning(content: dict[str, Any]) -> str:
    return str((content.get("properties") or {}).get("provisioningState", ""))


def _plain(url: str) -> str:
    return url.partition("?")[0]
