"""WI35x: what Azure refuses to write."""

from __future__ import annotations

from typing import Final

from aksess.chain import Link
from aksess.findings.finding import Category, Finding, Severity

BAD_NAME: Final = Finding(
    "WI351",
    Category.DEPLOYMENT,
    Severity.ERROR,
    says="`{found}` is no name of a federated credential",
    cause="3 to 120 letters, digits, hyphens and underscores, the first a letter or a digit.",
    remedy="rename it",
    example='name = "wi.api"',
)
MISSING_PART: Final = Finding(
    "WI352",
    Category.DEPLOYMENT,
    Severity.ERROR,
    says="a federated credential needs an issuer, a subject and an audience",
    cause="The issuer of a cluster is empty until its OIDC issuer is enabled, and for data sources that are read too "
    "early.",
    remedy="refer to azurerm_kubernetes_cluster.<name>.oidc_issuer_url itself",
    example="issuer = data.azurerm_kubernetes_cluster.aks.oidc_issuer_url",
)
TOO_LONG: Final = Finding(
    "WI353",
    Category.DEPLOYMENT,
    Severity.ERROR,
    says="a part of the federated credential is longer than 600 characters",
    cause="Azure's limit for issuer, subject, audience and description.",
    remedy="shorten it",
    example='subject = "system:serviceaccount:…"   # 601 characters',
)
ONE_AUDIENCE: Final = Finding(
    "WI354",
    Category.DEPLOYMENT,
    Severity.ERROR,
    says="a federated credential has exactly one audience, not {found}",
    cause="The field is a list for historical reasons.",
    remedy='audience = ["api://AzureADTokenExchange"]',
    example="InvalidFederatedIdentityCredentialsAudienceLength",
)
TWIN: Final = Finding(
    "WI355",
    Category.DEPLOYMENT,
    Severity.ERROR,
    says="the federated credential `{found}` of the identity has this issuer and subject already",
    cause="The pair is unique in an identity, whatever the name and the audience.",
    remedy="import the one that is there, or remove it",
    example="Issuer and subject combination already exists for this Managed Identity.",
)
TOO_MANY: Final = Finding(
    "WI356",
    Category.DEPLOYMENT,
    Severity.ERROR,
    says="this would be federated credential number {found} of the identity; 20 is the limit",
    cause="Each cluster and each service account takes one.",
    remedy="spread the workloads over more identities",
    example="for_each = { for pair in setproduct(local.clusters, local.accounts) : … }",
)
CONCURRENT: Final = Finding(
    "WI357",
    Category.DEPLOYMENT,
    Severity.ERROR,
    says="two federated credentials of one identity were written at once",
    cause="Azure takes one write at a time an identity. azurerm keeps to it within one run; two states, azapi and ARM "
    "templates do not.",
    remedy="write them one after another: depends_on, or -parallelism=1",
    example="ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
)
NO_REGION: Final = Finding(
    "WI358",
    Category.DEPLOYMENT,
    Severity.ERROR,
    says="identities in this region cannot have federated credentials",
    cause="A few regions are without the feature. The identity's region need not be the cluster's.",
    remedy="make the identity in another region",
    example="Support for federated identity credentials not enabled.",
)
DEAD_PRINCIPAL: Final = Finding(
    "WI359",
    Link.GRANT,
    Severity.ERROR,
    says="the role is assigned to `{found}`, which the directory does not know",
    cause="A client id in place of the principal id, or a principal that was made moments ago.",
    remedy='principal_id = ….principal_id, with principal_type = "ServicePrincipal"',
    example="principal_id = azurerm_user_assigned_identity.api.client_id",
)
ASSIGNED_ALREADY: Final = Finding(
    "WI360",
    Link.GRANT,
    Severity.NOTE,
    says="the role is assigned already",
    cause="By an apply that did not finish, or by hand.",
    remedy="terraform import the one that is there, or delete it",
    example="RoleAssignmentExists: The role assignment already exists.",
)
NO_ROLE: Final = Finding(
    "WI361",
    Link.GRANT,
    Severity.ERROR,
    says="there is no role definition `{found}`",
    cause="A GUID with a typo, or one that was never Azure's.",
    remedy="name the role: role_definition_name",
    example="RoleDefinitionDoesNotExist",
)
NAME_TAKEN: Final = Finding(
    "WI362",
    Category.DEPLOYMENT,
    Severity.ERROR,
    says="a vault or store of that name is there in deleted state",
    cause="Soft delete keeps it, and its name, for 7 to 90 days.",
    remedy="recover it, purge it where that is allowed, or take another name",
    example="A vault with the same name already exists in deleted state.",
)

DEPLOYMENT: Final = (
    BAD_NAME,
    MISSING_PART,
    TOO_LONG,
    ONE_AUDIENCE,
    TWIN,
    TOO_MANY,
    CONCURRENT,
    NO_REGION,
    DEAD_PRINCIPAL,
    ASSIGNED_ALREADY,
    NO_ROLE,
    NAME_TAKEN,
)
