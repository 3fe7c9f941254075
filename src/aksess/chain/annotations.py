"""What a cluster says about workload identity: the label, the annotations, and how long a token may be asked for.

Azure/azure-workload-identity v1.6.0, pkg/webhook/consts.go; Microsoft Learn, "Workload identity overview".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PREFIX: Final = "azure.workload.identity/"

USE: Final = PREFIX + "use"
"""Label of a pod, ``"true"``: the webhook selects by it."""

CLIENT_ID: Final = PREFIX + "client-id"
"""Annotation of a service account."""

TENANT_ID: Final = PREFIX + "tenant-id"
"""Annotation of a service account; the cluster's tenant where it is not there."""

EXPIRATION: Final = PREFIX + "service-account-token-expiration"
"""Annotation of a pod or a service account, seconds; the pod's wins."""

SKIP_CONTAINERS: Final = PREFIX + "skip-containers"
INJECT_PROXY: Final = PREFIX + "inject-proxy-sidecar"
PROXY_PORT: Final = PREFIX + "proxy-sidecar-port"

SHORTEST_TOKEN: Final = 3600
LONGEST_TOKEN: Final = 86_400
DEFAULT_TOKEN: Final = 3600


@dataclass(frozen=True, slots=True)
class BadExpiration:
    """A token lifetime that the webhook refuses. found: as it was written."""

    found: str


def token_expiration(text: str) -> int | BadExpiration:
    """The seconds that an annotation asks for, 3600 to 86400."""
    digits = text.removeprefix("+")
    # Seven digits are beyond the range, and int() of a very long text is slow.
    if not (digits.isascii() and digits.isdecimal()) or len(digits.lstrip("0")) > 7:
        return BadExpiration(text)
    seconds = int(digits)
    return seconds if SHORTEST_TOKEN <= seconds <= LONGEST_TOKEN else BadExpiration(text)
