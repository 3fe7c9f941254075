"""WI30x to WI32x: what Entra compares."""

from __future__ import annotations

from typing import Final

from aksess.chain import Link
from aksess.findings.finding import Finding, Severity

NO_CREDENTIAL: Final = Finding(
    "WI301",
    Link.CREDENTIAL,
    Severity.ERROR,
    says="the identity has no federated credential",
    cause="It sits on another identity than the one that the service account names, was deleted, or was written "
    "moments ago: a new one takes from seconds to minutes.",
    remedy="create one on the identity whose client id is annotated: issuer of the cluster, subject of the service "
    "account, audience api://AzureADTokenExchange",
    example="AADSTS70025: The client '…' has no configured federated identity credentials.",
)
OTHER_ISSUER: Final = Finding(
    "WI302",
    Link.ISSUER,
    Severity.ERROR,
    says="no federated credential trusts the issuer `{found}`; trusted: {wanted}",
    cause="The credential was made for another cluster, or the cluster was made anew: its issuer is another one then.",
    remedy="set the credential's issuer to the cluster's: oidc_issuer_url in Terraform, "
    "az aks show --query oidcIssuerProfile.issuerUrl",
    example='issuer = "https://westeurope.oic.prod-aks.azure.com/<tenant>/<an older cluster>/"',
)
ISSUER_SLASH: Final = Finding(
    "WI303",
    Link.ISSUER,
    Severity.ERROR,
    says="the issuers differ by a trailing slash: the token says `{found}`, the credential `{candidate}`",
    cause="The slash at the end of an AKS issuer is part of it. Some tools, and trimsuffix, take it away.",
    remedy="make the credential's issuer `{found}`, to the last byte",
    example='issuer = trimsuffix(azurerm_kubernetes_cluster.aks.oidc_issuer_url, "/")',
)
ISSUER_NEAR: Final = Finding(
    "WI304",
    Link.ISSUER,
    Severity.ERROR,
    says="the issuers differ in case or white space alone: the token says `{found}`, the credential `{candidate}`",
    cause="Entra compares them byte for byte; a heredoc or a file ends with a line feed.",
    remedy="make the credential's issuer `{found}`; trimspace(…) where it comes from a file",
    example='issuer = file("issuer.txt")',
)
OTHER_SUBJECT: Final = Finding(
    "WI305",
    Link.SUBJECT,
    Severity.ERROR,
    says="no federated credential for this issuer has the subject `{found}`; there are: {wanted}",
    cause="The pod runs as another service account or in another namespace than the credential names. Operators "
    "(External Secrets, KEDA, Flux) sign in as their own service account.",
    remedy="set the pod's serviceAccountName, or the credential's subject, so that both are `{candidate}`",
    example="spec:\n  serviceAccountName: default",
)
SUBJECT_CASE: Final = Finding(
    "WI306",
    Link.SUBJECT,
    Severity.ERROR,
    says="the subjects differ in case alone: the token says `{found}`, the credential `{candidate}`",
    cause="Entra compares with case since 2024.",
    remedy="make the credential's subject `{found}`",
    example='subject = "system:serviceaccount:WiDemo:wi-demo-sa"',
)
SUBJECT_SPACE: Final = Finding(
    "WI307",
    Link.SUBJECT,
    Severity.ERROR,
    says="the subjects differ by white space or a slash at the end: the token says `{found}`",
    cause="Entra compares them byte for byte; a heredoc or a file ends with a line feed.",
    remedy="make the credential's subject `{found}`",
    example="subject = <<-EOT\n  system:serviceaccount:widemo:wi-demo-sa\nEOT",
)
OTHER_AUDIENCE: Final = Finding(
    "WI308",
    Link.AUDIENCE,
    Severity.ERROR,
    says="the token is for `{found}`, and the credential wants {wanted}",
    cause="The program sent the pod's ordinary token (for the API server), one for an identity binding, or the cloud "
    "is a sovereign one with an audience of its own.",
    remedy="send the file that AZURE_FEDERATED_TOKEN_FILE names, and make the credential's audience that of the cloud",
    example='audience = ["api://AzureADTokenExchangeChina"]   # in the public cloud',
)
SEVERAL_AUDIENCES: Final = Finding(
    "WI309",
    Link.AUDIENCE,
    Severity.ERROR,
    says="the token is for several readers: `{found}`; Entra takes one that is for one",
    cause="The token was asked for with more than one audience.",
    remedy="ask for a token of its own with the audience {candidate}",
    example='"aud": ["api://AzureADTokenExchange", "https://kubernetes.default.svc"]',
)
NO_MATCH: Final = Finding(
    "WI310",
    Link.SUBJECT,
    Severity.ERROR,
    says="no federated credential matches the token",
    cause="The code of before 2024 for a difference in issuer, subject or audience; Entra's text names all three. Just "
    "after a credential is written it passes by itself.",
    remedy="compare the three values of the error with the credential's, byte for byte",
    example="AADSTS70021: No matching federated identity record found for presented assertion.",
)
WILDCARD: Final = Finding(
    "WI311",
    Link.SUBJECT,
    Severity.ERROR,
    says="a federated credential has a wildcard in its subject: {wanted}; the token says `{found}`",
    cause="The credentials of managed identities know no wildcards: a star is a star.",
    remedy="make a credential for each service account, 20 at most an identity",
    example='subject = "system:serviceaccount:widemo:*"',
)
PRIVATE_ISSUER: Final = Finding(
    "WI312",
    Link.ISSUER,
    Severity.ERROR,
    says="the cluster signs with a private issuer, `{found}`",
    cause="Its API server has no public --service-account-issuer (kind, kubeadm), or its OIDC issuer is not enabled.",
    remedy="az aks update --enable-oidc-issuer; elsewhere, set --service-account-issuer to a public address",
    example="Assertion Issuer: 'https://kubernetes.default.svc.cluster.local'",
)
EXPRESSION: Final = Finding(
    "WI313",
    Link.SUBJECT,
    Severity.ERROR,
    says="the expression of a flexible federated credential does not match the token",
    cause="claimsMatchingExpression is for applications and for GitHub, GitLab and Terraform Cloud, not for clusters.",
    remedy="give the credential an exact subject",
    example="claims['sub'] matches 'system:serviceaccount:widemo:*'",
)
MANAGED_SUBJECT: Final = Finding(
    "WI314",
    Link.SUBJECT,
    Severity.ERROR,
    says="the subject of the credential is not the one that Entra names in its error",
    cause="Where a managed identity vouches for an application, the subject is its principal id, not its client id.",
    remedy="copy the subject from the error into the credential",
    example="subject = azurerm_user_assigned_identity.api.client_id",
)
ENTRA_ISSUER: Final = Finding(
    "WI315",
    Link.ISSUER,
    Severity.ERROR,
    says="a token of Entra itself is no assertion for this credential",
    cause="Only a managed identity of the same tenant may vouch for an application, through the issuer …/v2.0.",
    remedy="federate with the cluster's issuer; for an application, see the rules of managed identities as credentials",
    example='issuer = "https://login.microsoftonline.com/<tenant>/v2.0"',
)
CHAINED: Final = Finding(
    "WI316",
    Link.ISSUER,
    Severity.ERROR,
    says="the assertion was itself got with a federated credential",
    cause="A service account's token was exchanged for an identity's, and that one sent on for an application.",
    remedy="federate the service account with the application itself",
    example="AADSTS700231: Token obtained using another federated identity credential may not be used",
)
TWO_CREDENTIALS: Final = Finding(
    "WI317",
    Link.SUBJECT,
    Severity.ERROR,
    says="two federated credentials of the application have the same subject",
    cause="One for each form of Entra's issuer, v1 and v2.",
    remedy="keep the one whose issuer ends with /v2.0",
    example="AADSTS700263",
)

FEDERATION: Final = (
    NO_CREDENTIAL,
    OTHER_ISSUER,
    ISSUER_SLASH,
    ISSUER_NEAR,
    OTHER_SUBJECT,
    SUBJECT_CASE,
    SUBJECT_SPACE,
    OTHER_AUDIENCE,
    SEVERAL_AUDIENCES,
    NO_MATCH,
    WILDCARD,
    PRIVATE_ISSUER,
    EXPRESSION,
    MANAGED_SUBJECT,
    ENTRA_ISSUER,
    CHAINED,
    TWO_CREDENTIALS,
)
