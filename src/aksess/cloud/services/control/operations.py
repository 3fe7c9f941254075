"""What the control host does."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import TypeVar

import msgspec

from aksess.chain import Subject
from aksess.cloud.administration import NotAdministered, OpenListener
from aksess.cloud.oidc.cluster_issuers import Projection
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.resources.inventory import type_of
from aksess.cloud.resources.origin import Origin
from aksess.cloud.services.control.clusters import clusters, find_cluster, issuer_url, node, node_origin
from aksess.cloud.services.control.errors import not_found
from aksess.cloud.services.control.identities import applied, cluster_of, declared_account, identity_of
from aksess.cloud.state.simulation import changed
from aksess.processes import Process
from aksess.wire.control import (
    Applied,
    ClusterInfo,
    EventsSince,
    ListenerInfo,
    ListenerRequest,
    OperatorInfo,
    PodInfo,
    PodRequest,
    Rotated,
    Status,
    Token,
    TokenRequest,
)

T = TypeVar("T")

# Kubernetes API, TokenRequest: `expirationSeconds` of at least ten minutes.
SHORTEST = 600


def status(call: Call) -> Answer:
    """What there is. What was asked until now is in the file of events, too."""
    cloud = call.cloud
    cloud.activity_log.flush()
    kinds = Counter(kind for each in cloud.inventory.below("/subscriptions") if (kind := type_of(each.id)))
    return json_answer(
        200,
        Status(
            tenant=cloud.settings.tenant,
            subscription=cloud.settings.subscription,
            client_id=cloud.settings.operator_client_id,
            started=cloud.administration.started,
            resources=dict(sorted(kinds.items())),
            clusters=[ClusterInfo(each.id, each.name, issuer_url(cloud, each)) for each in clusters(cloud)],
            listeners=[_shown(each) for each in cloud.administration.listeners.listeners],
            simulation=msgspec.to_builtins(cloud.simulation.settings),
            requests=cloud.activity_log.count,
        ),
    )


def operator(call: Call) -> Answer:
    """Who owns the subscription, with the secret."""
    kept = call.cloud.settings
    facts = OperatorInfo(kept.tenant, kept.subscription, kept.operator_client_id, kept.operator_secret)
    return json_answer(200, facts)


def resolve_pod(call: Call) -> Answer:
    """Cluster and identity of a pod with that service account."""
    wanted = _read(call, PodRequest)
    cluster = cluster_of(call.cloud, wanted)
    client_id, name = identity_of(call.cloud, cluster, wanted)
    declared = declared_account(call.cloud, wanted)
    return json_answer(
        200,
        PodInfo(
            cluster_id=cluster.id,
            cluster=cluster.name,
            issuer=issuer_url(call.cloud, cluster),
            tenant_id=call.cloud.settings.tenant,
            client_id=client_id,
            identity=name,
            node=node(cluster),
            annotations=declared.annotations if declared else {},
        ),
    )


def request_token(call: Call) -> Answer:
    """A projected token, as the kubelet gets it from the API server."""
    wanted = _read(call, TokenRequest)
    if wanted.expiration < SHORTEST:
        raise Fault(422, "Invalid", f"expirationSeconds: found {wanted.expiration}, expected {SHORTEST} or more.")
    cluster = find_cluster(call.cloud, wanted.cluster_id)
    issuer = call.cloud.cluster_issuers.of_cluster(cluster.id)
    if issuer is None:
        raise not_found(f"Cluster {cluster.name} has no OIDC issuer: set oidc_issuer_enabled.")
    token = call.cloud.cluster_issuers.sign(
        issuer,
        Projection(
            subject=Subject.of(wanted.namespace, wanted.service_account),
            audience=wanted.audience,
            expiration=wanted.expiration,
            pod=wanted.pod,
            pod_uid=wanted.pod_uid,
            service_account_uid=_uid(cluster.id, wanted.namespace, wanted.service_account),
            node=node(cluster),
            node_uid=_uid(cluster.id, node(cluster)),
        ),
    )
    return json_answer(201, Token(token, call.now, call.now + wanted.expiration))


async def open_listener(call: Call) -> Answer:
    """A listener for one program: the operator's, or a pod's of a cluster."""
    wanted = _read(call, ListenerRequest)
    owner = Process.of(wanted.pid)
    if owner is None:
        raise not_found(f"There is no process {wanted.pid} for which to open a listener.")
    try:
        listener = await call.cloud.administration.listeners.open(_origin(call, wanted), wanted.proxies, owner)
    except NotAdministered as error:
        raise Fault(409, error.code, error.message) from error
    return json_answer(201, _shown(listener))


def close_listener(call: Call) -> Answer:
    """Close a listener and all that is open through it."""
    port = call.params["port"]
    if port.isdecimal() and call.cloud.administration.listeners.close(int(port)):
        return Answer(204)
    raise not_found(f"No program has a listener at {port}.")


def rotate(call: Call) -> Answer:
    """Give a cluster's issuer a new key."""
    cloud = call.cloud
    cluster = find_cluster(cloud, call.params["cluster"])
    issuer = cloud.cluster_issuers.of_cluster(cluster.id)
    if issuer is None:
        raise not_found(f"Cluster {cluster.name} has no OIDC issuer: set oidc_issuer_enabled.")
    fresh = cloud.cluster_issuers.rotate(issuer)
    before = issuer.keys[-2]
    return json_answer(200, Rotated(cluster.name, issuer.url, fresh.kid, before.kid, before.gone or call.now))


