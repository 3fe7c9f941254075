"""The built-in mutating webhook's answer to an ``AdmissionReview``: admission.k8s.io/v1.

What AKS installs where workload identity is enabled is release 1.5 of Azure/azure-workload-identity (AKS release notes
up to 2026-08), so the pods get the token at the path of those releases.
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec

from aksess.cluster.errors import ClusterError
from aksess.inject import Denied, Patched, Profile, ServiceAccount, Settings, inject, service_account_name, sidecar_for

# Kubernetes documentation, "Dynamic Admission Control": a warning is best shorter than this.
LONGEST_WARNING: Final = 256

Json = dict[str, Any]
Accounts = Callable[[str, str], Awaitable[ServiceAccount | None]]


class AdmissionRequest(msgspec.Struct, frozen=True):
    """As much of the request as the webhook reads. object: the pod."""

    uid: str
    namespace: str = ""
    object: Any = None


class AdmissionReview(msgspec.Struct, frozen=True, rename="camel"):
    """A review as the API server sends it."""

    request: AdmissionRequest
    api_version: str = "admission.k8s.io/v1"


def settings_for(tenant_id: str, version: str) -> Settings:
    """What the webhook of a cluster decides for all pods. version: of the API server."""
    return Settings(tenant_id, profile=Profile.LEGACY, sidecar=sidecar_for(version))


async def review(raw: bytes, settings: Settings, accounts: Accounts) -> bytes:
    """The answer to a review.

    Args:
        raw: an ``AdmissionReview`` with a request, as JSON.
        settings: of the webhook.
        accounts: finds a service account by namespace and name; None where there is none. Raises ClusterError.

    Returns:
        An ``AdmissionReview`` with a response, as JSON.

    Raises:
        msgspec.DecodeError: ``raw`` is no AdmissionReview.
    """
    asked = msgspec.json.decode(raw, type=AdmissionReview)
    response = {"uid": asked.request.uid, **await _decide(asked.request, settings, accounts)}
    return msgspec.json.encode({"apiVersion": asked.api_version, "kind": "AdmissionReview", "response": response})


async def _decide(request: AdmissionRequest, settings: Settings, accounts: Accounts) -> Json:
    pod, namespace = request.object, request.namespace
    if not isinstance(pod, dict):
        return _denied(400, "The object of the request is not a pod.")
    try:
        account = await accounts(namespace, service_account_name(pod))
    except ClusterError as error:
        return _denied(500, f"The pod's service account cannot be read: {error}")
    outcome = inject(pod, account, settings, namespace)
    if isinstance(outcome, Denied):
        return _denied(outcome.status, outcome.message)
    return _allowed(outcome)


def _allowed(outcome: Patched) -> Json:
    response: Json = {"allowed": True, "status": {"code": 200}}
    if outcome.patch:
        response["patchType"] = "JSONPatch"
        response["patch"] = base64.b64encode(msgspec.json.encode(outcome.patch)).decode()
    if outcome.warnings:
        response["warnings"] = [str(each)[:LONGEST_WARNING] for each in outcome.warnings]
    return response


def _denied(status: int, message: str) -> Json:
    return {"allowed": False, "status": {"code": status, "message": message}}
