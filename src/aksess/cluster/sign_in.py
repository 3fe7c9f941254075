"""Entra's token for AKS's server application, and the ``ExecCredential`` that carries it to kubectl.

Microsoft Learn, "OAuth 2.0 client credentials flow"; Kubernetes documentation, "client-go credential plugins".
"""

from __future__ import annotations

import http.client
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from aksess.clock import Clock, SystemClock
from aksess.cluster.configuration import AKS_SERVER
from aksess.cluster.errors import ClusterError
from aksess.cluster.kubeconfig import EXEC_VERSION

HOST: Final = "login.microsoftonline.com"
PATIENCE: Final = 30.0


class SignInFailed(ClusterError):
    """Entra gave no token."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A service principal and its secret."""

    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Token:
    """An access token. expires: Unix seconds."""

    text: str = field(repr=False)
    expires: float


def token(port: int, root: Path, tenant: str, who: Secret, clock: Clock | None = None) -> Token:
    """A token for AKS, of the local Entra.

    Args:
        port: of a proxy listener of the local Azure.
        root: PEM of its root certificate.
        tenant: where to sign in.
        who: the service principal.
        clock: for the end of the token's life.

    Raises:
        SignInFailed: Entra refused, or did not answer.
    """
    form = {
        "grant_type": "client_credentials",
        "client_id": who.client_id,
        "client_secret": who.client_secret,
        "scope": f"{AKS_SERVER}/.default",
    }
    context = ssl.create_default_context(cafile=str(root))
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=PATIENCE, context=context)
    connection.set_tunnel(HOST, 443)
    head = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request("POST", f"/{tenant}/oauth2/v2.0/token", urlencode(form), head)
        answer: dict[str, Any] = msgspec.json.decode(connection.getresponse().read())
    except (OSError, http.client.HTTPException, msgspec.DecodeError) as error:
        raise SignInFailed(f"The local Entra does not answer: {error}.", "start the local Azure: aksess up") from error
    finally:
        connection.close()
    if "access_token" not in answer:
        said = str(answer.get("error_description") or answer.get("error") or answer).splitlines()[0]
        raise SignInFailed(f"Entra refused {who.client_id}: {said}", "explain it: aksess explain CODE")
    return Token(answer["access_token"], (clock or SystemClock()).now() + float(answer["expires_in"]))


def exec_credential(found: Token, asked: str) -> str:
    """What the plugin prints. asked: ``KUBERNETES_EXEC_INFO``, whose apiVersion is answered with the same."""
    try:
        version = str(msgspec.json.decode(asked)["apiVersion"]) if asked else EXEC_VERSION
    except (msgspec.DecodeError, KeyError, TypeError):
        version = EXEC_VERSION
    ends = datetime.fromtimestamp(found.expires, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    status = {"token": found.text, "expirationTimestamp": ends}
    return msgspec.json.encode({"apiVersion": version, "kind": "ExecCredential", "status": status}).decode()
