"""The files of ConfigMap, Secret, downward API and projected volumes. Pure: the data is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from aksess.cluster.node.fields import FieldFailed, Surroundings, field_value, resource_value
from aksess.cluster.node.object_data import data_of
from aksess.cluster.node.pod import Json
from aksess.cluster.node.references import Kind, ObjectKey, Objects

DEFAULT_MODE: Final = 0o644
# API reference, ServiceAccountTokenProjection.expirationSeconds.
DEFAULT_EXPIRATION: Final = 3600


class VolumeFailed(Exception):
    """A volume cannot be made; the text is the kubelet's, or says what this node does not do."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a volume. mode: permission bits."""

    content: bytes
    mode: int


@dataclass(frozen=True, slots=True)
class TokenWanted:
    """A service account token that a volume holds. audience: empty for the API server's own."""

    audience: str
    expiration: int


@dataclass(frozen=True, slots=True)
class Material:
    """The data for the files. tokens: those that the volume's sources ask for."""

    objects: Objects
    tokens: Mapping[TokenWanted, str]
    where: Surroundings


Files = dict[str, File]


def tokens_of(volume: Json) -> list[TokenWanted]:
    """The tokens that a volume asks for."""
    sources = (volume.get("projected") or {}).get("sources") or ()
    return [_wanted(each["serviceAccountToken"]) for each in sources if "serviceAccountToken" in each]


def volume_files(pod: Json, volume: Json, material: Material) -> Files:
    """The files of a ConfigMap, Secret, downward API or projected volume, by relative path.

    Raises:
        VolumeFailed: something that is not optional is missing.
    """
    namespace = pod["metadata"]["namespace"]
    if "configMap" in volume:
        source = volume["configMap"]
        return _of_object(ObjectKey(Kind.CONFIG_MAP, namespace, source["name"]), source, _mode(source), material)
    if "secret" in volume:
        source = volume["secret"]
        return _of_object(ObjectKey(Kind.SECRET, namespace, source["secretName"]), source, _mode(source), material)
    if "downwardAPI" in volume:
        source = volume["downwardAPI"]
        return _of_fields(pod, source.get("items") or (), _mode(source), material)
    source = volume["projected"]
    files: Files = {}
    for each in source.get("sources") or ():
        files |= _of_source(pod, each, _mode(source), material)
    return files


def _of_source(pod: Json, source: Json, mode: int, material: Material) -> Files:
    namespace = pod["metadata"]["namespace"]
    if "configMap" in source:
        inner = source["configMap"]
        return _of_object(ObjectKey(Kind.CONFIG_MAP, namespace, inner["name"]), inner, mode, material)
    if "secret" in source:
        inner = source["secret"]
        return _of_object(ObjectKey(Kind.SECRET, namespace, inner["name"]), inner, mode, material)
    if "downwardAPI" in source:
        return _of_fields(pod, source["downwardAPI"].get("items") or (), mode, material)
    if "serviceAccountToken" in source:
        token = source["serviceAccountToken"]
        return {token["path"]: File(material.tokens[_wanted(token)].encode(), mode)}
    raise VolumeFailed(f"this node does not project {', '.join(source)}")


def _of_object(key: ObjectKey, source: Json, mode: int, material: Material) -> Files:
    content = material.objects.get(key)
    if content is None:
        if source.get("optional"):
            return {}
        raise VolumeFailed(f'{key.kind} "{key.name}" not found')
    data = data_of(key.kind, content)
    if not source.get("items"):
        return {name: File(value, mode) for name, value in data.items()}
    files: Files = {}
    for item in source["items"]:
        if item["key"] in data:
            files[item["path"]] = File(data[item["key"]], _item_mode(item, mode))
        elif not source.get("optional"):
            what = "config" if key.kind is Kind.CONFIG_MAP else "secret"
            raise VolumeFailed(f"references non-existent {what} key: {item['key']}")
    return files


def _of_fields(pod: Json, items: Iterable[Json], mode: int, material: Material) -> Files:
    files: Files = {}
    for item in items:
        try:
            if "fieldRef" in item:
                value = field_value(pod, item["fieldRef"]["fieldPath"], material.where)
            else:
                value = resource_value(pod, item["resourceFieldRef"], "", material.where)
        except FieldFailed as error:
            raise VolumeFailed(str(error)) from error
        files[item["path"]] = File(value.encode(), _item_mode(item, mode))
    return files


def _mode(source: Json) -> int:
    found = source.get("defaultMode")
    return DEFAULT_MODE if found is None else int(found)


def _item_mode(item: Json, otherwise: int) -> int:
    found = item.get("mode")
    return otherwise if found is None else int(found)


def _wanted(token: Json) -> TokenWanted:
    return TokenWanted(token.get("audience") or "", int(token.get("expirationSeconds") or DEFAULT_EXPIRATION))
