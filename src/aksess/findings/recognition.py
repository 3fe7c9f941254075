"""From a line of a log to the findings that explain it."""

from __future__ import annotations

import re
from typing import Final

from aksess.findings import access, deployment, identities, pod, requests
from aksess.findings.aadsts import for_aadsts
from aksess.findings.finding import Finding
from aksess.findings.service_errors import SERVICE_ERRORS, for_service_error

_AADSTS: Final = re.compile(r"AADSTS(\d{5,7})\b")
_WORD: Final = re.compile(r"[A-Za-z0-9]{8,}")
# A log of this size has been pasted whole; what is asked about is at its end or its beginning.
_LONGEST: Final = 1_000_000

# What libraries and the webhook say in words, in lower case; the first that is found is reported.
PHRASES: Final[tuple[tuple[str, Finding], ...]] = (
    ("workload options are not fully configured", pod.NOT_CONFIGURED),
    ("no client id specified. check pod configuration", pod.NOT_CONFIGURED),
    ("no token source specified", pod.NOT_CONFIGURED),
    ("azure_client_id environment variable is not set", pod.NO_CLIENT_ID),
    ("azure_client_id, azure_tenant_id and azure_federated_token_file must be set", pod.NOT_CONFIGURED),
    ("the authority does not appear to use https", pod.NOT_CONFIGURED),
    ("no content on the file", pod.NO_TOKEN_FILE),
    ("error reading service account token", pod.NO_TOKEN_FILE),
    ("/var/run/secrets/azure/tokens/azure-identity-token: no such file", pod.HARD_CODED_PATH),
    ("multiple user assigned identities exist", pod.NODE_IDENTITY),
    ("requested identity has not been assigned to this resource", pod.NODE_IDENTITY),
    ("no default identity is assigned to this resource", pod.NODE_IDENTITY),
    ("expected value to be between 3600 and 86400", pod.BAD_EXPIRATION),
    ("does not match the requested domain", requests.OTHER_CHALLENGE),
    ("not configured to acquire tokens for tenant", requests.TENANT_NOT_ALLOWED),
    ("support for federated identity credentials not enabled", deployment.NO_REGION),
    ("issuer and subject combination already exists", deployment.TWIN),
    ("combination of issuer and subject must be unique", deployment.TWIN),
    ("must specify 'issuer', 'subject' and 'audience'", deployment.MISSING_PART),
    ("already exists in deleted state", deployment.NAME_TAKEN),
    ("is not allowed on a disabled", access.DISABLED_OBJECT),
    ("lookup login.microsoftonline.com", access.ENTRA_UNREACHABLE),
    ("failed to resolve 'login.microsoftonline.com'", access.ENTRA_UNREACHABLE),
    ("neither a valid dns name, nor a valid external domain", identities.NO_TENANT_ID),
)


def recognise(text: str) -> tuple[Finding, ...]:
    """The findings that a text of an error names, each once: Entra's codes, services' codes, then phrases.

    A phrase is looked for only where no code is found: codes are exact.
    """
    start = text[:_LONGEST]
    codes = [finding for digits in _AADSTS.findall(start) if (finding := for_aadsts(int(digits)))]
    words = [
        finding for word in _WORD.findall(start) if word in SERVICE_ERRORS and (finding := for_service_error(word))
    ]
    found = tuple(dict.fromkeys([*codes, *words]))
    if found:
        return found
    folded = " ".join(start.lower().split())
    return tuple(finding for phrase, finding in PHRASES if phrase in folded)[:1]
