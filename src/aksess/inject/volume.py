"""The projected volume that carries the token, and how it meets what the pod already has."""

from __future__ import annotations

from typing import Any

from aksess.inject.contract import CA_PATH
from aksess.inject.outcome import Json, Operation, Refusal, add, replace
from aksess.inject.settings import CaSource, ConfigMapCa, TrustBundleCa
from aksess.inject.token_paths import LEGACY_VOLUME

# What the API server writes into a projected volume that says nothing: 0644.
_DEFAULT_MODE = 420


def token_source(path: str, audience: str, expiration: int) -> Json:
    """A token of the pod's service account. path: in the volume. expiration: seconds."""
    return {"serviceAccountToken": {"path": path, "expirationSeconds": expiration, "audience": audience}}


def ca_sources(ca: CaSource) -> list[Json]:
    """The CA of the token endpoint where it is a file; [] where it is not."""
    match ca:
        case ConfigMapCa(name):
            items = [{"key": "ca.crt", "path": CA_PATH}]
            return [{"configMap": {"name": name, "items": items, "optional": False}}]
        case TrustBundleCa(signer, selector):
            bundle: Json = {"signerName": signer, "path": CA_PATH, "optional": False}
            if selector is not None:
                bundle["labelSelector"] = dict(selector)
            return [{"clusterTrustBundle": bundle}]
        case _:
            return []


def projected(name: str, sources: list[Json]) -> Json:
    """A projected volume; ``defaultMode`` is left to the API server."""
    return {"name": name, "projected": {"sources": sources}}


def carries_token(volume: Json, token_path: str) -> bool:
    """True if the volume projects a service account token to that path."""
    projection = volume.get("projected")
    if type(projection) is not dict:
        return False
    sources = projection.get("sources")
    if type(sources) is not list:
        return False
    for source in sources:
        token = source.get("serviceAccountToken") if type(source) is dict else None
        if type(token) is dict and token.get("path") == token_path:
            return True
    return False


def own_volume(volumes: list[Json], token_path: str, ours: str) -> str | None:
    """The name of a volume of the user's own that already carries the token; None without one."""
    for volume in volumes:
        if "projected" in volume and volume.get("name") != ours and carries_token(volume, token_path):
            name = volume.get("name")
            return name if type(name) is str else None
    return None


def add_volume(volumes: list[Json], wanted: Json, patch: list[Operation], strict: bool) -> list[Json]:
    """The volumes with ``wanted`` among them: appended, or in place of the one of its name."""
    if not volumes:
        patch.append(add("/spec/volumes", [wanted]))
        return [wanted]
    for index, volume in enumerate(volumes):
        if volume.get("name") == wanted["name"]:
            if _same(volume, wanted):
                return volumes
            if wanted["name"] == LEGACY_VOLUME:
                if strict:
                    break
                raise Refusal(
                    f'volume "{LEGACY_VOLUME}" of the pod carries no token: rename it; '
                    f"the name is kept for the token's projected volume"
                )
            patch.append(replace(f"/spec/volumes/{index}", wanted))
            return [*volumes[:index], wanted, *volumes[index + 1 :]]
    patch.append(add("/spec/volumes/-", wanted))
    return [*volumes, wanted]


def _same(volume: Json, wanted: Json) -> bool:
    """True if nothing is to be changed, but for the mode that the API server fills in between two calls."""
    projection: Any = volume.get("projected")
    if len(volume) != len(wanted) or type(projection) is not dict:
        return False
    if projection.get("sources") != wanted["projected"]["sources"]:
        return False
    return len(projection) == 1 or (len(projection) == 2 and projection.get("defaultMode") == _DEFAULT_MODE)
