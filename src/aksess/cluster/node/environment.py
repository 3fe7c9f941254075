"""The variables of a container: ``envFrom``, ``env`` with ``valueFrom`` and ``$(NAME)``, and those of Services.

kubernetes/kubernetes, pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables) says in which order they count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aksess.cluster.node.expansion import expand
from aksess.cluster.node.fields import FieldFailed, Surroundings, field_value, resource_value
from aksess.cluster.node.object_data import data_of
from aksess.cluster.node.pod import Container, Json
from aksess.cluster.node.references import Kind, ObjectKey, Objects


class EnvironmentFailed(Exception):
    """A variable has no value; the text is the kubelet's."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of values. services: the variables of Services; where: for the downward API."""

    objects: Objects
    services: Mapping[str, str]
    where: Surroundings


def container_environment(pod: Json, container: Container, sources: Sources) -> dict[str, str]:
    """Every variable that the pod gives a container.

    Raises:
        EnvironmentFailed: something that is not optional is missing.
    """
    result: dict[str, str] = {}
    for source in container.spec.get("envFrom") or ():
        result |= _from_object(pod["metadata"]["namespace"], source, sources.objects)
    known = dict(sources.services)
    for variable in container.spec.get("env") or ():
        value = _value(pod, container, variable, sources, known | result)
        if value is not None:
            known.pop(variable["name"], None)
            result[variable["name"]] = value
    return dict(sources.services) | result


def _from_object(namespace: str, source: Json, objects: Objects) -> dict[str, str]:
    kind, reference = (
        (Kind.CONFIG_MAP, source["configMapRef"]) if "configMapRef" in source else (Kind.SECRET, source["secretRef"])
    )
    content = objects.get(ObjectKey(kind, namespace, reference["name"]))
    if content is None:
        if reference.get("optional"):
            return {}
        raise EnvironmentFailed(f'{kind} "{reference["name"]}" not found')
    prefix = source.get("prefix") or ""
    return {prefix + key: _text(value) for key, value in data_of(kind, content).items()}


def _value(pod: Json, container: Container, variable: Json, sources: Sources, known: Mapping[str, str]) -> str | None:
    source = variable.get("valueFrom")
    if not source:
        return expand(variable.get("value") or "", known)
    namespace = pod["metadata"]["namespace"]
    try:
        if "fieldRef" in source:
            return field_value(pod, source["fieldRef"]["fieldPath"], sources.where)
        if "resourceFieldRef" in source:
            return resource_value(pod, source["resourceFieldRef"], container.name, sources.where)
    except FieldFailed as error:
        raise EnvironmentFailed(str(error)) from error
    if "configMapKeyRef" in source:
        return _from_key(Kind.CONFIG_MAP, namespace, source["configMapKeyRef"], sources.objects)
    if "secretKeyRef" in source:
        return _from_key(Kind.SECRET, namespace, source["secretKeyRef"], sources.objects)
    raise EnvironmentFailed(f"this node does not read {', '.join(source)} of variable {variable['name']}")


def _from_key(kind: Kind, namespace: str, reference: Json, objects: Objects) -> str | None:
    name, key = reference["name"], reference["key"]
    content = objects.get(ObjectKey(kind, namespace, name))
    if content is None:
        if reference.get("optional"):
            return None
        raise EnvironmentFailed(f'{kind} "{name}" not found')
    found = data_of(kind, content).get(key)
    if found is None:
        if reference.get("optional"):
            return None
        spelled = "ConfigMap" if kind is Kind.CONFIG_MAP else "Secret"
        raise EnvironmentFailed(f"couldn't find key {key} in {spelled} {namespace}/{name}")
    return _text(found)


def _text(value: bytes) -> str:
    return value.decode(errors="surrogateescape")
