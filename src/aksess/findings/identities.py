"""WI2xx: the identity and its tenant."""

from __future__ import annotations

from typing import Final

from aksess.chain import Link
from aksess.findings.finding import Finding, Severity

UNKNOWN_CLIENT: Final = Finding(
    "WI201",
    Link.CLIENT_ID,
    Severity.ERROR,
    says="no identity of the tenant has the client id `{found}`; there are: {wanted}",
    cause="A typo, an identity that was deleted or made anew (its client id is another one then), or another tenant.",
    remedy="annotate the service account with the identity's client_id: {candidate}",
    example="AADSTS700016: Application with identifier '1c0e…' was not found in the directory",
)
PRINCIPAL_ID: Final = Finding(
    "WI202",
    Link.CLIENT_ID,
    Severity.ERROR,
    says="`{found}` is the principal id of an identity, whose client id is `{candidate}`",
    cause="An identity has both, and they look alike: role assignments take principal_id, the annotation client_id.",
    remedy="annotate the service account with client_id: {candidate}",
    example='"azure.workload.identity/client-id" = azurerm_user_assigned_identity.api.principal_id',
)
RESOURCE_ID: Final = Finding(
    "WI203",
    Link.CLIENT_ID,
    Severity.ERROR,
    says="`{found}` is the resource id of an identity, whose client id is `{candidate}`",
    cause="In Terraform, .id is the ARM id of an identity.",
    remedy="annotate the service account with client_id: {candidate}",
    example='"azure.workload.identity/client-id" = azurerm_user_assigned_identity.api.id',
)
OTHER_TENANT: Final = Finding(
    "WI204",
    Link.TENANT,
    Severity.ERROR,
    says="the pod signs in to tenant `{found}`, and its identity is in `{wanted}`",
    cause="AZURE_TENANT_ID is the cluster's tenant unless the service account says another.",
    remedy="annotate the service account, azure.workload.identity/tenant-id: {candidate}",
    example='annotations:\n  azure.workload.identity/tenant-id: "<a tenant of long ago>"',
)
NO_TENANT: Final = Finding(
    "WI205",
    Link.TENANT,
    Severity.ERROR,
    says="there is no tenant `{found}` in this cloud",
    cause="A typo in the tenant id, a client id in its place, or an authority of another cloud.",
    remedy="correct azure.workload.identity/tenant-id, or AZURE_AUTHORITY_HOST",
    example="AADSTS90002: Tenant '…' not found.",
)
NO_TENANT_ID: Final = Finding(
    "WI206",
    Link.TENANT,
    Severity.ERROR,
    says="`{found}` is no tenant: neither a GUID nor a domain",
    cause="A template's placeholder was left in.",
    remedy="write the tenant's GUID",
    example='azure.workload.identity/tenant-id: "<your-tenant-id>"',
)
NO_SERVICE_PRINCIPAL: Final = Finding(
    "WI207",
    Link.CLIENT_ID,
    Severity.ERROR,
    says="the application is registered, and has no service principal in the tenant",
    cause="azuread_application makes the registration alone.",
    remedy="add an azuread_service_principal for it",
    example="AADSTS7000229: The client application … is missing service principal in the tenant",
)
DISABLED: Final = Finding(
    "WI208",
    Link.CLIENT_ID,
    Severity.ERROR,
    says="the identity is disabled",
    cause="Somebody set accountEnabled of its service principal to false.",
    remedy="az ad sp update --id <client id> --set accountEnabled=true",
    example="AADSTS7000112: Application '…' is disabled.",
)

IDENTITIES: Final = (
    UNKNOWN_CLIENT,
    PRINCIPAL_ID,
    RESOURCE_ID,
    OTHER_TENANT,
    NO_TENANT,
    NO_TENANT_ID,
    NO_SERVICE_PRINCIPAL,
    DISABLED,
)
