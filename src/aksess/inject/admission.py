"""The admission of one pod."""

from __future__ import annotations

from aksess.inject import cautions, sidecar, wishes
from aksess.inject.container import equip
from aksess.inject.draft import Draft
from aksess.inject.kit import Kit, Token, environment, storage
from aksess.inject.outcome import Denied, Json, Patched, Refusal, add
from aksess.inject.places import display_name
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
from aksess.inject.volume import supply

_GROUPS = ("initContainers", "containers")


def inject(pod: Json, service_account: ServiceAccount | None, settings: Settings, namespace: str) -> Patched | Denied:
    """Admit a pod: give its containers a projected token and the variables that the Azure SDKs read.

    pod: the object of the admission request, raw JSON; it is not changed, and no field of it is ever removed.
    service_account: the account that ``service_account_name(pod)`` names, None if there is none in the namespace.
    namespace: of the request. Whether the pod asked for injection is the caller's to know: see ``wants_injection``.

    The order decides which refusal is told first, and is the reference's:
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
    draft = Draft(settings.strict_compat)
    # (1) the object is a pod
    metadata = object_at(checked_pod(pod), "metadata", "metadata")
    spec = spec_of(pod)
    annotations = annotations_of(metadata)
    result = dict(pod)
    # (2) its namespace is the request's
    if namespace and metadata.get("namespace") != namespace:
        result["metadata"] = _in_namespace(pod, metadata, namespace, draft)
    # (3) its service account exists
    if account is None:
        raise Refusal(_no_account(pod, namespace, draft.strict))
    # (4) the proxy it asks for is possible
    port = None
    if wishes.wants_proxy(annotations, draft):
        sidecar.refuse_where_impossible(spec, draft.strict)
        port = wishes.proxy_port(annotations, draft.strict)
    # (5) the token's lifetime is in range, (6) identity, tenant, token endpoint
    volumes = objects_at(spec, "volumes", "spec")
    kit = _kit(metadata, volumes, annotations, account, settings)
    result["spec"] = _equipped(spec, volumes, annotations, kit, port, settings, draft)
    if not draft.strict:
        cautions.about_account(account.name, account.annotations, draft)
        cautions.about_windows(spec, draft)
    return Patched(draft.patch, result, tuple(draft.cautions))


def _in_namespace(pod: Json, metadata: Json, namespace: str, draft: Draft) -> Json:
    moved = {**metadata, "namespace": namespace}
    if pod.get("metadata") is None:
        draft.patch.append(add("/metadata", moved))
    else:
        draft.patch.append(add("/metadata/namespace", namespace))
    return moved


def _no_account(pod: Json, namespace: str, strict: bool) -> str:
    said = f'serviceaccounts "{service_account_name(pod)}" not found'
    return said if strict else f'{said} in namespace "{namespace}": create it before the pod'


def _kit(
    metadata: Json,
    volumes: list[Json],
    annotations: wishes.Annotations,
    account: ServiceAccount,
    settings: Settings,
) -> Kit:
    lifetime = wishes.expiration(annotations, account.annotations, settings.strict_compat)
    asked = wishes.wants_token_endpoint(annotations, settings)
    endpoint = settings.token_endpoint if asked else None
    token = Token(endpoint.audience if endpoint else settings.audience, lifetime, endpoint)
    client, tenant = wishes.client_id(account.annotations), wishes.tenant_id(account.annotations, settings)
    name = display_name(text_at(metadata, "name", "metadata"), text_at(metadata, "generateName", "metadata"))
    mounts, volume = storage(name, volumes, token, settings)
    return Kit(environment(client, tenant, settings, endpoint), mounts, volume)


def _equipped(
    spec: Json,
    volumes: list[Json],
    annotations: wishes.Annotations,
    kit: Kit,
    port: int | None,
    settings: Settings,
    draft: Draft,
) -> Json:
    """The spec with its containers equipped, the volume supplied and the proxy's containers inserted."""
    changed = dict(spec)
    skipped = wishes.skipped(annotations, draft.strict)
    # (7) containers, at the indices that they have before anything is inserted
    groups = [objects_at(spec, group, "spec") for group in _GROUPS]
    for group, containers in zip(_GROUPS, groups, strict=True):
        if containers:
            changed[group] = _each(group, containers, kit, volumes, skipped, draft)
    # (8) the volume, even where every container is skipped
    if kit.volume is not None:
        changed["volumes"] = supply(volumes, kit.volume, draft.patch, draft.strict)
    # (9) the proxy's containers
    if port is not None:
        for join in sidecar.joining(groups[0], groups[1], port, settings):
            ready = join if join.container["name"] in skipped else _ready(join, kit, draft.strict)
            sidecar.insert(changed, ready, draft.patch)
    if skipped:
        names = {container.get("name") for group in _GROUPS for container in changed.get(group) or []}
        cautions.about_skipped(skipped, names, draft)
    return changed


def _each(
    group: str, containers: list[Json], kit: Kit, volumes: list[Json], skipped: frozenset[str], draft: Draft
) -> list[Json]:
    return [
        container
        if container.get("name") in skipped
        else equip(container, f"/spec/{group}/{index}", kit, volumes, draft)
        for index, container in enumerate(containers)
    ]


def _ready(join: sidecar.Joining, kit: Kit, strict: bool) -> sidecar.Joining:
    """The container with its kit; it goes into the patch whole, so the operations of equipping it are dropped."""
    return sidecar.Joining(join.group, join.first, equip(join.container, "", kit, [], Draft(strict)))
