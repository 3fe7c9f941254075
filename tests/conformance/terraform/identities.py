"""Principals that Terraform signs in as, made the way a user would make them."""

from __future__ import annotations

from dataclasses import dataclass

from aksess.chain import Subject
from aksess.cloud.oidc.cluster_issuers import Projection
from aksess.testing import LocalAzure
from tests.conformance.terraform.client import Client

IDENTITIES = "2023-01-31"
CLUSTERS = "2024-09-01"
SUBJECT = Subject.of("widemo", "deployer")


@dataclass(frozen=True, slots=True)
class Identity:
    """A managed identity. client_id, object_id: GUIDs; id: of its resource."""

    id: str
    client_id: str
    object_id: str


def identity(operator: Client, group: str, name: str = "deployer") -> Identity:
    """A new user-assigned identity, with no role."""
    found = operator.put(
        f"{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}",
        IDENTITIES,
        {"location": "westeurope"},
    )
    return Identity(found["id"], found["properties"]["clientId"], found["properties"]["principalId"])


def issuer(operator: Client, group: str) -> str:
    """The issuer of a new AKS cluster."""
    shown = operator.put(
        f"{group}/providers/Microsoft.ContainerService/managedClusters/aks",
        CLUSTERS,
        {
            "location": "westeurope",
            "identity": {"type": "SystemAssigned"},
            "properties": {
                "dnsPrefix": "aks",
                "agentPoolProfiles": [
                    {"name": "system", "mode": "System", "count": 1, "vmSize": "Standard_B2s", "osType": "Linux"}
                ],
                "oidcIssuerProfile": {"enabled": True},
                "securityProfile": {"workloadIdentity": {"enabled": True}},
            },
        },
    )
    return str(shown["properties"]["oidcIssuerProfile"]["issuerURL"])


def federate(operator: Client, parent: Identity, issuer: str, subject: Subject = SUBJECT) -> None:
    """Let a service account of a cluster speak for an identity."""
    operator.put(
        f"{parent.id}/federatedIdentityCredentials/aks",
        IDENTITIES,
        {"properties": {"issuer": issuer, "subject": str(subject), "audiences": ["api://AzureADTokenExchange"]}},
    )


def projected(azure: LocalAzure, issuer: str) -> str:
    """The token that a pod with the service account ``SUBJECT`` would find in its file."""
    found = azure.cloud.cluster_issuers.get(issuer)
    assert found is not None
    return azure.cloud.cluster_issuers.sign(found, Projection(SUBJECT, "api://AzureADTokenExchange", 3600))
