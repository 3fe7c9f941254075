"""Reading the parts of a raw pod, refusing what has not the shape of a pod.

The API server sends only well-formed pods; manifests and fuzzers do not. ``null`` counts as absent everywhere, as it
does for Kubernetes.
"""

from __future__ import annotations

from typing import Any

from aksess.chain.annotations import USE
from aksess.inject.contract import DEFAULT_SERVICE_ACCOUNT
from aksess.inject.outcome import Json, Refusal


def kind_of(value: object) -> str:
    """A JSON value's kind in words."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"


def _misshapen(where: str, value: object, wanted: str) -> Refusal:
    return Refusal(f"cannot decode the pod: {where} is {kind_of(value)}, expected {wanted}")


def checked_pod(pod: object) -> Json:
    """The pod, if it is an object that does not say it is something else."""
    if type(pod) is not dict:
        raise _misshapen("the object", pod, "an object")
    kind, version = pod.get("kind", "Pod"), pod.get("apiVersion", "v1")
    if kind != "Pod" or version != "v1":
        raise Refusal(f"cannot decode the pod: found kind {kind!r} of apiVersion {version!r}, expected Pod of v1")
    return pod


def object_at(parent: Json, key: str, where: str) -> Json:
    """The object under a key; {} when absent."""
    value = parent.get(key)
    if value is None:
        return {}
    if type(value) is not dict:
        raise _misshapen(where, value, "an object")
    return value


def objects_at(parent: Json, key: str, where: str) -> list[Json]:
    """The list of named objects (containers, variables, mounts, volumes) under a key; [] when absent."""
    value: Any = parent.get(key)
    if value is None:
        return []
    if type(value) is not list:
        raise _misshapen(f"{where}.{key}", value, "a list")
    for item in value:
        if type(item) is not dict:
            raise _misshapen(f"an item of {where}.{key}", item, "an object")
        name = item.get("name", "")
        if type(name) is not str:
            raise _misshapen(f"the name of an item of {where}.{key}", name, "a string")
    return value


def spec_of(pod: Json) -> Json:
    """The pod's spec, which has to be there: nothing can be added to what is absent."""
    spec = pod.get("spec")
    if type(spec) is not dict:
        raise _misshapen("spec", spec, "an object")
    return spec


def annotations_of(metadata: Json) -> dict[str, str]:
    """Annotations; every value is text."""
    annotations = object_at(metadata, "annotations", "metadata.annotations")
    for key, value in annotations.items():
        if type(value) is not str:
            raise _misshapen(f'metadata.annotations["{key}"]', value, "a string (quote it)")
    return annotations


def text_at(parent: Json, key: str, where: str) -> str:
    """The text under a key; "" when absent."""
    value = parent.get(key)
    if value is None:
        return ""
    if type(value) is not str:
        raise _misshapen(f"{where}.{key}", value, "a string")
    return value


def service_account_name(pod: Json) -> str:
    """The service account that the pod will run as, for the caller to look up before ``inject``.

    ``spec.serviceAccount`` is not read: the API server has copied it into ``serviceAccountName`` before webhooks run.
    """
    spec = pod.get("spec")
    name = spec.get("serviceAccountName") if type(spec) is dict else None
    return name if type(name) is str and name else DEFAULT_SERVICE_ACCOUNT


def wants_injection(pod: Json) -> bool:
    """True if the pod carries the opt-in label with exactly the value ``"true"``.

    In a cluster the API server decides this by the webhook's objectSelector; here for those who read manifests.
    """
    metadata = pod.get("metadata")
    labels = metadata.get("labels") if type(metadata) is dict else None
    return type(labels) is dict and labels.get(USE) == "true"
