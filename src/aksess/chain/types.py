"""The nouns of workload identity, as types.

What is compared byte for byte stays ``str``: the aliases name it and change nothing about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

IssuerUrl: TypeAlias = str
"""An OIDC issuer, ``https://westeurope.oic.prod-aks.azure.com/<tenant>/<uuid>/``; a last slash is part of it."""

Audience: TypeAlias = str
TenantId: TypeAlias = str
ClientId: TypeAlias = str
"""The application (client) id of an identity: what a service account's annotation holds."""

PrincipalId: TypeAlias = str
"""The object id of a service principal: what a role assignment names. Never equal to the client id."""

PUBLIC_AUDIENCE: Final[Audience] = "api://AzureADTokenExchange"
# Microsoft Learn, "Important considerations and restrictions for federated identity credentials".
GOVERNMENT_AUDIENCE: Final[Audience] = "api://AzureADTokenExchangeUSGov"
CHINA_AUDIENCE: Final[Audience] = "api://AzureADTokenExchangeChina"
# Microsoft Learn, "Identity bindings": a token for the cluster's proxy, which Entra itself refuses.
BINDING_AUDIENCE: Final[Audience] = "api://AKSIdentityBinding"

_PREFIX: Final = "system:serviceaccount:"


@dataclass(frozen=True, slots=True)
class Subject:
    """A service account, as the ``sub`` claim of its tokens names it."""

    namespace: str
    service_account: str

    @classmethod
    def of(cls, namespace: str, service_account: str) -> Subject:
        """The subject of ``namespace/service_account``."""
        return cls(namespace, service_account)

    @classmethod
    def parse(cls, text: str) -> Subject | None:
        """The subject that a claim or a federated credential spells; None where it spells something else."""
        if not text.startswith(_PREFIX):
            return None
        namespace, colon, name = text.removeprefix(_PREFIX).partition(":")
        if not (namespace and colon and name) or ":" in name:
            return None
        return cls(namespace, name)

    def __str__(self) -> str:
        return f"{_PREFIX}{self.namespace}:{self.service_account}"


@dataclass(frozen=True, slots=True)
class FederatedCredential:
    """Whom an identity lets speak for it. Every part is compared byte for byte, with no wildcard."""

    name: str
    issuer: IssuerUrl
    subject: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Identity:
    """A user-assigned managed identity or an application. resource_id: ARM id, empty for an application."""

    name: str
    client_id: ClientId
    principal_id: PrincipalId
    tenant_id: TenantId
    resource_id: str = ""


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a service account's token claims: ``iss``, ``sub`` and ``aud``, a single audience as one of one."""

    issuer: IssuerUrl
    subject: str
    audiences: tuple[Audience, ...]
