"""Checks the shape of a pod, as far as the pod runner relies on what the API server has validated. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from aksess.cluster.node.pod import Restart
from aksess.cluster.node.pod_refusal import refusals
from aksess.cluster.play.errors import ManifestRefused

Json = dict[str, Any]
_GROUPS: Final = ("initContainers", "containers")
# RFC 1123, which the API server holds the names of containers and volumes to; both are names of folders here.
_LABEL: Final = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")


def check_pod(pod: Json, where: str, policies: Sequence[Restart]) -> Json:
    """Check a pod and fill in the service account and the restart policy.

    Args:
        pod: the manifest.
        where: kind and name of the object that the user wrote.
        policies: the restart policies that this object may have.

    Returns:
        The pod.

    Raises:
        ManifestRefused: a field has not its shape, or asks for what the pod runner does not do.
    """
    spec = pod.get("spec")
    if not isinstance(spec, dict):
        raise ManifestRefused(f"{where}: the pod has no spec.", "correct the manifest")
    if not spec.get("containers"):
        raise ManifestRefused(f"{where}: the pod has no containers.", "add one")
    # The API server copies the older name of the field.
    spec["serviceAccountName"] = spec.get("serviceAccountName") or spec.get("serviceAccount") or "default"
    spec["restartPolicy"] = _policy(spec, where, policies)
    volumes = _unique_labels(_named(spec, "volumes", where), f"{where}: volume")
    containers = [each for group in _GROUPS for each in _named(spec, group, where)]
    _unique_labels(containers, f"{where}: container")
    for container in containers:
        _check_container(container, volumes, f"{where}: container {container['name']}")
    if refused := refusals(pod):
        raise ManifestRefused(f"{where}: {'; '.join(refused)}.", "remove the field")
    return pod


def _policy(spec: Json, where: str, policies: Sequence[Restart]) -> str:
    found = spec.get("restartPolicy") or Restart.ALWAYS.value
    expected = [each.value for each in policies]
    if found not in expected:
        raise ManifestRefused(
            f"{where}: restartPolicy: found {found!r}, expected {' or '.join(expected)}.", "correct the manifest"
        )
    return str(found)


def _check_container(container: Json, volumes: set[str], where: str) -> None:
    if container.get("restartPolicy"):
        _policy(container, where, tuple(Restart))
    if not isinstance(container.get("image"), str):
        raise ManifestRefused(f"{where} has no image.", "name one")
    for name in ("command", "args"):
        words = container.get(name) or []
        if not isinstance(words, list) or not all(isinstance(each, str) for each in words):
            raise ManifestRefused(f"{where}: {name} is not a list of strings: found {words!r}.", "quote each")
    for variable in _named(container, "env", where):
        value = variable.get("value")
        if value is not None and not isinstance(value, str):
            name = variable["name"]
            raise ManifestRefused(f"{where}: variable {name} is not a string: found {value!r}.", "quote it")
    for mount in _named(container, "volumeMounts", where):
        if mount["name"] not in volumes:
            raise ManifestRefused(f"{where} mounts {mount['name']}, which is no volume of the pod.", "declare it")
        if not isinstance(mount.get("mountPath"), str):
            raise ManifestRefused(f"{where}: the mount of {mount['name']} has no mountPath.", "add it")


def _unique_labels(items: Sequence[Json], where: str) -> set[str]:
    names: set[str] = set()
    for name in (each["name"] for each in items):
        if not _LABEL.fullmatch(name):
            raise ManifestRefused(
                f"{where}: found the name {name!r}, expected at most 63 lower-case letters, digits and '-'.",
                "rename it",
            )
        if name in names:
            raise ManifestRefused(f"{where} {name} is declared twice.", "rename one of them")
        names.add(name)
    return names


def _named(parent: Json, group: str, where: str) -> list[Json]:
    found = parent.get(group) or []
    if not isinstance(found, list):
        raise ManifestRefused(f"{where}: {group} is not a list: found {found!r}.", "correct the manifest")
    for each in found:
        if not isinstance(each, dict) or not isinstance(each.get("name"), str):
            raise ManifestRefused(f"{where}: an item of {group} has no name: found {each!r}.", "correct the manifest")
    return found
