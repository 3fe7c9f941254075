"""Entra's host names.

The public cloud's names for one service (AzureAD/microsoft-authentication-library-for-go, authority.go), and the
regional ones. login.microsoftonline.us and the like are other clouds.
"""

from __future__ import annotations

from typing import Final

HOSTS: Final = (
    "login.microsoftonline.com",
    "login.windows.net",
    "login.microsoft.com",
    "sts.windows.net",
    "*.login.microsoft.com",
)

_ISSUERS: Final = tuple(f"https://{host}/" for host in HOSTS if "*" not in host)


def is_entras_own(issuer: str) -> bool:
    """Return whether an ``iss`` claim of any type is one of Entra's own issuers."""
    return issuer.startswith(_ISSUERS)


def is_entra(host: str) -> bool:
    """Return whether a host name, in any case, is one of Entra's."""
    name = host.lower()
    return name in HOSTS or f"*.{name.partition('.')[2]}" in HOSTS
