"""The admission of one pod."""

from __future__ import annotations

from aksess.inject import admission_warnings, pod_annotations, sidecar
from aksess.inject.container import mutate_container
from aksess.inject.injection import Injection, Token, environment, storage
from aksess.inject.outcome import Denied, Json, Patched, Refusal, add
from aksess.inject.patch_builder import PatchBuilder
from aksess.inject.reading import (
    annotations_of,
    checked_pod,
    object_at,
    objects_at,
    service_account_name,
    spec_of,
    text_at,
)
from aksess.inject.service_account import ServiceAccount
from aksess.inject.settings import Settings
from aksess.inject.token_paths import display_name
from aksess.inject.volume import add_volume

_GROUPS = ("initContainers", "containers")


def inject(pod: Json, service_account: ServiceAccount | None, settings: Settings, namespace: str) -> Patched | Denied:
    """Admit a pod: give its containers a projected token and the variables that the Azure SDKs read.

    pod: the object of the admission request, raw JSON; it is not changed, and no field of it is ever removed.
    service_account: the account that ``service_account_name(pod)`` names, None if there is none in the namespace.
    namespace: of the request. Whether the pod asked for injection is the caller's to know: see ``wants_injection``.

    The order decides which refusal is reported first, and is the reference's:
    (1) the object is a pod; (2) its namespace is the request's; (3) its service account exists; (4) the proxy it asks
    for is possible; (5) the token's lifetime is in range; (6) identity, tenant, skipped containers, token endpoint;
    (7) containers; (8) the volume; (9) the proxy's containers.

    Source: Azure/azure-workload-identity v1.6.0, pkg/webhook/webhook.go.
    """
    try:
        return _admit(pod, service_account, settings, namespace)
    except Refusal as refusal:
        return Denied(refusal.status, refusal.message)


def _admit(pod: Json, account: ServiceAccount | None, settings: Settings, namespace: str) -> Patched:
    builder = PatchBuilder(settings.strict_compat)
    # (1) the object is a pod
    metadata = object_at(checked_pod(pod), "metadata", "metadata")
    spec = spec_of(pod)
    annotations = annotations_of(metadata)
    result = dict(pod)
    # (2) its namespace is the request's
    if namespace and metadata.get("namespace") != namespace:
        result["metadata"] = _in_namespace(pod, metadata, namespace, builder)
    # (3) its service account exists
    if account is None:
        raise Refusal(_no_account(pod, namespace, builder.strict))
    # (4) the proxy it asks for is possible
    port = None
    if pod_annotations.wants_proxy(annotations, builder):
        sidecar.refuse_where_impossible(spec, builder.strict)
        port = pod_annotations.proxy_port(annotations, builder.strict)
    # (5) the token's lifetime is in range, (6) identity, tenant, token endpoint
    volumes = objects_at(spec, "volumes", "spec")
    injection = _injection(metadata, volumes, annotations, account, settings)
    result["spec"] = _with_injection(spec, volumes, annotations, injection, port, settings, builder)
    if not builder.strict:
        admission_warnings.about_account(account.name, account.annotations, builder)
        admission_warnings.about_windows(spec, builder)
    return Patched(builder.patch, result, tuple(builder.warnings))


def _in_namespace(pod: Json, metadata: Json, namespace: str, builder: PatchBuilder) -> Json:
    moved = {**metadata, "namespace": namespace}
    if pod.get("metadata") is None:
        builder.patch.append(add("/metadata", moved))
    else:
        builder.patch.append(add("/metadata/namespace", namespace))
    return moved


def _no_account(pod: Json, namespace: str, strict: bool) -> str:
    said = f'serviceaccounts "{service_account_name(pod)}" not found'
    return said if strict else f'{said} in namespace "{namespace}": create it before the pod'


def _injection(
    metadata: Json,
    volumes: list[Json],
    annotations: pod_annotations.Annotations,
    account: ServiceAccount,
    settings: Settings,
) -> Injection:
    lifetime = pod_annotations.expiration(annotations, account.annotations, settings.strict_compat)
    asked = pod_annotations.wants_token_endpoint(annotations, settings)
    endpoint = settings.token_endpoint if asked else None
    token = Token(endpoint.audience if endpoint else settings.audience, lifetime, endpoint)
    client, tenant = (
        pod_annotations.client_id(account.annotations),
        pod_annotations.tenant_id(account.annotations, settings),
    )
    name = display_name(text_at(metadata, "name", "metadata"), text_at(metadata, "generateName", "metadata"))
    mounts, volume = storage(name, volumes, token, settings)
    return Injection(environment(client, tenant, settings, endpoint), mounts, volume)


def _with_injection(
    spec: Json,
    volumes: list[Json],
    annotations: pod_annotations.Annotations,
    injection: Injection,
    port: int | None,
    settings: Settings,
    builder: PatchBuilder,
) -> Json:
    """The spec with its containers equipped, the volume supplied and the proxy's containers inserted."""
    changed = dict(spec)
    skipped = pod_annotations.skipped(annotations, builder.strict)
    # (7) containers, at the indices that they have before anything is inserted
    groups = [objects_at(spec, group, "spec") for group in _GROUPS]
    for group, containers in zip(_GROUPS, groups, strict=True):
        if containers:
            changed[group] = _each(group, containers, injection, volumes, skipped, builder)
    # (8) the volume, even where every container is skipped
    if injection.volume is not None:
        changed["volumes"] = add_volume(volumes, injection.volume, builder.patch, builder.strict)
    # (9) the proxy's containers
    if port is not None:
        for join in sidecar.joining(groups[0], groups[1], port, settings):
            ready = join if join.container["name"] in skipped else _ready(join, injection, builder.strict)
            sidecar.insert(changed, ready, builder.patch)
    if skipped:
        names = {container.get("name") for group in _GROUPS for container in changed.get(group) or []}
        admission_warnings.about_skipped(skipped, names, builder)
    return changed


def _each(
    group: str,
    containers: list[Json],
    injection: Injection,
    volumes: list[Json],
    skipped: frozenset[str],
    builder: PatchBuilder,
) -> list[Json]:
    return [
        container
        if container.get("name") in skipped
        else mutate_container(container, f"/spec/{group}/{index}", injection, volumes, builder)
        for index, container in enumerate(containers)
    ]


def _ready(join: sidecar.Joining, injection: Injection, strict: bool) -> sidecar.Joining:
    """The container with its injection; it goes into the patch whole, so the operations of equipping it are dropped."""
    return sidecar.Joining(
        join.group, join.first, mutate_container(join.container, "", injection, [], PatchBuilder(strict))
    )
