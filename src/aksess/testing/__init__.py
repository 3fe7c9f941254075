"""The local Azure for tests: a pytest plugin (fixtures ``local_azure``, ``aksess_server``) and a small Python API.

    with LocalAzure() as azure, azure.inside():
        ...  # any Azure SDK, unmodified, as the operator

The names are imported when they are first used: pytest loads this package in every run of everybody who has it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aksess.testing.azure import LocalAzure
    from aksess.testing.server import ServerThread

__all__ = ["LocalAzure", "ServerThread"]

_HOMES = {"LocalAzure": "aksess.testing.azure", "ServerThread": "aksess.testing.server"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