def change_simulation(call: Call) -> Answer:
    """Change the simulation settings that the body names, and return all."""
    simulation = call.cloud.simulation
    try:
        simulation.settings = changed(simulation.settings, _read(call, dict[str, object]))
    except ValueError as error:
        raise Fault(400, "Invalid", str(error)) from error
    return json_answer(200, simulation.settings)


def get_applied(call: Call) -> Answer:
    """Return what the last application of an aksess.yaml recorded."""
    source = call.query.get("source", "")
    return json_answer(200, applied(call.cloud).get(source) or Applied(source))


def put_applied(call: Call) -> Answer:
    """Record an application: the next one removes what its file no longer names."""
    record = _read(call, Applied)
    if record.ids or record.accounts:
        applied(call.cloud).put(record.source, record)
    else:
        applied(call.cloud).delete(record.source)
    return Answer(204)


def events(call: Call) -> Answer:
    """Events from number ``after`` on, and the number of the next one."""
    recent, count = call.cloud.activity_log.recent, call.cloud.activity_log.count
    after = call.query.get("after", "0")
    missed = count - int(after) if after.isdigit() else count
    shown = recent[-min(missed, len(recent)) :] if missed > 0 else []
    return json_answer(200, EventsSince(count, shown))


def stop(call: Call) -> Answer:
    """End, once this is answered."""
    try:
        call.cloud.administration.stop()
    except NotAdministered as error:
        raise Fault(409, error.code, error.message) from error
    return Answer(202)


def _origin(call: Call, wanted: ListenerRequest) -> Origin:
    if wanted.cluster_id:
        return node_origin(call.cloud, find_cluster(call.cloud, wanted.cluster_id), wanted.name)
    mine = call.cloud.operator
    return Origin(wanted.name, mine.address, mine.subnet, mine.identities)


def _shown(listener: OpenListener) -> ListenerInfo:
    return ListenerInfo(listener.port, listener.origin.name, listener.origin.address)


def _uid(*names: str) -> str:
    # Kubernetes makes a uid with each object; here an object is there as soon as somebody names it.
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(names)))


def _read(call: Call, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(call.body, type=kind)
    except msgspec.DecodeError as error:
        raise Fault(400, "Invalid", f"The body is not what this operation reads: {error}.") from error
