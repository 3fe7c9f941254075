"""Where a request comes from, as a network sees it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request comes from: the client whose proxy listener accepted it.

    name: the client's, ``"operator"`` or a pod's. address: the caller's IPv4 address as Azure would see it. subnet: ARM
    id of the caller's subnet, if any. identities: object ids of the managed identities that IMDS serves to this client,
    the default first.
    """

    name: str
    address: str
    subnet: str | None = None
    identities: tuple[str, ...] = ()
