"""Write docs/reference/operations.md from the services' tables: ``python -m tools.write_operations``.

A test compares them.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.services.arm.kind import Placement, ResourceType, Verb
from aksess.cloud.services.arm.kinds import TYPES
from tools.operation_rows import PACKAGE, Row, requirement_in_words, requires, rows_of, services

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "operations.md"

HEAD: Final = """# Operations

Everything that the local Azure answers, and what each operation requires of the caller. Written from the services' own
tables by `python -m tools.write_operations`; a test compares the two and asks for every line.

An operation that is not here is answered with 501 and its own name, never with a success and never with a 500, which
Azure's Go clients would repeat for half an hour.

How to read "requires": an action or dataAction (data) of a role, without its namespace; `policy` is the permission of a
Key Vault access policy that does as well, in a vault that goes by policies; `SAS` lists letters of which a shared
access signature needs one; "a proven caller" needs a good token and no grant. Account keys and access keys open what
they open on Azure, where the resource allows them. Network rules come on top.
"""

TYPES_HEAD: Final = """### Resource types

GET and LIST need `{type}/read`, PUT and PATCH `{type}/write`, DELETE `{type}/delete`, an action
`{type}/{action}/action`, at the scope of the resource. Where "a proven caller" is said, the operation itself checks the
grant, at the scopes that its body names or for each entry of a list. An `api-version` is checked for its form only, and
every resource answers in its newest shape; the versions here are those that `providers` lists.

| type | verbs | actions | api-versions |
|---|---|---|---|
"""

# Several ways to write one thing are one line.
_ORDER: Final = ("GET", "LIST", "PUT", "PATCH", "DELETE")


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_section(name, routes) for name, routes in services())]).rstrip() + "\n"


def _section(name: str, routes: ModuleType) -> str:
    about = inspect.getdoc(import_module(f"{PACKAGE}.{name}")) or ""
    hosts = ", ".join(f"`{host}`" for service in routes.SERVICES for host in service.hosts)
    parts = [f"## {name}", f"Hosts: {hosts}", about.replace("``", "`"), _table(list(rows_of(name, routes)))]
    if name == "arm":
        parts.append(TYPES_HEAD + "\n".join(_type(kind) for kind in TYPES))
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(rows: list[Row]) -> str:
    if not rows:
        return ""
    head = ["| operation | asked with | requires |", "|---|---|---|"]
    return "\n".join([*head, *_lines(rows)])


def _lines(rows: list[Row]) -> Iterator[str]:
    merged: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in rows:
        ways = merged.setdefault((row.operation.name, requires(row.operation)), {})
        methods = ways.setdefault(row.where, [])
        if row.method not in methods:
            methods.append(row.method)
    for (name, demanded), ways in merged.items():
        asked = "<br>".join(f"{'/'.join(methods)} {_coded(where)}" for where, methods in ways.items())
        yield f"| {name} | {asked} | {demanded} |"


def _coded(where: str) -> str:
    path, comma, beside = where.partition(", ")
    return f"`{path}`{comma}{beside}"


def _type(kind: ResourceType) -> str:
    verbs = " ".join(verb for verb in _ORDER if Verb(verb.lower()) in kind.verbs)
    own = [
        f"{method}: {requirement_in_words(each.requirement)}"
        for method, each in kind.overrides.items()
        if not _usual(kind, method)
    ]
    said = "; ".join([verbs, *own]) if own else verbs
    actions = ", ".join(f"`{action.name}`" for action in kind.actions) or "-"
    place = "" if kind.placement is not Placement.EXTENSION else " (on anything)"
    return f"| `{kind.name}`{place} | {said} | {actions} | {', '.join(kind.versions)} |"


def _usual(kind: ResourceType, method: str) -> bool:
    needed = {"GET": "read", "LIST": "read", "DELETE": "delete"}.get(method, "write")
    return kind.overrides[method].requirement == RequiresRole(kind.action(needed), data=False)


def write() -> None:
    """Write the page."""
    PAGE.write_text(page())


if __name__ == "__main__":
    write()
