"""The objects that AKS puts into a cluster and that are looked for there, as server-side apply takes them.

Names: Azure/azure-workload-identity 1.5, its chart, installed in kube-system; Microsoft Learn, "Use Kubernetes RBAC
with Microsoft Entra ID".
"""

from __future__ import annotations

import asyncio
import base64
from contextlib import suppress
from typing import Any, Final

import msgspec

from aksess.chain.annotations import USE
from aksess.cluster.api import Api
from aksess.cluster.errors import NotFound
from aksess.cluster.ingress_rules import CLASS as INGRESS_CLASS
from aksess.wire.cluster import ClusterPlan, EntraAccess

# How often an object is tried whose namespace is not there yet, and seconds between.
TRIES: Final = 100
PAUSE: Final = 0.05

Json = dict[str, Any]

WEBHOOK_SERVICE: Final = "kube-system/azure-wi-webhook-webhook-service"
WEBHOOK_SYSTEM: Final = {"azure-workload-identity.io/system": "true"}
_SERVICES: Final = "/api/v1/namespaces/kube-system/services"
_WEBHOOKS: Final = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations"
_POLICIES: Final = "/apis/admissionregistration.k8s.io/v1"
_BINDINGS: Final = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings"
_CLASSES: Final = "/apis/networking.k8s.io/v1/ingressclasses"
_WEBHOOK: Final = "azure-wi-webhook-mutating-webhook-configuration"
_HINTS: Final = "aksess-workload-identity-label"


async def install(api: Api, plan: ClusterPlan) -> None:
    """Make the cluster have those objects, and not those of features that are off. Raises ApiError, ApiGone."""
    for path in unwanted(plan):
        with suppress(NotFound):
            await api.delete(path)
    for path, content in wanted(plan).items():
        await _applied(api, path, content)


async def _applied(api: Api, path: str, content: Json) -> None:
    for _ in range(TRIES):
        try:
            await api.apply(path, content)
            return
        except NotFound:
            # The API server makes its own namespaces a moment after it is ready.
            await asyncio.sleep(PAUSE)
    await api.apply(path, content)


def wanted(plan: ClusterPlan) -> dict[str, Json]:
    """The objects that a cluster has, by path."""
    objects = {f"{_SERVICES}/kube-dns": _dns(plan)}
    if plan.workload_identity:
        objects |= {
            f"{_SERVICES}/azure-wi-webhook-webhook-service": _webhook_service(),
            f"{_WEBHOOKS}/{_WEBHOOK}": _webhook(plan),
            f"{_POLICIES}/validatingadmissionpolicies/{_HINTS}": _label_policy(),
            f"{_POLICIES}/validatingadmissionpolicybindings/{_HINTS}": _label_binding(),
        }
    if plan.ingress_gateway:
        objects[f"{_CLASSES}/{INGRESS_CLASS}"] = _ingress_class()
    if plan.entra is not None and plan.entra.admin_groups:
        objects[f"{_BINDINGS}/aks-cluster-admin-binding-aad"] = _administrators(plan.entra)
    return objects


def unwanted(plan: ClusterPlan) -> list[str]:
    """Paths of what such a cluster no longer has."""
    every = wanted(_with_everything(plan))
    return [path for path in every if path not in wanted(plan)]


def _with_everything(plan: ClusterPlan) -> ClusterPlan:
    return msgspec.structs.replace(plan, workload_identity=True, ingress_gateway=True, entra=EntraAccess("", ["group"]))


def _dns(plan: ClusterPlan) -> Json:
    # The node's pods are given their names by the runtime; the Service is what charts and manifests look for.
    ports = [{"name": "dns", "port": 53, "protocol": "UDP"}, {"name": "dns-tcp", "port": 53, "protocol": "TCP"}]
    labels = {"k8s-app": "kube-dns", "kubernetes.io/name": "CoreDNS"}
    return _object("v1", "Service", "kube-dns", "kube-system", labels) | {
        "spec": {"clusterIP": plan.dns_service_ip, "ports": ports}
    }


