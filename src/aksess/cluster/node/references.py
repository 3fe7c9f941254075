"""The ConfigMaps and Secrets that a pod reads, found before any of them is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aksess.cluster.node.pod import Json, containers_of


class Kind(StrEnum):
    """The kind of the object."""

    CONFIG_MAP = "configmap"
    SECRET = "secret"


@dataclass(frozen=True, slots=True)
class ObjectKey:
    """A ConfigMap or Secret."""

    kind: Kind
    namespace: str
    name: str


Objects = Mapping[ObjectKey, Mapping[str, Any] | None]


def objects_of_volumes(pod: Json) -> set[ObjectKey]:
    """The objects that the volumes of a pod read."""
    namespace = pod["metadata"]["namespace"]
    return {ObjectKey(kind, namespace, name) for kind, name in _of_volumes(pod)}


def objects_of_environment(pod: Json) -> set[ObjectKey]:
    """The objects that the variables of a pod's containers read."""
    namespace = pod["metadata"]["namespace"]
    return {
        ObjectKey(kind, namespace, name)
        for container in containers_of(pod)
        for kind, name in _of_variables(container.spec)
    }


def _of_volumes(pod: Json) -> Iterator[tuple[Kind, str]]:
    for volume in pod["spec"].get("volumes") or ():
        if "configMap" in volume:
            yield Kind.CONFIG_MAP, volume["configMap"]["name"]
        if "secret" in volume:
            yield Kind.SECRET, volume["secret"]["secretName"]
        for source in (volume.get("projected") or {}).get("sources") or ():
            if "configMap" in source:
                yield Kind.CONFIG_MAP, source["configMap"]["name"]
            if "secret" in source:
                yield Kind.SECRET, source["secret"]["name"]


def _of_variables(container: Json) -> Iterator[tuple[Kind, str]]:
    for source in container.get("envFrom") or ():
        if "configMapRef" in source:
            yield Kind.CONFIG_MAP, source["configMapRef"]["name"]
        if "secretRef" in source:
            yield Kind.SECRET, source["secretRef"]["name"]
    for variable in container.get("env") or ():
        source = variable.get("valueFrom") or {}
        if "configMapKeyRef" in source:
            yield Kind.CONFIG_MAP, source["configMapKeyRef"]["name"]
        if "secretKeyRef" in source:
            yield Kind.SECRET, source["secretKeyRef"]["name"]
