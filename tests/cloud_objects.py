"""Objects of a cloud as ARM writes them, for tests that are not about ARM."""

from __future__ import annotations

from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.directory import CREDENTIAL_TYPE, Kind, Principal
from aksess.cloud.resources.inventory import Resource

GROUP = "widemo"


def group_id(cloud: Cloud) -> str:
    """The ARM id of the resource group that these objects are in."""
    return f"/subscriptions/{cloud.settings.subscription}/resourceGroups/{GROUP}"


def put_cluster(cloud: Cloud, name: str = "widemo-aks", region: str = "westeurope", **properties: object) -> Resource:
    """A cluster with an issuer."""
    cluster_id = f"{group_id(cloud)}/providers/Microsoft.ContainerService/managedClusters/{name}"
    with cloud.store.transaction():
        issuer = cloud.cluster_issuers.create(region, cluster_id)
        profile = {"oidcIssuerProfile": {"enabled": True, "issuerURL": issuer.url}}
        cluster = Resource(
            cluster_id, name, "Microsoft.ContainerService/managedClusters", region, properties={**profile, **properties}
        )
        cloud.inventory.put(cluster)
    return cluster


def put_identity(cloud: Cloud, name: str = "wi-api") -> Principal:
    """A user-assigned managed identity."""
    identity_id = f"{group_id(cloud)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}"
    principal = Principal(
        cloud.random_source.uuid(),
        Kind.MANAGED_IDENTITY,
        name,
        app_id=cloud.random_source.uuid(),
        resource_id=identity_id,
    )
    facts = {"principalId": principal.object_id, "clientId": principal.app_id, "tenantId": cloud.settings.tenant}
    with cloud.store.transaction():
        cloud.directory.put(principal)
        cloud.inventory.put(
            Resource(
                identity_id, name, "Microsoft.ManagedIdentity/userAssignedIdentities", "westeurope", properties=facts
            )
        )
    return principal


def put_credential(
    cloud: Cloud, identity: Principal, issuer: str, subject: str, name: str = "pod", audience: str = ""
) -> Resource:
    """A federated credential of a managed identity."""
    credential = Resource(
        f"{identity.resource_id}/federatedIdentityCredentials/{name}",
        name,
        CREDENTIAL_TYPE,
        properties={"issuer": issuer, "subject": subject, "audiences": [audience or "api://AzureADTokenExchange"]},
    )
    with cloud.store.transaction():
        cloud.inventory.put(credential)
    return credential


def issuer_of(cloud: Cloud, cluster: Resource) -> str:
    """The issuer URL of a cluster."""
    issuer = cloud.cluster_issuers.of_cluster(cluster.id)
    assert issuer is not None
    return issuer.url
