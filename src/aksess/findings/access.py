"""WI5xx: the network. WI6xx: the grant. WI7xx: what is asked for."""

from __future__ import annotations

from typing import Final

from aksess.chain import Link
from aksess.findings.finding import Category, Finding, Severity

FIREWALL: Final = Finding(
    "WI501",
    Link.NETWORK,
    Severity.ERROR,
    says="the resource's network rules do not admit the address {found}; admitted: {wanted}",
    cause="default_action is Deny, and the cluster's outgoing address or subnet is not on the list. AKS is no trusted "
    "service.",
    remedy="add the cluster's subnet (with a service endpoint) or its outgoing address, or use a private endpoint",
    example='network_acls { default_action = "Deny"  bypass = "AzureServices" }',
)
NOT_PUBLIC: Final = Finding(
    "WI502",
    Link.NETWORK,
    Severity.ERROR,
    says="the resource is closed to the public network",
    cause="public_network_access_enabled is false, and the name does not resolve to a private endpoint in the pod.",
    remedy="add a private endpoint, and link its DNS zone to the cluster's network",
    example="public_network_access_enabled = false",
)
ENTRA_UNREACHABLE: Final = Finding(
    "WI503",
    Link.NETWORK,
    Severity.ERROR,
    says="the pod cannot reach Entra",
    cause="A network policy, a firewall or DNS keeps it from login.microsoftonline.com.",
    remedy="let pods out to login.microsoftonline.com on port 443, and to DNS",
    example="dial tcp: lookup login.microsoftonline.com: i/o timeout",
)
NO_ASSIGNMENT: Final = Finding(
    "WI601",
    Link.GRANT,
    Severity.ERROR,
    says="the identity has no role that allows {wanted}; it has: {found}",
    cause="Nothing is assigned to it, or the assignment is younger than ten minutes, or it names another principal.",
    remedy="assign a role that has the action, at the resource: azurerm_role_assignment with principal_id",
    example="an identity with a federated credential and no azurerm_role_assignment",
)
NOT_IN_ROLE: Final = Finding(
    "WI602",
    Link.GRANT,
    Severity.ERROR,
    says="the identity's roles do not contain {wanted}; it has: {found}",
    cause="Owner, Contributor and Reader give no access to data: a data role is needed beside them. A Reader of queues "
    "peeks, and does not receive.",
    remedy="assign the data role: Key Vault Secrets User, Storage Blob Data Reader, App Configuration Data Reader, …",
    example='role_definition_name = "Contributor"',
)
OTHER_SCOPE: Final = Finding(
    "WI603",
    Link.GRANT,
    Severity.ERROR,
    says="the identity's roles are at other scopes than {wanted}; it has: {found}",
    cause="The assignment is at another vault, group or secret.",
    remedy="assign the role at the resource, or at a scope above it",
    example="scope = azurerm_key_vault.other.id",
)
CONDITION: Final = Finding(
    "WI604",
    Link.GRANT,
    Severity.ERROR,
    says="the condition of a role assignment does not hold for {wanted}; there is: {found}",
    cause="It names other roles, principal types or containers; or it cannot be evaluated, which denies too.",
    remedy='for a deployer that may assign to service principals alone, set principal_type = "ServicePrincipal"',
    example="azurerm_role_assignment without principal_type, by a deployer that a condition limits",
)
DENY_ASSIGNMENT: Final = Finding(
    "WI605",
    Link.GRANT,
    Severity.ERROR,
    says="a deny assignment forbids {wanted}",
    cause="A deployment stack or a managed application protects the resource. It wins over every role.",
    remedy="ask whoever owns the stack to exclude the principal",
    example="az stack group create --deny-settings-mode denyWriteAndDelete",
)
NO_POLICY: Final = Finding(
    "WI606",
    Link.GRANT,
    Severity.ERROR,
    says="no access policy of the vault gives {wanted}; the identity has {found}",
    cause="The vault goes by access policies: roles give nothing there. Or the policy names the client id.",
    remedy="add an access policy for the identity's principal_id, or turn the vault to RBAC",
    example="object_id = azurerm_user_assigned_identity.api.client_id",
)
OTHER_MODEL: Final = Finding(
    "WI607",
    Link.GRANT,
    Severity.ERROR,
    says="the grant is in the model that the vault does not go by: {found}, expected {wanted}",
    cause="With RBAC a vault ignores its access policies; without it, roles give no data.",
    remedy="rbac_authorization_enabled = true with a role, or false with an access policy",
    example="rbac_authorization_enabled = true   # beside access_policy",
)
NO_KEYS: Final = Finding(
    "WI608",
    Link.GRANT,
    Severity.ERROR,
    says="the account takes no shared keys, and one was used",
    cause="shared_access_key_enabled is false, and the program, or the provider, signs with the account's key.",
    remedy="sign in with the identity; in azurerm, storage_use_azuread = true",
    example="KeyBasedAuthenticationNotPermitted",
)
LINKED_SCOPE: Final = Finding(
    "WI609",
    Link.GRANT,
    Severity.ERROR,
    says="the deployer may write the resource, and not use another one that it names",
    cause="To put an identity on a cluster one needs userAssignedIdentities/assign/action; for a subnet, subnets/join.",
    remedy="assign Managed Identity Operator at the identity, or Network Contributor at the network",
    example="LinkedAuthorizationFailed",
)
OTHER_RESOURCE: Final = Finding(
    "WI610",
    Category.REQUEST,
    Severity.ERROR,
    says="the access token is for another resource, or is no longer good",
    cause="The scope of another service was asked for, or a slash was doubled in it.",
    remedy="ask for the service's own scope: https://vault.azure.net/.default, https://storage.azure.com/.default",
    example="AKV10022: Invalid audience.",
)
OTHER_ISSUING_TENANT: Final = Finding(
    "WI611",
    Link.TENANT,
    Severity.ERROR,
    says="the access token is of another tenant than the resource",
    cause="tenant_id of the vault is written out and is another, or the program is pinned to a tenant.",
    remedy="make tenant_id of the vault, and the annotation, the tenant of the identity",
    example="AKV10032: Invalid issuer.",
)
NO_ACCESS_TOKEN: Final = Finding(
    "WI612",
    Category.REQUEST,
    Severity.ERROR,
    says="the request has no access token",
    cause="The program sent none; or a proxy took the header away.",
    remedy="give the client a credential: DefaultAzureCredential()",
    example="AKV10000: Request is missing a Bearer or PoP token.",
)
NO_OBJECT: Final = Finding(
    "WI701",
    Link.OBJECT,
    Severity.ERROR,
    says="there is no `{found}`; there are: {wanted}",
    cause="A typo, another vault or account, or it was not created yet.",
    remedy="create it, or correct the name in the program",
    example="SecretNotFound",
)
DISABLED_OBJECT: Final = Finding(
    "WI702",
    Link.OBJECT,
    Severity.ERROR,
    says="it is there and disabled, or outside its own dates",
    cause="enabled is false, nbf lies ahead, or exp is past.",
    remedy="az keyvault secret set-attributes --enabled true, or set a new version",
    example="Operation get is not allowed on a disabled secret.",
)

ACCESS: Final = (
    FIREWALL,
    NOT_PUBLIC,
    ENTRA_UNREACHABLE,
    NO_ASSIGNMENT,
    NOT_IN_ROLE,
    OTHER_SCOPE,
    CONDITION,
    DENY_ASSIGNMENT,
    NO_POLICY,
    OTHER_MODEL,
    NO_KEYS,
    LINKED_SCOPE,
    OTHER_RESOURCE,
    OTHER_ISSUING_TENANT,
    NO_ACCESS_TOKEN,
    NO_OBJECT,
    DISABLED_OBJECT,
)
