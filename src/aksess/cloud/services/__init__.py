"""The services of the local Azure, strangers to each other. Each folder: routes, operations, faults.

This is the one place that knows them all.
"""

from __future__ import annotations

import functools
from importlib import import_module
from typing import Final

from aksess.cloud.pipeline.operation import Service

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
# Folders that are imported when somebody first asks for what they serve, name and hosts of each: together they take a
# third of a start. A test holds this to what stands in the folders.
LATER: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "appconfig": {"appconfig": ("*.azconfig.io",)},
    "arm": {"arm": ("management.azure.com", "management.core.windows.net")},
    "blob": {"blob": ("*.blob.core.windows.net",)},
    "datalake": {"datalake": ("*.dfs.core.windows.net",), "website": ("*.z6.web.core.windows.net",)},
    "file": {"file": ("*.file.core.windows.net",)},
    "graph": {"graph": ("graph.microsoft.com",)},
    "keyvault": {"keyvault": ("*.vault.azure.net",)},
    "queue": {"queue": ("*.queue.core.windows.net",)},
    "table": {"table": ("*.table.core.windows.net",)},
}


def every_service() -> tuple[Service, ...]:
    """Each folder's ``routes.SERVICES``, in the order of NAMES, imported now."""
    return tuple(service for name in NAMES for service in _of_folder(name))


def services_as_asked() -> tuple[Service, ...]:
    """The same services; those of LATER are imported at the first request to them."""
    return tuple(
        service
        for folder in NAMES
        for service in (
            [_later(folder, name, hosts) for name, hosts in LATER[folder].items()]
            if folder in LATER
            else _of_folder(folder)
        )
    )


def _of_folder(name: str) -> tuple[Service, ...]:
    found: tuple[Service, ...] = import_module(f"{__name__}.{name}.routes").SERVICES
    return found


def _later(folder: str, name: str, hosts: tuple[str, ...]) -> Service:
    @functools.cache
    def real() -> Service:
        return next(each for each in _of_folder(folder) if each.name == name)

    return Service(
        name,
        hosts,
        find=lambda call: real().find(call),
        authenticate=lambda call, operation: real().authenticate(call, operation),
        authorize=lambda call, operation: real().authorize(call, operation),
        not_implemented=lambda call: real().not_implemented(call),
        render_error=lambda call, fault: real().render_error(call, fault),
    )
