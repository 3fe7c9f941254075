"""The quality of service class of a pod (Kubernetes documentation, "Pod Quality of Service Classes")."""

from __future__ import annotations

from aksess.cluster.node.pod import Json, containers_of
from aksess.cluster.node.quantity import parse_quantity


def qos_class(pod: Json) -> str:
    """``Guaranteed``, ``Burstable`` or ``BestEffort``."""
    every = [each.spec.get("resources") or {} for each in containers_of(pod)]
    if not any(_counted(each, kind) for each in every for kind in ("limits", "requests")):
        return "BestEffort"
    return "Guaranteed" if all(_is_guaranteed(each) for each in every) else "Burstable"


def _is_guaranteed(resources: Json) -> bool:
    limits = _counted(resources, "limits")
    requests = limits | _counted(resources, "requests")
    return set(limits) == {"cpu", "memory"} and {name: parse_quantity(text) for name, text in limits.items()} == {
        name: parse_quantity(text) for name, text in requests.items()
    }


def _counted(resources: Json, kind: str) -> dict[str, str]:
    return {name: str(value) for name, value in (resources.get(kind) or {}).items() if name in ("cpu", "memory")}
