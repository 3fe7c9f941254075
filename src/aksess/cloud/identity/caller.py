"""The authenticated caller of an operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Caller:
    """Who proved to be calling. ``principals`` is the object id and those of the groups it is in."""

    object_id: str
    app_id: str
    tenant_id: str
    principals: frozenset[str]
    claims: dict[str, Any] = field(repr=False)
