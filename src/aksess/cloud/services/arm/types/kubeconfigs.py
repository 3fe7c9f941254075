"""Kubeconfigs as AKS hands them out. Microsoft Learn, "Managed Clusters - List Cluster User Credentials".

A cluster with Microsoft Entra integration gives its users one that runs kubelogin; any other carries a certificate.
"""

from __future__ import annotations

import base64
from importlib import import_module
from typing import Any, Final

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.resources.inventory import Resource

# Microsoft Learn, "Use kubelogin to authenticate in AKS": the server and client applications of AKS.
SERVER: Final = "6dae42f8-4368-4678-94ff-3960e28e3630"
CLIENT: Final = "80faf920-1908-4b52-b5ef-a8e7bedfc67a"


def list_user(call: Call, cluster: Resource) -> Answer:
    """``listClusterUserCredential``."""
    entra = (cluster.properties.get("aadProfile") or {}) != {}
    user = _kubelogin(call) if entra else _with_certificate(cluster, "user")
    return _answer("clusterUser", cluster, user, cluster.name)


def list_admin(call: Call, cluster: Resource) -> Answer:
    """``listClusterAdminCredential``. Raises Fault 400 where local accounts are off."""
    if cluster.properties.get("disableLocalAccounts"):
        raise Fault(
            400,
            "BadRequest",
            "Getting static credential is not allowed because this cluster is set to disable local accounts.",
        )
    entra = (cluster.properties.get("aadProfile") or {}) != {}
    context = f"{cluster.name}-admin" if entra else cluster.name
    return _answer("clusterAdmin", cluster, _with_certificate(cluster, "admin"), context)


def list_monitoring(call: Call, cluster: Resource) -> Answer:
    """``listClusterMonitoringUserCredential``."""
    return _answer("clusterMonitoringUser", cluster, _with_certificate(cluster, "user"), cluster.name)


def _answer(name: str, cluster: Resource, user: dict[str, Any], context: str) -> Answer:
    # Loaded when a kubeconfig is first asked for: most local clouds never are.
    text = import_module("yaml").safe_dump(_kubeconfig(name, cluster, user, context), sort_keys=False)
    return json_answer(200, {"kubeconfigs": [{"name": name, "value": base64.b64encode(text.encode()).decode()}]})


def _kubeconfig(kind: str, cluster: Resource, user: dict[str, Any], context: str) -> dict[str, Any]:
    login = f"{kind}_{cluster.id.split('/')[4]}_{cluster.name}"
    authority = cluster.private["credentials"]["ca"]["certificate"]
    host = cluster.properties.get("fqdn") or cluster.properties["privateFQDN"]
    server = f"https://{host}:443"
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [
            {"name": cluster.name, "cluster": {"certificate-authority-data": _encoded(authority), "server": server}}
        ],
        "contexts": [{"name": context, "context": {"cluster": cluster.name, "user": login}}],
        "current-context": context,
        "preferences": {},
        "users": [{"name": login, "user": user}],
    }


def _with_certificate(cluster: Resource, whose: str) -> dict[str, Any]:
    credentials = cluster.private["credentials"]
    return {
        "client-certificate-data": _encoded(credentials[whose]["certificate"]),
        "client-key-data": _encoded(credentials[whose]["key"]),
        "token": credentials["tokens"][whose],
    }


def _kubelogin(call: Call) -> dict[str, Any]:
    arguments = {
        "--environment": "AzurePublicCloud",
        "--server-id": SERVER,
        "--client-id": CLIENT,
        "--tenant-id": call.cloud.settings.tenant,
        "--login": "devicecode",
    }
    return {
        "exec": {
            "apiVersion": "client.authentication.k8s.io/v1beta1",
            "command": "kubelogin",
            "args": ["get-token", *(part for pair in arguments.items() for part in pair)],
            "env": None,
            "provideClusterInfo": False,
        }
    }


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
