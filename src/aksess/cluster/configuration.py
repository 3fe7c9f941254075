"""The configuration files of the control plane's programs, as JSON, which every reader of YAML takes."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any, Final

from aksess.cluster.azure_rbac import OBJECT_ID
from aksess.cluster.pki import Pki
from aksess.cluster.versions import Version
from aksess.wire.cluster import ClusterPlan, EntraAccess

# Microsoft Learn, "Use kubelogin to authenticate in AKS": AKS's server application in every tenant.
AKS_SERVER: Final = "6dae42f8-4368-4678-94ff-3960e28e3630"
# Kubernetes documentation, "Authenticating", structured authentication configuration: v1 from 1.34 on.
_AUTHENTICATION_V1: Final = Version(1, 34)
# "Authorization", configuring the API server using an authorization config file: v1 from 1.32 on.
_AUTHORIZATION_V1: Final = Version(1, 32)


def egress_selector(socket: Path) -> dict[str, Any]:
    """Every connection of the API server to the cluster asks this Unix socket with CONNECT.

    Kubernetes documentation, "Set up Konnectivity service", ``EgressSelectorConfiguration``.
    """
    proxy = {"proxyProtocol": "HTTPConnect", "transport": {"uds": {"udsName": str(socket)}}}
    return {
        "apiVersion": "apiserver.k8s.io/v1beta1",
        "kind": "EgressSelectorConfiguration",
        # None for etcd, not even a direct one: with it the API server takes a Unix socket for a host name.
        "egressSelections": [{"name": "cluster", "connection": proxy}],
    }


def authentication(entra: EntraAccess, root: str, version: Version) -> dict[str, Any]:
    """Entra's v1.0 and v2.0 tokens for AKS's server application.

    Args:
        entra: the cluster's integration.
        root: PEM of the root certificate that speaks for Entra's host names here.
        version: of the API server.

    Returns:
        An ``AuthenticationConfiguration``. A user is known by ``upn``, a service principal by its object id; groups
        are object ids (Microsoft Learn, "Use Kubernetes RBAC with Microsoft Entra ID").
    """
    group = "v1" if version >= _AUTHENTICATION_V1 else "v1beta1"
    issuers = (
        f"https://sts.windows.net/{entra.tenant_id}/",
        f"https://login.microsoftonline.com/{entra.tenant_id}/v2.0",
    )
    return {
        "apiVersion": f"apiserver.config.k8s.io/{group}",
        "kind": "AuthenticationConfiguration",
        "jwt": [_issuer(each, root) for each in issuers],
    }


def _issuer(url: str, root: str) -> dict[str, Any]:
    return {
        "issuer": {"url": url, "audiences": [AKS_SERVER], "certificateAuthority": root},
        "claimMappings": {
            "username": {"expression": "has(claims.upn) ? claims.upn : claims.oid"},
            "groups": {"expression": "has(claims.groups) ? claims.groups : []"},
            "uid": {"expression": "claims.oid"},
            "extra": [{"key": OBJECT_ID, "valueExpression": "claims.oid"}],
        },
    }


def authorization(webhook: Path, version: Version) -> dict[str, Any]:
    """Node and RBAC, then Azure RBAC for users of Entra's. webhook: kubeconfig of the authorizer."""
    group = "v1" if version >= _AUTHORIZATION_V1 else "v1beta1"
    azure = {
        "timeout": "10s",
        "authorizedTTL": "5s",
        "unauthorizedTTL": "1s",
        "subjectAccessReviewVersion": "v1",
        "matchConditionSubjectAccessReviewVersion": "v1",
        "failurePolicy": "NoOpinion",
        "connectionInfo": {"type": "KubeConfigFile", "kubeConfigFile": str(webhook)},
        "matchConditions": [{"expression": f"has(request.extra) && '{OBJECT_ID}' in request.extra"}],
    }
    return {
        "apiVersion": f"apiserver.config.k8s.io/{group}",
        "kind": "AuthorizationConfiguration",
        "authorizers": [
            {"type": "Node", "name": "node"},
            {"type": "RBAC", "name": "rbac"},
            {"type": "Webhook", "name": "azure", "webhook": azure},
        ],
    }


def kubeconfig(pki: Pki, user: str, server: str) -> dict[str, Any]:
    """A kubeconfig of one of the control plane's own clients. server: URL."""

    def encoded(path: Path) -> str:
        return base64.b64encode(path.read_bytes()).decode()

    cluster = {"server": server, "certificate-authority-data": encoded(pki.authority)}
    login = {
        "client-certificate-data": encoded(pki.certificate(user)),
        "client-key-data": encoded(pki.key(user)),
    }
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "cluster", "cluster": cluster}],
        "users": [{"name": user, "user": login}],
        "contexts": [{"name": user, "context": {"cluster": "cluster", "user": user}}],
        "current-context": user,
    }


def audience(plan: ClusterPlan) -> str:
    """The audience of tokens for the API server itself."""
    return f"https://{plan.hosts[0]}"
