"""The environment of a program inside the local Azure, by language, and nothing of anybody's real Azure.

What each SDK reads: documentation of azure-identity for Python, JavaScript, Go, .NET and Java ("Environment
variables"), of Go's ``net/http`` and ``crypto/x509``, of Node ("NODE_EXTRA_CA_CERTS"), of curl and requests; of the
azurerm provider ("Authenticating using a Service Principal with a Client Secret") and of go-azure-sdk.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aksess.pods.listeners import PROXIES
from aksess.pods.trust import JAVA_PASSWORD, Trust

AUTHORITY = "https://login.microsoftonline.com/"
# Everything else goes through the listener, which knows the user's own NO_PROXY.
NO_PROXY = "localhost,127.0.0.1,::1"

_SOMEBODYS = re.compile(
    r"ARM_.*|AZURE_.*|AZURERM_.*|AZD_.*|AAD_.*|MSI_(ENDPOINT|SECRET)|IDENTITY_(ENDPOINT|HEADER|SERVER_THUMBPRINT)"
    r"|IMDS_ENDPOINT|ACTIONS_ID_TOKEN_REQUEST_(URL|TOKEN)|SYSTEM_(ACCESSTOKEN|OIDCREQUESTURI)|AKSESS_SECRET_.*"
)
# Where something is or how much is logged, not who somebody is: programs have such settings of their own.
_SETTINGS = re.compile(r"AZURE_(?!.*(IDENTITY|MSI|AUTH|TOKEN|CREDENTIAL)).*(_URL|_URI|_ENDPOINT)|AZURE_LOG_LEVEL")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program runs. port: of its listener on loopback; nobody: an empty folder, where logins would be kept."""

    port: int
    trust: Trust
    nobody: Path

    @property
    def proxy(self) -> str:
        """The listener as a proxy URL."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class Operator:
    """The service principal that owns the subscription. GUIDs, and its client secret."""

    tenant: str
    subscription: str
    client_id: str
    client_secret: str = field(repr=False)


def of_operator(own: Mapping[str, str], place: Place, operator: Operator) -> dict[str, str]:
    """What a program of the operator sees. own: the environment that the user started it from."""
    return {
        **_inside(own, place),
        "ARM_TENANT_ID": operator.tenant,
        "ARM_SUBSCRIPTION_ID": operator.subscription,
        "ARM_CLIENT_ID": operator.client_id,
        "ARM_CLIENT_SECRET": operator.client_secret,
        "ARM_MSI_ENDPOINT": f"{place.proxy}/metadata/identity/oauth2/token",
        "AZURE_TENANT_ID": operator.tenant,
        "AZURE_SUBSCRIPTION_ID": operator.subscription,
        "AZURE_CLIENT_ID": operator.client_id,
        "AZURE_CLIENT_SECRET": operator.client_secret,
        "AZURE_AUTHORITY_HOST": AUTHORITY,
        "AZURE_POD_IDENTITY_AUTHORITY_HOST": place.proxy,
        # go-azure-sdk waits 10 seconds before it first asks how an operation goes.
        "GO_AZURE_SDK_SKIP_POLLING_DELAY": "true",
        "CHECKPOINT_DISABLE": "1",
        # Where contexts of local clusters are kept; kubectl must not read the user's own.
        "KUBECONFIG": str(place.nobody / "kubeconfig"),
    }


def of_pod(own: Mapping[str, str], place: Place, injected: Mapping[str, str]) -> dict[str, str]:
    """What the container of a pod sees. injected: the variables that admission gave it."""
    # A file that is not there: without one, kubectl would read the user's own.
    return {**_inside(own, place), "KUBECONFIG": str(place.nobody / "kubeconfig"), **injected}


def _inside(own: Mapping[str, str], place: Place) -> dict[str, str]:
    kept = {name: value for name, value in own.items() if not _SOMEBODYS.fullmatch(name) or _SETTINGS.fullmatch(name)}
    for name in PROXIES:
        kept.pop(name, None)
        kept.pop(name.lower(), None)
    return {
        **kept,
        **_proxied(place),
        **_trusting(place.trust),
        "AZURE_CONFIG_DIR": str(place.nobody),
        "AZD_CONFIG_DIR": str(place.nobody),
        "JAVA_TOOL_OPTIONS": _java(own.get("JAVA_TOOL_OPTIONS", ""), place),
    }


def _proxied(place: Place) -> dict[str, str]:
    names = {"HTTPS_PROXY": place.proxy, "HTTP_PROXY": place.proxy, "NO_PROXY": NO_PROXY}
    lower = {name.lower(): value for name, value in names.items()}
    # Node 22 and newer read the proxy variables where this says so.
    return {**names, **lower, "NODE_USE_ENV_PROXY": "1"}


def _trusting(trust: Trust) -> dict[str, str]:
    readers = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO")
    return {**dict.fromkeys(readers, str(trust.bundle)), "NODE_EXTRA_CA_CERTS": str(trust.node)}


def _java(own: str, place: Place) -> str:
    # Java reads no proxy variable, and azure-core's reading of them does not reach MSAL for Java.
    options = [
        f"-Djavax.net.ssl.trustStore={place.trust.java}",
        "-Djavax.net.ssl.trustStoreType=PKCS12",
        f"-Djavax.net.ssl.trustStorePassword={JAVA_PASSWORD}",
        *(f"-D{scheme}.proxyHost=127.0.0.1 -D{scheme}.proxyPort={place.port}" for scheme in ("https", "http")),
    ]
    options[0] = shlex.quote(options[0])
    return " ".join([own, *options] if own else options)
