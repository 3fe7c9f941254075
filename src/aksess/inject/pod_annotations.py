"""What a pod and its service account ask for in their annotations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aksess.chain.annotations import (
    CLIENT_ID,
    DEFAULT_TOKEN,
    EXPIRATION,
    INJECT_PROXY,
    LONGEST_TOKEN,
    PROXY_PORT,
    SHORTEST_TOKEN,
    SKIP_CONTAINERS,
    TENANT_ID,
)
from aksess.inject.contract import DEFAULT_PROXY_PORT, PROXY_NAME
from aksess.inject.numbers import NotNumber, parse_int
from aksess.inject.outcome import Refusal, WarningCode
from aksess.inject.patch_builder import PatchBuilder
from aksess.inject.settings import Settings

Annotations = Mapping[str, str]

_OFF: Final = frozenset({"", "0", "f", "false", "n", "no", "off"})
_PORTS: Final = range(1, 65536)


def wants_proxy(pod: Annotations, builder: PatchBuilder) -> bool:
    """True if the pod asks for the proxy. The reference takes any value as yes, ``"false"`` included."""
    asked = pod.get(INJECT_PROXY)
    if asked is None:
        return False
    if builder.strict or asked.strip().lower() not in _OFF:
        return True
    builder.warn(
        WarningCode.PROXY_OFF,
        f'annotation {INJECT_PROXY} is "{asked}": no proxy is injected; azure-workload-identity would inject one',
    )
    return False


def proxy_port(pod: Annotations, strict: bool) -> int:
    """The proxy's port. Raises Refusal."""
    text = pod.get(PROXY_PORT)
    if text is None:
        return DEFAULT_PROXY_PORT
    port = parse_int(text, 32)
    if isinstance(port, NotNumber):
        said = f"failed to parse proxy sidecar port: {port.reason}"
        raise Refusal(said if strict else f"{said}; annotation {PROXY_PORT} wants a port from 1 to 65535")
    if port not in _PORTS and not strict:
        raise Refusal(f"annotation {PROXY_PORT} is {port}, expected a port from 1 to 65535")
    return port


def expiration(pod: Annotations, account: Annotations, strict: bool) -> int:
    """Lifetime of the projected token in seconds: the pod's word, else the service account's. Raises Refusal."""
    text, owner = pod.get(EXPIRATION), "pod"
    if not text:
        text, owner = account.get(EXPIRATION), "service account"
    if not text:
        return DEFAULT_TOKEN
    where = "" if strict else f" (annotation {EXPIRATION} of the {owner})"
    seconds = parse_int(text, 64)
    if isinstance(seconds, NotNumber):
        wanted = "" if strict else f", expected whole seconds, from {SHORTEST_TOKEN} to {LONGEST_TOKEN}"
        raise Refusal(f"{seconds.reason}{where}{wanted}")
    if not SHORTEST_TOKEN <= seconds <= LONGEST_TOKEN:
        raise Refusal(
            f"token expiration {seconds} not valid. "
            f"Expected value to be between {SHORTEST_TOKEN} and {LONGEST_TOKEN}{where}"
        )
    return seconds


def client_id(account: Annotations) -> str:
    """The identity's client id; "" when the service account names none. No pod-level override exists."""
    return account.get(CLIENT_ID, "")


def tenant_id(account: Annotations, settings: Settings) -> str:
    """The tenant. An annotation that is there wins even when it is empty, as in the reference."""
    return account.get(TENANT_ID, settings.tenant_id)


def skipped(pod: Annotations, strict: bool) -> frozenset[str]:
    """Names of the containers to leave alone.

    Our own proxy is never among them unless strict: without a tenant it could only exit.
    """
    text = pod.get(SKIP_CONTAINERS)
    if not text:
        return frozenset()
    names = frozenset(filter(None, map(str.strip, text.split(";"))))
    return names if strict else names - {PROXY_NAME}


def wants_token_endpoint(pod: Annotations, settings: Settings) -> bool:
    """True if the installation has a token endpoint of its own and the pod asks for it."""
    endpoint = settings.token_endpoint
    return endpoint is not None and pod.get(endpoint.annotation, "").lower() == "true"
