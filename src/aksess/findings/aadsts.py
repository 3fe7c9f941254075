"""Entra's error codes, each with the finding that explains it.

Microsoft Learn, "Microsoft Entra authentication and authorization error codes"; those of federated credentials that it
does not list are in the issues of Azure/azure-workload-identity and Azure/login.
"""

from __future__ import annotations

from typing import Final

from aksess.findings import federation, identities, pod, requests, tokens
from aksess.findings.finding import Finding

AADSTS: Final[dict[int, Finding]] = {
    50005: requests.DEPLOYER_BLOCKED,
    50013: tokens.OTHER_ASSERTION,
    50020: requests.DEPLOYER_BLOCKED,
    50027: tokens.NO_JWT,
    50049: requests.UNKNOWN_AUTHORITY,
    50166: tokens.ISSUER_UNREACHABLE,
    53003: requests.CONDITIONAL_ACCESS,
    65001: requests.WRONG_IDENTITY_KIND,
    70003: requests.BAD_GRANT_TYPE,
    70011: requests.NO_DEFAULT,
    70021: federation.NO_MATCH,
    70023: tokens.LIVES_TOO_LONG,
    70025: federation.NO_CREDENTIAL,
    90002: identities.NO_TENANT,
    90014: tokens.CLAIM_MISSING,
    90033: requests.OUTAGE,
    90055: requests.THROTTLED,
    90061: tokens.ISSUER_UNREACHABLE,
    500011: requests.NO_RESOURCE,
    500014: requests.RESOURCE_DISABLED,
    500133: tokens.EXPIRED,
    501661: tokens.ISSUER_UNREACHABLE,
    700016: identities.UNKNOWN_CLIENT,
    700021: tokens.OTHER_ASSERTION,
    700024: tokens.EXPIRED,
    700025: tokens.PUBLIC_CLIENT,
    700027: tokens.OTHER_ASSERTION,
    700030: tokens.OTHER_ASSERTION,
    700211: federation.OTHER_ISSUER,
    700212: federation.OTHER_AUDIENCE,
    700213: federation.OTHER_SUBJECT,
    700214: federation.OTHER_AUDIENCE,
    700222: federation.ENTRA_ISSUER,
    700223: requests.FEDERATION_FORBIDDEN,
    700226: federation.ENTRA_ISSUER,
    700227: federation.ENTRA_ISSUER,
    700229: federation.ENTRA_ISSUER,
    700231: federation.CHAINED,
    700236: federation.ENTRA_ISSUER,
    700238: requests.FEDERATION_FORBIDDEN,
    700263: federation.TWO_CREDENTIALS,
    900023: identities.NO_TENANT_ID,
    900144: requests.MISSING_PARAMETER,
    900612: tokens.KEYS_UNREADABLE,
    1002012: requests.NO_DEFAULT,
    5002723: tokens.NO_KID,
    5002727: tokens.BAD_TYPE,
    5002738: tokens.BAD_ALGORITHM,
    5002741: federation.SEVERAL_AUDIENCES,
    7000112: identities.DISABLED,
    7000215: pod.SECRET_BESIDE,
    7000218: tokens.NO_ASSERTION,
    7000229: identities.NO_SERVICE_PRINCIPAL,
    7000272: tokens.KEY_NOT_PUBLISHED,
    7000274: tokens.BAD_SIGNATURE,
    7002121: federation.OTHER_AUDIENCE,
    7002131: federation.EXPRESSION,
    7002137: federation.MANAGED_SUBJECT,
    7002138: federation.SUBJECT_CASE,
    7002203: federation.MANAGED_SUBJECT,
    7002381: requests.FEDERATION_FORBIDDEN,
}


def for_aadsts(code: int) -> Finding | None:
    """The finding for an error code of Entra, ``700213``; None for one that has nothing to do with workloads."""
    return AADSTS.get(code)
