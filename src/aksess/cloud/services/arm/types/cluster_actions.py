"""What is done to a cluster beside writing it. Each has ended when it is answered."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.async_operations import polled
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.types.cluster_keys import make_keys


def rotate_signing_keys(call: Call, cluster: Resource) -> Answer:
    """``rotateServiceAccountSigningKeys``: the issuer signs with a new key and publishes both for a day."""
    issuer = call.cloud.cluster_issuers.of_cluster(cluster.id)
    if issuer is None:
        raise bad_request(
            "OperationNotAllowed", "Service account signing keys can be rotated only where the OIDC issuer is enabled."
        )
    call.cloud.cluster_issuers.rotate(issuer)
    return _accepted(call, cluster)


def rotate_certificates(call: Call, cluster: Resource) -> Answer:
    """``rotateClusterCertificates``: a new authority; kubeconfigs from before are refused."""
    cluster.private["credentials"] = make_keys(call.cloud.random_source, call.now)
    call.cloud.inventory.put(cluster)
    return _accepted(call, cluster)


def reset_profile(call: Call, cluster: Resource) -> Answer:
    """``resetAADProfile`` and ``resetServicePrincipalProfile``: nothing here depends on either."""
    return _accepted(call, cluster)


def start(call: Call, cluster: Resource) -> Answer:
    """``start``: a control plane that ran before the stop runs again."""
    answer = _switch(call, cluster, "Running")
    call.cloud.administration.clusters.resume(cluster.id)
    return answer


def stop(call: Call, cluster: Resource) -> Answer:
    """``stop``: the issuer stays published, as on Azure."""
    return _switch(call, cluster, "Stopped")


def _switch(call: Call, cluster: Resource, code: str) -> Answer:
    cluster.properties["powerState"] = {"code": code}
    call.cloud.inventory.put(cluster)
    return _accepted(call, cluster)


def _accepted(call: Call, cluster: Resource) -> Answer:
    return Answer(202, b"", polled(call, "Microsoft.ContainerService", cluster.location, location=True))
