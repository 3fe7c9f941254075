"""What the services' own tables say: an operation, how it is asked for, what it requires."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Final

from aksess.cloud.pipeline.operation import (
    Authenticated,
    Operation,
    Public,
    Requirement,
    RequiresAppPermission,
    RequiresRole,
    RequiresVaultPermission,
)
from aksess.cloud.pipeline.routing import Routes
from aksess.cloud.services import NAMES
from aksess.cloud.storage.operation import StorageOperation

PACKAGE: Final = "aksess.cloud.services"
# Stands in for nothing of Azure.
OURS: Final = "control"

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One way to ask for an operation. where: path template with its query."""

    method: str
    where: str
    operation: Operation


def _with(path: str, **query: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items() if value)
    return f"{path}?{asked}" if asked else path


def _service(key: Key) -> str:
    return _with("/", restype=key[1], comp=key[2])


# Services that look for more than the path keep tables of their own: folder and table, how a key of it reads.
READS: Final[Mapping[tuple[str, str], Callable[[Key], str]]] = {
    ("blob", "SERVICE"): _service,
    ("blob", "CONTAINER"): lambda key: _with("/{container}", restype="container", comp=key[1]),
    ("blob", "BLOB"): lambda key: _with("/{container}/{blob}", comp=key[1]),
    ("blob", "FROM_URL"): lambda key: _with("/{container}/{blob}", comp=key[1]) + ", `x-ms-copy-source`",
    ("queue", "SERVICE"): _service,
    ("queue", "QUEUE"): lambda key: _with("/{queue}", comp=key[1]),
    ("queue", "MESSAGES"): lambda key: _with("/{queue}/messages", comp=key[1]),
    ("queue", "MESSAGE"): lambda key: _with("/{queue}/messages/{message}", comp=key[1]),
    ("table", "SERVICE"): _service,
    ("file", "SERVICE"): _service,
    ("appconfig", "LISTS"): lambda key: f"/{key[1]}",
    ("appconfig", "ITEMS"): lambda key: f"/{key[1]}/{{{'name' if key[1] == 'snapshots' else 'key'}}}",
}
# Chosen by a header or a flag, among what a table has: folder, operation, method, where.
CHOSEN: Final = (
    ("blob", "PUT_BLOB_FROM_URL", "PUT", "/{container}/{blob}, `x-ms-copy-source` and `x-ms-blob-type: BlockBlob`"),
    ("queue", "PEEK_MESSAGES", "GET", "/{queue}/messages?peekonly=true"),
)


def services() -> Iterator[tuple[str, ModuleType]]:
    """Each service of Azure: its folder's name and its routes."""
    return ((name, import_module(f"{PACKAGE}.{name}.routes")) for name in NAMES if name != OURS)


def rows_of(name: str, routes: ModuleType) -> Iterator[Row]:
    """Every way into a service, in the order of its tables."""
    if name == "address":
        yield from (Row("GET", f"{host}{path}", found) for (host, path), found in routes._OPERATIONS.items())
    for table, value in vars(routes).items():
        if isinstance(value, Routes):
            yield from (Row(each.method, each.template, each.operation) for each in value.rows)
        elif (name, table) in READS:
            yield from (Row(key[0], READS[name, table](key), found) for key, found in value.items())
    for folder, operation, method, where in CHOSEN:
        if folder == name:
            yield Row(method, where, getattr(routes.does, operation))


def requires(operation: Operation) -> str:
    """What an operation requires, for a person."""
    words = requirement_in_words(operation.requirement)
    if not isinstance(operation, StorageOperation):
        return words
    for together in operation.together:
        words += ", or " + " with ".join(f"`{_short(each)}`" for each in together)
    return f"{words}, or SAS `{operation.signed.letters}`" if operation.signed.letters else words


def requirement_in_words(requirement: Requirement) -> str:
    """Actions without their namespace: the service's own is meant."""
    match requirement:
        case Public(why=why):
            return f"nothing: {why}"
        case Authenticated():
            return "a proven caller"
        case RequiresRole(action=action, data=data, or_actions=others):
            words = " or ".join(f"`{_short(each)}`" for each in (action, *others))
            kind = " (data)" if data and "/" in action else ""
            return f"{words}{kind}"
        case RequiresVaultPermission(kind=policy, permission=permission, role=role):
            return f"{requirement_in_words(role)}, or policy `{policy}: {permission}`"
        case RequiresAppPermission(any_of=permissions):
            return " or ".join(f"`{each}`" for each in permissions)


def _short(action: str) -> str:
    head, _, rest = action.partition("/")
    return rest if head.startswith("Microsoft.") else action
