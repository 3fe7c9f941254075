"""WI4xx: the token that the pod presents."""

from __future__ import annotations

from typing import Final

from aksess.chain import Link
from aksess.findings.finding import Category, Finding, Severity

KEY_NOT_PUBLISHED: Final = Finding(
    "WI401",
    Link.KEY,
    Severity.ERROR,
    says="the token is signed with key `{found}`, which its issuer does not publish; published: {wanted}",
    cause="The signing keys were rotated and the pod still sends an older token, or Entra still has the older list: "
    "that takes up to half an hour. A self-managed issuer was not published again.",
    remedy="recreate the pod for a new token; where the key is new, wait and try again",
    example="az aks oidc-issuer rotate-signing-keys, twice, while a pod keeps its first token",
)
BAD_SIGNATURE: Final = Finding(
    "WI402",
    Link.SIGNATURE,
    Severity.ERROR,
    says="the token's signature is not that of its key",
    cause="Two clusters publish under one issuer, the token was changed, or a key was replaced under its id.",
    remedy="publish the key that the API server signs with",
    example="AADSTS7000274: Client assertion contains an invalid signature.",
)
EXPIRED: Final = Finding(
    "WI403",
    Link.LIFETIME,
    Severity.ERROR,
    says="the token is out of time: {found}",
    cause="The program read the file once and kept it; the kubelet renews the file, not the program's memory. Or the "
    "node's clock is wrong.",
    remedy="read AZURE_FEDERATED_TOKEN_FILE for each sign-in, as the Azure libraries do",
    example="ClientAssertionCredential(tenant, client, lambda: TOKEN)   # TOKEN read at start",
)
NOT_YET: Final = Finding(
    "WI404",
    Link.LIFETIME,
    Severity.ERROR,
    says="the token is not in force yet: {found}",
    cause="The clock of the API server, or that of the reader, is wrong.",
    remedy="set the clocks: NTP on the control plane's nodes",
    example="AADSTS700024: Client assertion is not within its valid time range.",
)
LIVES_TOO_LONG: Final = Finding(
    "WI405",
    Link.LIFETIME,
    Severity.ERROR,
    says="the token lives too long: {found}, expected {wanted}",
    cause="The program sent the pod's ordinary token, which lives a year, or one from kubectl create token --duration.",
    remedy="send the file that AZURE_FEDERATED_TOKEN_FILE names",
    example="AZURE_FEDERATED_TOKEN_FILE=/var/run/secrets/kubernetes.io/serviceaccount/token",
)
NO_JWT: Final = Finding(
    "WI406",
    Link.SIGNATURE,
    Severity.ERROR,
    says="what the program sent is no token",
    cause="The file's path was sent in place of its content, or the content was cut or wrapped.",
    remedy="send the content of the file, with no line feed",
    example="client_assertion=/var/run/secrets/azure/tokens/azure-identity-token",
)
BAD_TYPE: Final = Finding(
    "WI407",
    Link.SIGNATURE,
    Severity.ERROR,
    says="the token's header names a type that is not JWT",
    cause="The issuer makes access tokens (at+jwt), not assertions.",
    remedy="have the issuer write typ: JWT, or none",
    example='{"alg": "RS256", "typ": "at+jwt"}',
)
BAD_ALGORITHM: Final = Finding(
    "WI408",
    Link.SIGNATURE,
    Severity.ERROR,
    says="the token is signed with an algorithm that Entra does not take",
    cause="The API server's key is an elliptic one; Entra wants RS256.",
    remedy="give the API server an RSA key: --service-account-signing-key-file",
    example='{"alg": "ES384", "kid": "…"}',
)
NO_KID: Final = Finding(
    "WI409",
    Link.KEY,
    Severity.ERROR,
    says="the token does not say which key signed it",
    cause="Its header has no kid.",
    remedy="have the issuer write kid",
    example='{"alg": "RS256"}',
)
CLAIM_MISSING: Final = Finding(
    "WI410",
    Link.SUBJECT,
    Severity.ERROR,
    says="the token lacks a claim that is needed: iss, sub or aud",
    cause="It is a token of something else than a service account.",
    remedy="send the file that AZURE_FEDERATED_TOKEN_FILE names",
    example="AADSTS90014: The required field 'iss' is missing from the credential.",
)
ISSUER_UNREACHABLE: Final = Finding(
    "WI411",
    Link.KEY,
    Severity.ERROR,
    says="Entra cannot read the issuer's documents",
    cause="The discovery document or its key list is private, behind a firewall or an unknown certificate "
    "authority, or not well formed.",
    remedy="curl <issuer>/.well-known/openid-configuration from outside; for AKS, az aks update reconciles it",
    example="AADSTS501661: Request to External OIDC endpoint failed.",
)
KEYS_UNREADABLE: Final = Finding(
    "WI412",
    Link.KEY,
    Severity.ERROR,
    says="Entra cannot read the issuer's key list",
    cause="What jwks_uri answers is no JSON Web Key Set.",
    remedy="publish the output of the API server's /openid/v1/jwks as it is",
    example="AADSTS900612: Failed to parse provider signing keys.",
)
OTHER_ASSERTION: Final = Finding(
    "WI413",
    Link.SIGNATURE,
    Severity.ERROR,
    says="Entra took the assertion for one that is signed with a certificate",
    cause="Its issuer is a client id, so that it was not looked for among the federated credentials.",
    remedy="send the file that AZURE_FEDERATED_TOKEN_FILE names, or register the certificate",
    example="AADSTS700027: Client assertion contains an invalid signature.",
)
NO_ASSERTION: Final = Finding(
    "WI414",
    Category.REQUEST,
    Severity.ERROR,
    says="the program signed in with no credential at all",
    cause="The token's file was empty, or its path wrong.",
    remedy="read AZURE_FEDERATED_TOKEN_FILE, and recreate the pod with its label",
    example="AADSTS7000218: The request body must contain … 'client_assertion' or 'client_secret'.",
)
PUBLIC_CLIENT: Final = Finding(
    "WI415",
    Category.REQUEST,
    Severity.ERROR,
    says="the application is a public client, which proves nothing",
    cause="allowPublicClient is set in its registration.",
    remedy="use a user-assigned identity, or a registration that is no public client",
    example="AADSTS700025",
)

TOKENS: Final = (
    KEY_NOT_PUBLISHED,
    BAD_SIGNATURE,
    EXPIRED,
    NOT_YET,
    LIVES_TOO_LONG,
    NO_JWT,
    BAD_TYPE,
    BAD_ALGORITHM,
    NO_KID,
    CLAIM_MISSING,
    ISSUER_UNREACHABLE,
    KEYS_UNREADABLE,
    OTHER_ASSERTION,
    NO_ASSERTION,
    PUBLIC_CLIENT,
)
