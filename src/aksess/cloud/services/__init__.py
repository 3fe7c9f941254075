"""The services of the local Azure, strangers to each other. Each folder: routes, operations, faults.

``every_service`` is the one place that knows them all.
"""

from __future__ import annotations

from importlib import import_module

from aksess.cloud.operation import Service

NAMES: tuple[str, ...] = (
    "control",
    "entra",
    "graph",
    "issuers",
    "imds",
    "address",
    "keyvault",
    "blob",
    "arm",
    "queue",
    "table",
    "file",
    "datalake",
    "appconfig",
)


def every_service() -> tuple[Service, ...]:
    """Each folder's ``routes.SERVICES``, in the order of NAMES."""
    return tuple(service for name in NAMES for service in import_module(f"{__name__}.{name}.routes").SERVICES)
