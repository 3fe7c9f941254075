"""The authenticated caller of an operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Caller:
    """The authenticated caller. ``principals`` holds its object id and those of its groups."""

    object_id: str
    app_id: str
    tenant_id: str
    principals: frozenset[str]
    claims: dict[str, Any] = field(repr=False)
