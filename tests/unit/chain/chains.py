"""A chain that holds, for tests to break one link of."""

from __future__ import annotations

from aksess.chain import (
    PUBLIC_AUDIENCE,
    Evidence,
    FederatedCredential,
    Identity,
    KeyUse,
    Lifetime,
    NetworkCheck,
    Permissions,
    RoleAssignment,
    RoleDefinition,
    RoleQuestion,
    Scope,
    SignatureCheck,
    Sought,
    Subject,
)

ISSUER = "https://westeurope.oic.prod-aks.azure.com/7d0f/2a5c/"
ACCOUNT = Subject.of("widemo", "wi-demo-sa")
IDENTITY = Identity("wi-api", "c11e", "0b1e", "7d0f", "/subscriptions/5f0d/resourceGroups/widemo/x/wi-api")
CREDENTIAL = FederatedCredential("widemo-aks", ISSUER, str(ACCOUNT), PUBLIC_AUDIENCE)
VAULT = Scope("/subscriptions/5f0d/resourceGroups/widemo/providers/Microsoft.KeyVault/vaults/widemo-kv")
GET = "Microsoft.KeyVault/vaults/secrets/getSecret/action"
ROLE = RoleDefinition("4633", "Key Vault Secrets User", "", (Permissions(data_actions=(GET,)),))
ASSIGNMENT = RoleAssignment("a1", IDENTITY.principal_id, ROLE, VAULT)
QUESTION = RoleQuestion(frozenset({IDENTITY.principal_id}), GET, VAULT, (ASSIGNMENT,), data=True)
TIMES = Lifetime(1_000_000, 1_000_000, 1_003_600, 1_000_100)

WHOLE = Evidence(
    label="true",
    service_account=ACCOUNT,
    service_accounts=(ACCOUNT, Subject.of("widemo", "default")),
    client_id=IDENTITY.client_id,
    identities=(IDENTITY,),
    tenant=IDENTITY.tenant_id,
    credentials=(CREDENTIAL,),
    issuer=ISSUER,
    audiences=(PUBLIC_AUDIENCE,),
    key=KeyUse("k2", ("k1", "k2")),
    signature=SignatureCheck("k2", good=True),
    lifetime=TIMES,
    network=NetworkCheck("10.0.0.4", admitted=True),
    grant=QUESTION,
    sought=Sought("my-secret", ("my-secret",)),
)