def _webhook_service() -> Json:
    made = _object("v1", "Service", "azure-wi-webhook-webhook-service", "kube-system", WEBHOOK_SYSTEM)
    return made | {"spec": {"ports": [{"port": 443, "targetPort": 9443, "protocol": "TCP"}]}}


def _webhook(plan: ClusterPlan) -> Json:
    service = {
        "name": "azure-wi-webhook-webhook-service",
        "namespace": "kube-system",
        "path": "/mutate-v1-pod",
        "port": 443,
    }
    authority = base64.b64encode(plan.authority.certificate.encode()).decode()
    hook = {
        "name": "mutation.azure-workload-identity.io",
        "admissionReviewVersions": ["v1"],
        "clientConfig": {"service": service, "caBundle": authority},
        "failurePolicy": "Fail",
        "matchPolicy": "Equivalent",
        "reinvocationPolicy": "IfNeeded",
        "sideEffects": "None",
        "objectSelector": {"matchLabels": {USE: "true"}},
        "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["pods"]}],
    }
    group = "admissionregistration.k8s.io/v1"
    return _object(group, "MutatingWebhookConfiguration", _WEBHOOK, "", WEBHOOK_SYSTEM) | {"webhooks": [hook]}


def _label_policy() -> Json:
    """Warns of the label on an object that is no pod: the webhook never sees it there, and nothing is injected."""
    workloads = ["deployments", "statefulsets", "daemonsets", "replicasets"]
    rules = [
        _rule("apps", workloads),
        _rule("batch", ["jobs", "cronjobs"]),
        _rule("", ["serviceaccounts"]),
    ]
    template = "object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template : object.spec.template"
    labelled = f"has(object.metadata.labels) && '{USE}' in object.metadata.labels"
    inner = f"has(variables.template.metadata.labels) && '{USE}' in variables.template.metadata.labels"
    validations = [
        {
            "expression": f"!({labelled}) || (object.kind != 'ServiceAccount' && has(variables.template.metadata) "
            f"&& {inner})",
            "messageExpression": f"'the label {USE} counts on pods alone: put it under ' + "
            "(object.kind == 'ServiceAccount' ? 'metadata.labels of the pod' : object.kind == 'CronJob' ? "
            "'spec.jobTemplate.spec.template.metadata.labels' : 'spec.template.metadata.labels')",
        }
    ]
    return _object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", _HINTS, "", {}) | {
        "spec": {
            "failurePolicy": "Ignore",
            "matchConstraints": {"resourceRules": rules},
            "variables": [{"name": "template", "expression": template}],
            "validations": validations,
        }
    }


def _label_binding() -> Json:
    return _object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", _HINTS, "", {}) | {
        "spec": {"policyName": _HINTS, "validationActions": ["Warn"]}
    }


def _rule(group: str, resources: list[str]) -> Json:
    return {"apiGroups": [group], "apiVersions": ["*"], "operations": ["CREATE", "UPDATE"], "resources": resources}


def _ingress_class() -> Json:
    """Microsoft Learn, "What is Application Gateway Ingress Controller": the class that the add-on brings."""
    made = _object("networking.k8s.io/v1", "IngressClass", INGRESS_CLASS, "", {})
    return made | {"spec": {"controller": "azure/application-gateway"}}


def _administrators(entra: EntraAccess) -> Json:
    api = "rbac.authorization.k8s.io"
    role = {"apiGroup": api, "kind": "ClusterRole", "name": "cluster-admin"}
    subjects = [{"apiGroup": api, "kind": "Group", "name": each} for each in entra.admin_groups]
    made = _object(f"{api}/v1", "ClusterRoleBinding", "aks-cluster-admin-binding-aad", "", {})
    return made | {"roleRef": role, "subjects": subjects}


def _object(version: str, kind: str, name: str, namespace: str, labels: dict[str, str]) -> Json:
    metadata: Json = {"name": name}
    if namespace:
        metadata["namespace"] = namespace
    if labels:
        metadata["labels"] = labels
    return {"apiVersion": version, "kind": kind, "metadata": metadata}
