"""The environment variables of a program that talks to the local Azure, without the user's own Azure credentials.

Sources of what each SDK reads: documentation of azure-identity for Python, JavaScript, Go, .NET and Java ("Environment
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
# All other hosts go through the listener, which applies the user's own NO_PROXY.
NO_PROXY = "localhost,127.0.0.1,::1"

_CREDENTIALS = re.compile(
    r"ARM_.*|AZURE_.*|AZURERM_.*|AZD_.*|AAD_.*|MSI_(ENDPOINT|SECRET)|IDENTITY_(ENDPOINT|HEADER|SERVER_THUMBPRINT)"
    r"|IMDS_ENDPOINT|ACTIONS_ID_TOKEN_REQUEST_(URL|TOKEN)|SYSTEM_(ACCESSTOKEN|OIDCREQUESTURI)|AKSESS_SECRET_.*"
)
# Addresses and log levels are no credentials: programs have such settings of their own.
_ADDRESSES = re.compile(r"AZURE_(?!.*(IDENTITY|MSI|AUTH|TOKEN|CREDENTIAL)).*(_URL|_URI|_ENDPOINT)|AZURE_LOG_LEVEL")


@dataclass(frozen=True, slots=True)
class ProxySettings:
    """How a program reaches the local Azure.

    Attributes:
        port: Loopback port of its proxy listener.
        trust: Certificate files that its libraries read.
        empty_config_directory: A folder without logins, in place of ``~/.azure``.
    """

    port: int
    trust: Trust
    empty_config_directory: Path

    @property
    def url(self) -> str:
        """The listener as a proxy URL."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class Operator:
    """The service principal that owns the subscription. GUIDs, and its client secret."""

    tenant: str
    subscription: str
    client_id: str
    client_secret: str = field(repr=False)


def operator_environment(environment: Mapping[str, str], proxy: ProxySettings, operator: Operator) -> dict[str, str]:
    """Return the environment of a program that runs as the subscription's owner.

    Args:
        environment: The one that the user started it from.
        proxy: How it reaches the local Azure.
        operator: Its credentials.
    """
    return {
        **_base_environment(environment, proxy),
        "ARM_TENANT_ID": operator.tenant,
        "ARM_SUBSCRIPTION_ID": operator.subscription,
        "ARM_CLIENT_ID": operator.client_id,
        "ARM_CLIENT_SECRET": operator.client_secret,
        "ARM_MSI_ENDPOINT": f"{proxy.url}/metadata/identity/oauth2/token",
        "AZURE_TENANT_ID": operator.tenant,
        "AZURE_SUBSCRIPTION_ID": operator.subscription,
        "AZURE_CLIENT_ID": operator.client_id,
        "AZURE_CLIENT_SECRET": operator.client_secret,
        "AZURE_AUTHORITY_HOST": AUTHORITY,
        "AZURE_POD_IDENTITY_AUTHORITY_HOST": proxy.url,
        # Without it, go-azure-sdk waits 10 seconds before the first status request of an operation.
        "GO_AZURE_SDK_SKIP_POLLING_DELAY": "true",
        "CHECKPOINT_DISABLE": "1",
        # Holds the contexts of local clusters; kubectl must not read the user's own file.
        "KUBECONFIG": str(proxy.empty_config_directory / "kubeconfig"),
    }


def pod_environment(
    environment: Mapping[str, str], proxy: ProxySettings, injected: Mapping[str, str]
) -> dict[str, str]:
    """Return the environment of a program that runs as the container of a pod.

    Args:
        environment: The one that the user started it from.
        proxy: How it reaches the local Azure.
        injected: The variables that admission added to the container.
    """
    # The file does not exist: without this variable, kubectl would read the user's own.
    return {
        **_base_environment(environment, proxy),
        "KUBECONFIG": str(proxy.empty_config_directory / "kubeconfig"),
        **injected,
    }


def own_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the user's variables without Azure credentials and proxy settings."""
    proxies = {*PROXIES, *(name.lower() for name in PROXIES)}
    return {
        name: value
        for name, value in environment.items()
        if name not in proxies and (not _CREDENTIALS.fullmatch(name) or _ADDRESSES.fullmatch(name))
    }


def trusting(bundle: Path, node: Path) -> dict[str, str]:
    """Return the variables by which programs with a bundle of their own find the local Azure's certificate."""
    readers = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO")
    return {**dict.fromkeys(readers, str(bundle)), "NODE_EXTRA_CA_CERTS": str(node)}


def java_trusting(store: Path) -> list[str]:
    """Return the options by which Java finds it."""
    return [
        shlex.quote(f"-Djavax.net.ssl.trustStore={store}"),
        "-Djavax.net.ssl.trustStoreType=PKCS12",
        f"-Djavax.net.ssl.trustStorePassword={JAVA_PASSWORD}",
    ]


def _base_environment(environment: Mapping[str, str], proxy: ProxySettings) -> dict[str, str]:
    return {
        **own_variables(environment),
        **_proxied(proxy),
        **trusting(proxy.trust.bundle, proxy.trust.node),
        "AZURE_CONFIG_DIR": str(proxy.empty_config_directory),
        "AZD_CONFIG_DIR": str(proxy.empty_config_directory),
        "JAVA_TOOL_OPTIONS": _java(environment.get("JAVA_TOOL_OPTIONS", ""), proxy),
    }


def _proxied(proxy: ProxySettings) -> dict[str, str]:
    names = {"HTTPS_PROXY": proxy.url, "HTTP_PROXY": proxy.url, "NO_PROXY": NO_PROXY}
    lower = {name.lower(): value for name, value in names.items()}
    # Node 22 and newer read the proxy variables where this says so.
    return {**names, **lower, "NODE_USE_ENV_PROXY": "1"}


def _java(own: str, proxy: ProxySettings) -> str:
    # Java reads no proxy variable, and azure-core's reading of them does not reach MSAL for Java.
    options = [
        *java_trusting(proxy.trust.java),
        *(f"-D{scheme}.proxyHost=127.0.0.1 -D{scheme}.proxyPort={proxy.port}" for scheme in ("https", "http")),
    ]
    return " ".join([own, *options] if own else options)
