"""Every finding there is. A code that is retired stays here as a comment and is never used again.

WI1xx the pod, WI2xx the identity, WI30x-32x what Entra compares, WI35x-36x what Azure refuses to write, WI4xx the
token, WI5xx the network, WI6xx the grant, WI7xx the object, WI8xx the request and the service, WI9xx the tenant.
"""

from __future__ import annotations

from typing import Final

from aksess.findings.access import ACCESS
from aksess.findings.deployment import DEPLOYMENT
from aksess.findings.federation import FEDERATION
from aksess.findings.finding import Finding
from aksess.findings.identities import IDENTITIES
from aksess.findings.pod import POD
from aksess.findings.requests import REQUESTS
from aksess.findings.tokens import TOKENS

CATALOGUE: Final[tuple[Finding, ...]] = (
    *POD,
    *IDENTITIES,
    *FEDERATION,
    *DEPLOYMENT,
    *TOKENS,
    *ACCESS,
    *REQUESTS,
)

_BY_CODE: Final[dict[str, Finding]] = {finding.code: finding for finding in CATALOGUE}


def by_code(code: str) -> Finding | None:
    """The finding of a code, ``"WI303"``, whatever its case; None where there is none."""
    return _BY_CODE.get(code.strip().upper())
