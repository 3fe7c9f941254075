"""The downward API: fields and resources of a pod as text.

Kubernetes documentation, "Downward API".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from aksess.cluster.node.pod import Json, container_named
from aksess.cluster.node.quantity import divide, parse_quantity

_SUBSCRIPT: Final = re.compile(r"(metadata\.(?:labels|annotations))\['(.+)'\]")


class FieldFailed(Exception):
    """A field or resource is not one that the downward API has; the text says so."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The node and addresses that a pod can read.

    allocatable: of the node, by resource; it stands in for a missing limit.
    """

    node_name: str
    host_ip: str
    pod_ip: str
    allocatable: Mapping[str, str]


def field_value(pod: Json, path: str, where: Surroundings) -> str:
    """The value of ``fieldRef.fieldPath``.

    Raises:
        FieldFailed: there is no such field.
    """
    metadata = pod["metadata"]
    subscript = _SUBSCRIPT.fullmatch(path)
    if subscript:
        return str((metadata.get(subscript[1].partition(".")[2]) or {}).get(subscript[2], ""))
    if path in ("metadata.labels", "metadata.annotations"):
        return _listed(metadata.get(path.partition(".")[2]) or {})
    found = {
        "metadata.name": metadata["name"],
        "metadata.namespace": metadata["namespace"],
        "metadata.uid": metadata["uid"],
        "spec.nodeName": where.node_name,
        "spec.serviceAccountName": pod["spec"].get("serviceAccountName") or "",
        "status.hostIP": where.host_ip,
        "status.hostIPs": where.host_ip,
        "status.podIP": where.pod_ip,
        "status.podIPs": where.pod_ip,
    }
    if path not in found:
        raise FieldFailed(f"unsupported fieldPath: {path}")
    return str(found[path])


def resource_value(pod: Json, reference: Json, container: str, where: Surroundings) -> str:
    """The value of a ``resourceFieldRef`` in units of its divisor.

    Args:
        reference: the ``resourceFieldRef``.
        container: the one to read where the reference names none.

    Raises:
        FieldFailed: the container or the resource is unknown.
    """
    name = reference.get("containerName") or container
    found = container_named(pod, name)
    if found is None:
        raise FieldFailed(f"container {name} not found")
    kind, _, resource = str(reference["resource"]).partition(".")
    if kind not in ("limits", "requests") or not resource:
        raise FieldFailed(f"unsupported container resource: {reference['resource']}")
    resources = found.spec.get("resources") or {}
    amount = (resources.get(kind) or {}).get(resource)
    if amount is None and kind == "limits":
        amount = where.allocatable.get(resource)
    return str(
        divide(parse_quantity(str(amount)) if amount is not None else Decimal(0), reference.get("divisor") or "")
    )


def _listed(values: Mapping[str, str]) -> str:
    # kubernetes/kubernetes, pkg/fieldpath/fieldpath.go: key="value" in order, a line each, quoted as Go quotes.
    return "\n".join(f"{key}={json.dumps(values[key], ensure_ascii=False)}" for key in sorted(values))
