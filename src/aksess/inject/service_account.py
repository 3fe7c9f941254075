"""The service account, as much of it as admission reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """A service account of the pod's namespace. annotations: the object's own, all of them."""

    name: str
    annotations: Mapping[str, str] = field(default_factory=dict)
