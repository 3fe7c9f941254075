"""Finds the operation for a method and a path, in a tree of path segments.

Templates are written as in the services' documentation, ``/secrets/{name}/{version}``. A literal segment is
compared without case and beats a parameter; ``{rest*}`` takes all that is left, percent-decoded, slashes and
all. Empty segments are passed over, because clients send ``//metadata`` and ``/secrets/name/``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation

# How many paths are cached, and the longest path that is.
REMEMBERED = 1_024
LONGEST = 512


@dataclass(frozen=True, slots=True)
class Route:
    """One route: ``method`` and ``template`` select ``operation``; ``query`` names a query parameter and its required
    value.
    """

    method: str
    template: str
    operation: Operation
    query: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Node:
    literals: dict[str, _Node] = field(default_factory=dict)
    parameter: tuple[str, _Node] | None = None
    rest: tuple[str, list[Route]] | None = None
    routes: list[Route] = field(default_factory=list)


class Routes:
    """A compiled table of routes. Raises ValueError at construction where two templates name a segment differently.

    rows: the routes as they were given.
    """

    def __init__(self, routes: Iterable[Route]) -> None:
        self.rows = tuple(routes)
        self._root = _Node()
        # A cache of paths whose route does not depend on the query: a client gets the same secret again and again.
        self._known: dict[tuple[str, str], tuple[Operation, dict[str, str]]] = {}
        self._by_path = True
        for route in self.rows:
            self._by_path = self._by_path and not route.query
            self._add(route)

    def _add(self, route: Route) -> None:
        node = self._root
        for segment in [part for part in route.template.split("/") if part]:
            if segment.startswith("{") and segment.endswith("*}"):
                node.rest = node.rest or (segment[1:-2], [])
                node.rest[1].append(route)
                return
            if segment.startswith("{"):
                name = segment[1:-1]
                node.parameter = node.parameter or (name, _Node())
                if node.parameter[0] != name:
                    raise ValueError(f"{route.template}: {name} is already called {node.parameter[0]} here")
                node = node.parameter[1]
            else:
                node = node.literals.setdefault(segment.lower(), _Node())
        node.routes.append(route)

    def find(self, call: Call, path: str = "") -> Operation | None:
        """Return the operation of a call and fill ``call.params``; None if no route matches.

        path: a normalized spelling of the call's own path.
        """
        path = path or call.path
        found = self._known.get((call.method, path))
        if found is None:
            segments = [part for part in path.split("/") if part]
            found = self._walk(self._root, segments, 0, call, {})
            if found is None:
                return None
            if self._by_path and len(path) <= LONGEST:
                self._remember(call.method, path, found)
        operation, params = found
        call.params = params.copy()
        return operation

    def _remember(self, method: str, path: str, found: tuple[Operation, dict[str, str]]) -> None:
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[method, path] = found

    def _walk(
        self, node: _Node, segments: list[str], at: int, call: Call, params: dict[str, str]
    ) -> tuple[Operation, dict[str, str]] | None:
        if at == len(segments):
            operation = _pick(node.routes, call)
            return (operation, params) if operation else None
        segment = segments[at]
        literal = node.literals.get(segment.lower())
        if literal and (found := self._walk(literal, segments, at + 1, call, params)):
            return found
        if node.parameter:
            name, child = node.parameter
            with_name = {**params, name: unquote(segment)}
            if found := self._walk(child, segments, at + 1, call, with_name):
                return found
        if node.rest and (operation := _pick(node.rest[1], call)):
            return operation, {**params, node.rest[0]: unquote("/".join(segments[at:]))}
        return None


def _pick(routes: list[Route], call: Call) -> Operation | None:
    plain: Operation | None = None
    for route in routes:
        if route.method != call.method:
            continue
        if not route.query:
            plain = plain or route.operation
        elif all(call.query.get(name, "").lower() == value for name, value in route.query):
            return route.operation
    return plain
