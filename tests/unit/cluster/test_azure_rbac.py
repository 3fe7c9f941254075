"""What a request asks for, as a data action of a managed cluster."""

from typing import Any

import msgspec
import pytest

from aksess.cluster.azure_rbac import OBJECT_ID, SubjectAccessReview, answer, question
from aksess.wire.cluster import AccessQuestion

PREFIX = "Microsoft.ContainerService/managedClusters"


def review(extra: dict[str, list[str]] | None = None, **attributes: str) -> SubjectAccessReview:
    spec: dict[str, Any] = {"user": "somebody", "extra": {OBJECT_ID: ["oid"]} if extra is None else extra}
    if attributes:
        spec["resourceAttributes"] = attributes
    else:
        spec["nonResourceAttributes"] = {"path": "/healthz", "verb": "get"}
    raw = {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec": spec}
    return msgspec.convert(raw, SubjectAccessReview)


@pytest.mark.parametrize(
    ("attributes", "action"),
    [
        ({"verb": "list", "resource": "pods"}, "pods/read"),
        ({"verb": "patch", "group": "apps", "resource": "deployments"}, "apps/deployments/write"),
        ({"verb": "deletecollection", "resource": "secrets"}, "secrets/delete"),
        ({"verb": "create", "resource": "pods", "subresource": "exec"}, "pods/exec/action"),
        ({"verb": "get", "resource": "pods", "subresource": "log"}, "pods/read"),
        (
            {"verb": "bind", "group": "rbac.authorization.k8s.io", "resource": "clusterroles"},
            "rbac.authorization.k8s.io/clusterroles/bind/action",
        ),
    ],
)
def test_a_verb_on_a_resource_is_a_data_action(attributes: dict[str, str], action: str) -> None:
    """As Azure/guard names it."""
    assert AccessQuestion("oid", f"{PREFIX}/{action}", "widemo") == question(
        review(None, namespace="widemo", **attributes)
    )


def test_there_is_no_opinion_on_who_is_not_entras_or_on_what_is_no_resource() -> None:
    """Service accounts and certificates are Kubernetes' own; discovery is open to everybody who is signed in."""
    assert question(review(extra={}, verb="get", resource="pods")) is None
    assert question(review()) is None


def test_what_azure_does_not_allow_is_not_denied_for_good() -> None:
    """`denied` would overrule Kubernetes' own RBAC."""
    assert {"allowed": True} == answer(review(), True)["status"]
    refused = answer(review(), False)["status"]
    assert not refused["allowed"]
    assert "denied" not in refused
