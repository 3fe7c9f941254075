"""The objects of manifests that can be played: pods, pod templates, and what pods read. Pure."""

from __future__ import annotations

import base64
import binascii
import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from aksess.cluster.node.pod import Restart
from aksess.cluster.play.errors import ManifestRefused
from aksess.cluster.play.pod_check import check_pod

Json = dict[str, Any]
# The kinds with a pod template, by group and kind, with the restart policies that the API server accepts in it.
_ALWAYS: Final = (Restart.ALWAYS,)
_ENDS: Final = (Restart.ON_FAILURE, Restart.NEVER)
TEMPLATES: Final = {
    ("apps", "Deployment"): _ALWAYS,
    ("apps", "StatefulSet"): _ALWAYS,
    ("apps", "DaemonSet"): _ALWAYS,
    ("apps", "ReplicaSet"): _ALWAYS,
    ("batch", "Job"): _ENDS,
    ("batch", "CronJob"): _ENDS,
}


@dataclass(frozen=True, slots=True)
class ObjectName:
    """The name of an object in its namespace."""

    namespace: str
    name: str

    def __str__(self) -> str:
        return f"{self.namespace}/{self.name}"


@dataclass(slots=True)
class Manifests:
    """The objects to play, in the order of the files.

    Attributes:
        ignored: ``Kind name`` of every object of a kind that is not played.
        notes: differences from a cluster that a user is told.
    """

    pods: dict[ObjectName, Json] = field(default_factory=dict)
    service_accounts: dict[ObjectName, Json] = field(default_factory=dict)
    config_maps: dict[ObjectName, Json] = field(default_factory=dict)
    secrets: dict[ObjectName, Json] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_manifests(documents: Iterable[Json], suffix: Callable[[], str]) -> Manifests:
    """Sort the documents of manifests.

    Args:
        documents: as YAML gives them, the items of lists one by one.
        suffix: makes the last part of the name of a template's pod.

    Raises:
        ManifestRefused: an object of a kind that is played has not its shape, or there is no pod.
    """
    found = Manifests()
    for document in documents:
        _take(found, copy.deepcopy(document), suffix)
    if not found.pods:
        kinds = ", ".join(kind for _, kind in TEMPLATES)
        raise ManifestRefused(f"The files declare no pod to run: expected a Pod, or one of {kinds}.", "add one")
    return found


def _take(found: Manifests, document: Json, suffix: Callable[[], str]) -> None:
    group, kind = str(document.get("apiVersion") or "").rpartition("/")[0], str(document.get("kind") or "")
    if (group, kind) in TEMPLATES:
        _add_template(found, document, TEMPLATES[group, kind], suffix)
    elif group == "" and kind == "Pod":
        _add(found.pods, check_pod(document, _where(document), tuple(Restart)), "Pod")
    elif group == "" and kind == "ServiceAccount":
        _check_texts(document, _metadata(document), "annotations")
        _add(found.service_accounts, document, kind)
    elif group == "" and kind == "ConfigMap":
        _check_texts(document, document, "data")
        _add(found.config_maps, document, kind)
    elif group == "" and kind == "Secret":
        _add(found.secrets, _with_data(document), kind)
    elif (group, kind) != ("", "Namespace"):
        # Every namespace exists here, so that a Namespace needs no remark.
        found.ignored.append(_where(document))


def _add(objects: dict[ObjectName, Json], document: Json, kind: str) -> None:
    metadata = _metadata(document)
    key = ObjectName(metadata["namespace"], metadata["name"])
    if key in objects:
        raise ManifestRefused(f"{kind} {key} is declared twice.", "remove one of them")
    objects[key] = document


def _add_template(found: Manifests, document: Json, policies: tuple[Restart, ...], suffix: Callable[[], str]) -> None:
    where, metadata = _where(document), _metadata(document)
    spec = _object(document.get("spec"), f"{where}: spec")
    if document["kind"] == "CronJob":
        spec = _object(_object(spec.get("jobTemplate"), f"{where}: spec.jobTemplate").get("spec"), f"{where}: its Job")
    if spec.get("volumeClaimTemplates"):
        raise ManifestRefused(
            f"{where}: volumeClaimTemplates are not available: there are no persistent volumes.", "use an emptyDir"
        )
    _note_replicas(found, where, spec)
    if spec.get("replicas") == 0:
        return
    template = _object(spec.get("template"), f"{where}: spec.template")
    name = f"{metadata['name']}-{'0' if document['kind'] == 'StatefulSet' else suffix()}"
    inner = _object(template.get("metadata") or {}, f"{where}: the template's metadata")
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {**inner, "name": name, "namespace": metadata["namespace"]},
        "spec": template.get("spec"),
    }
    _add(found.pods, check_pod(pod, where, policies), "Pod")


def _note_replicas(found: Manifests, where: str, spec: Json) -> None:
    replicas = spec.get("replicas")
    if replicas is not None and replicas != 1:
        found.notes.append(f"{where} asks for {replicas} replicas: {'none' if replicas == 0 else 'one'} runs")


def _with_data(document: Json) -> Json:
    """A Secret with ``stringData`` merged into ``data``, as the API server does."""
    _check_texts(document, document, "data")
    _check_texts(document, document, "stringData")
    data = dict(document.get("data") or {})
    for key, value in data.items():
        try:
            base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError) as error:
            raise ManifestRefused(
                f"{_where(document)}: data.{key} is not base64.", "encode it, or write it as stringData"
            ) from error
    encoded = {
        key: base64.b64encode(text.encode()).decode() for key, text in (document.get("stringData") or {}).items()
    }
    return {**document, "data": data | encoded}


def _check_texts(document: Json, parent: Json, name: str) -> None:
    """Check a map of strings. An empty value is the empty string, as the API server decodes it."""
    values = _object(parent.get(name) or {}, f"{_where(document)}: {name}")
    parent[name] = {key: "" if value is None else value for key, value in values.items()}
    for key, value in parent[name].items():
        if not isinstance(value, str):
            raise ManifestRefused(f"{_where(document)}: {name}.{key} is not a string: found {value!r}.", "quote it")


def _metadata(document: Json) -> Json:
    """The metadata, with the namespace that the object is in."""
    metadata = _object(document.get("metadata"), f"{document.get('kind')}: metadata")
    if not isinstance(metadata.get("name"), str) or not metadata["name"]:
        raise ManifestRefused(f"A {document.get('kind')} has no metadata.name.", "give it a name")
    metadata["namespace"] = str(metadata.get("namespace") or "default")
    return metadata


def _object(value: object, where: str) -> Json:
    if not isinstance(value, dict):
        raise ManifestRefused(f"{where} is not an object: found {value!r}.", "correct the manifest")
    return value


def _where(document: Json) -> str:
    metadata = document.get("metadata")
    name = metadata.get("name") if isinstance(metadata, dict) else None
    return f"{document.get('kind') or 'an object without kind'} {name or '(no name)'}"
