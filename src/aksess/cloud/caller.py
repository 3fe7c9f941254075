"""Who calls, and from where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request comes from, as a network would know it: the door it came through.

    address: the caller's IPv4 address as Azure would see it. subnet: ARM id of the caller's subnet, if any.
    identities: object ids of the managed identities that IMDS serves at this door, the default first.
    """

    name: str
    address: str
    subnet: str | None = None
    identities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who proved to be calling. ``principals`` is the object id and those of the groups it is in."""

    object_id: str
    app_id: str
    tenant_id: str
    principals: frozenset[str]
    claims: dict[str, Any] = field(repr=False)
