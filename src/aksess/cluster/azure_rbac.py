"""Azure RBAC for Kubernetes authorization: what a request asks for, as a data action of a managed cluster.

Microsoft Learn, "Use Azure role-based access control for Kubernetes authorization", and Azure/guard,
authz/providers/azure/rbac: reads are ``read``, writes ``write``, and roles are granted at the cluster or a namespace.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from aksess.wire.cluster import AccessQuestion

# Where the authentication configuration puts the object id of a user.
OBJECT_ID: Final = "oid.aksess.io/principal"
_PREFIX: Final = "Microsoft.ContainerService/managedClusters"
_WORDS: Final = {
    "get": "read",
    "list": "read",
    "watch": "read",
    "create": "write",
    "update": "write",
    "patch": "write",
    "delete": "delete",
    "deletecollection": "delete",
    "bind": "bind/action",
    "escalate": "escalate/action",
    "use": "use/action",
    "impersonate": "impersonate/action",
}


class ResourceAttributes(msgspec.Struct, frozen=True):
    """What a request does to resources."""

    verb: str = ""
    group: str = ""
    resource: str = ""
    subresource: str = ""
    namespace: str = ""


class ReviewSpec(msgspec.Struct, frozen=True, rename="camel"):
    """Who asks for what."""

    extra: dict[str, list[str]] = {}
    resource_attributes: ResourceAttributes | None = None


class SubjectAccessReview(msgspec.Struct, frozen=True, rename="camel"):
    """A review as the API server sends it: authorization.k8s.io/v1."""

    api_version: str
    spec: ReviewSpec


def question(review: SubjectAccessReview) -> AccessQuestion | None:
    """What Azure is asked; None where it has no opinion: no user of Entra's, or no resource."""
    found, attributes = review.spec.extra.get(OBJECT_ID), review.spec.resource_attributes
    if not found or attributes is None:
        return None
    return AccessQuestion(found[0], action(attributes), attributes.namespace)


def action(attributes: ResourceAttributes) -> str:
    """The data action, such as ``Microsoft.ContainerService/managedClusters/apps/deployments/write``."""
    what = [attributes.resource]
    word = _WORDS.get(attributes.verb, attributes.verb)
    if (attributes.resource, attributes.subresource) == ("pods", "exec"):
        what, word = ["pods", "exec"], "action"
    parts = [_PREFIX, *([attributes.group] if attributes.group else []), *what, word]
    return "/".join(parts)


def answer(review: SubjectAccessReview, allowed: bool) -> dict[str, Any]:
    """The answer to a review. What Azure does not allow is left to Kubernetes' own RBAC, as on AKS."""
    status = {"allowed": allowed} if allowed else {"allowed": False, "reason": "no Azure role assignment allows it"}
    return {"apiVersion": review.api_version, "kind": "SubjectAccessReview", "status": status}
