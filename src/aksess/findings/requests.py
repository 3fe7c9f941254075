"""WI8xx: the request itself, and Azure in the way. WI9xx: what a tenant forbids."""

from __future__ import annotations

from typing import Final

from aksess.findings.finding import Category, Finding, Severity

NO_DEFAULT: Final = Finding(
    "WI801",
    Category.REQUEST,
    Severity.ERROR,
    says="the scope `{found}` does not end with /.default",
    cause="Workload identity asks with scopes; a resource alone is how the metadata endpoint was asked.",
    remedy="add /.default to the resource",
    example='credential.get_token("https://ossrdbms-aad.database.windows.net")',
)
NO_RESOURCE: Final = Finding(
    "WI802",
    Category.REQUEST,
    Severity.ERROR,
    says="the tenant does not know the resource `{found}`",
    cause="A typo in the scope, or the resource of another cloud.",
    remedy="correct the scope, or set AZURE_AUTHORITY_HOST to the cloud",
    example="AADSTS500011: The resource principal named … was not found in the tenant",
)
RESOURCE_DISABLED: Final = Finding(
    "WI803",
    Category.SERVICE,
    Severity.ERROR,
    says="the resource's own service principal is disabled",
    cause="Somebody disabled it, or the tenant's subscription lapsed.",
    remedy="enable it: az ad sp update --id <resource> --set accountEnabled=true",
    example="AADSTS500014",
)
MISSING_PARAMETER: Final = Finding(
    "WI804",
    Category.REQUEST,
    Severity.ERROR,
    says="the request lacks a parameter that Entra needs",
    cause="A request made by hand; Entra's text names the parameter.",
    remedy="send it, or leave the request to an Azure library",
    example="AADSTS900144: The request body must contain the following parameter: 'scope'.",
)
BAD_GRANT_TYPE: Final = Finding(
    "WI805",
    Category.REQUEST,
    Severity.ERROR,
    says="the grant type of the request is not known",
    cause="A workload asks with client_credentials.",
    remedy="grant_type=client_credentials",
    example="grant_type=urn:ietf:params:oauth:grant-type:token-exchange",
)
UNKNOWN_AUTHORITY: Final = Finding(
    "WI806",
    Category.REQUEST,
    Severity.ERROR,
    says="the authority is none of Microsoft's",
    cause="AZURE_AUTHORITY_HOST names a host that instance discovery does not know.",
    remedy="unset AZURE_AUTHORITY_HOST, or switch instance discovery off in the program",
    example="AZURE_AUTHORITY_HOST=https://login.example.com/",
)
OTHER_CHALLENGE: Final = Finding(
    "WI807",
    Category.REQUEST,
    Severity.ERROR,
    says="the service asks for a token of a domain that its address is not in",
    cause="The program reaches the vault under a private name; the library then keeps its token to itself.",
    remedy="use the vault's own name, https://<vault>.vault.azure.net",
    example="The challenge resource 'vault.azure.net' does not match the requested domain",
)
TENANT_NOT_ALLOWED: Final = Finding(
    "WI808",
    Category.REQUEST,
    Severity.ERROR,
    says="the program may not ask for tokens of that tenant",
    cause="The resource is in another tenant than the identity. A user-assigned identity cannot cross tenants.",
    remedy="use an application, and list the tenant in additionally_allowed_tenants",
    example="The current credential is not configured to acquire tokens for tenant …",
)
WRONG_IDENTITY_KIND: Final = Finding(
    "WI809",
    Category.REQUEST,
    Severity.ERROR,
    says="consent is wanted, which a workload cannot give",
    cause="The program asks for delegated permissions, or signs in as a user.",
    remedy="ask for /.default, and have an administrator consent to the application's permissions",
    example="AADSTS65001: The user or administrator has not consented to use the application",
)
THROTTLED: Final = Finding(
    "WI821",
    Category.SERVICE,
    Severity.NOTE,
    says="Azure throttles the caller",
    cause="Too many requests in a short time: no cache of tokens, a restart of everything, many deployments at once.",
    remedy="wait as long as Retry-After says; keep one credential object a process",
    example="429 Too Many Requests",
)
OUTAGE: Final = Finding(
    "WI822",
    Category.SERVICE,
    Severity.NOTE,
    says="Azure does not answer as it should, for now",
    cause="A transient error of the service, or an outage.",
    remedy="try again with a growing pause; see https://azure.status.microsoft",
    example="503 Service Unavailable",
)
CONDITIONAL_ACCESS: Final = Finding(
    "WI901",
    Category.POLICY,
    Severity.ERROR,
    says="a Conditional Access policy for workload identities blocks the sign-in",
    cause="The application signs in from outside the policy's named locations, or is blocked by name.",
    remedy="exclude the application, or add the cluster's outgoing address to a named location",
    example="AADSTS53003: Access has been blocked by Conditional Access policies.",
)
FEDERATION_FORBIDDEN: Final = Finding(
    "WI902",
    Category.POLICY,
    Severity.ERROR,
    says="the tenant forbids this federation",
    cause="A policy of the tenant lists the issuers that may be trusted, or the claims that they must bring.",
    remedy="ask the tenant's administrator for an exception for the cluster's issuer",
    example="AADSTS700238",
)
DEPLOYER_BLOCKED: Final = Finding(
    "WI903",
    Category.POLICY,
    Severity.ERROR,
    says="the one who deploys is blocked, not the workload",
    cause="Conditional Access asks for a managed device, or the user is of another directory.",
    remedy="deploy from a device that complies, or as a service principal",
    example="AADSTS50005",
)

REQUESTS: Final = (
    NO_DEFAULT,
    NO_RESOURCE,
    RESOURCE_DISABLED,
    MISSING_PARAMETER,
    BAD_GRANT_TYPE,
    UNKNOWN_AUTHORITY,
    OTHER_CHALLENGE,
    TENANT_NOT_ALLOWED,
    WRONG_IDENTITY_KIND,
    THROTTLED,
    OUTAGE,
    CONDITIONAL_ACCESS,
    FEDERATION_FORBIDDEN,
    DEPLOYER_BLOCKED,
)
