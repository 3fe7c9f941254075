"""Error codes of ARM and of the data planes, each with the finding that explains it.

Microsoft Learn: the error code pages of Key Vault, Blob storage, App Configuration and Azure Resource Manager.
"""

from __future__ import annotations

from typing import Final

from aksess.findings import access, deployment, requests
from aksess.findings.finding import Finding

# "ForbiddenByPolicy" is what libraries and articles call it; the wire says AccessDenied.
SERVICE_ERRORS: Final[dict[str, Finding]] = {
    # Key Vault
    "ForbiddenByRbac": access.NO_ASSIGNMENT,
    "AccessDenied": access.NO_POLICY,
    "ForbiddenByPolicy": access.NO_POLICY,
    "ForbiddenByFirewall": access.FIREWALL,
    "ForbiddenByConnection": access.NOT_PUBLIC,
    "AKV10000": access.NO_ACCESS_TOKEN,
    "AKV10022": access.OTHER_RESOURCE,
    "AKV10032": access.OTHER_ISSUING_TENANT,
    "SecretNotFound": access.NO_OBJECT,
    "KeyNotFound": access.NO_OBJECT,
    "CertificateNotFound": access.NO_OBJECT,
    "SecretDisabled": access.DISABLED_OBJECT,
    "KeyDisabled": access.DISABLED_OBJECT,
    # Storage
    "AuthorizationPermissionMismatch": access.NO_ASSIGNMENT,
    "AuthorizationFailure": access.FIREWALL,
    "KeyBasedAuthenticationNotPermitted": access.NO_KEYS,
    "InvalidAuthenticationInfo": access.OTHER_RESOURCE,
    "NoAuthenticationInformation": access.NO_ACCESS_TOKEN,
    "BlobNotFound": access.NO_OBJECT,
    "ContainerNotFound": access.NO_OBJECT,
    "QueueNotFound": access.NO_OBJECT,
    "ServerBusy": requests.THROTTLED,
    # Azure Resource Manager
    "AuthorizationFailed": access.NO_ASSIGNMENT,
    "LinkedAuthorizationFailed": access.LINKED_SCOPE,
    "InvalidAuthenticationToken": access.OTHER_RESOURCE,
    "InvalidAuthenticationTokenTenant": access.OTHER_ISSUING_TENANT,
    "PrincipalNotFound": deployment.DEAD_PRINCIPAL,
    "RoleAssignmentExists": deployment.ASSIGNED_ALREADY,
    "RoleDefinitionDoesNotExist": deployment.NO_ROLE,
    "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity": deployment.CONCURRENT,
    "InvalidFederatedIdentityCredentialsAudienceLength": deployment.ONE_AUDIENCE,
    "InvalidFederatedIdentityCredentialValue": requests.FEDERATION_FORBIDDEN,
    "TooManyRequests": requests.THROTTLED,
    "ServiceUnavailable": requests.OUTAGE,
    "ServerTimeout": requests.OUTAGE,
}

_FOLDED: Final[dict[str, Finding]] = {code.lower(): finding for code, finding in SERVICE_ERRORS.items()}


def for_service_error(code: str) -> Finding | None:
    """The finding for an error code of a service, ``"ForbiddenByRbac"``, whatever its case; None for any other."""
    return _FOLDED.get(code.strip().lower())
