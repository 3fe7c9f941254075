"""ARM ids in request paths: a scope, a type of a provider, names, and possibly an action after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote


class Form(StrEnum):
    """Whether a path names one resource, or all resources of a type at a scope."""

    ITEM = "item"
    COLLECTION = "collection"


@dataclass(frozen=True, slots=True)
class Address:
    """A path of the form ``{scope}/providers/{namespace}/{type}/{name}[/{type}/{name}...][/{type or action}]``.

    scope: the part before the last provider, ``""`` for the tenant. namespace, types, names: as the path spells them;
    a collection has one type more than names. A resource group is a resource of ``Microsoft.Resources``.
    """

    scope: str
    namespace: str
    types: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def form(self) -> Form:
        """Item or collection. The last segment of a collection may be an action on the item before it."""
        return Form.ITEM if len(self.types) == len(self.names) else Form.COLLECTION

    @property
    def type(self) -> str:
        """The type as the path spells it, ``Microsoft.KeyVault/vaults``."""
        return "/".join((self.namespace, *self.types))

    @property
    def path(self) -> str:
        """Type and name of every level of an item, ``Microsoft.KeyVault/vaults/kv``."""
        return "/".join((self.namespace, *_interleave(self.types, self.names)))

    @property
    def id(self) -> str:
        """The id of an item below a provider, as the path spells it."""
        return f"{self.scope}/providers/{self.path}"

    def to_level(self, level: int) -> Address:
        """The address of the resource at a level of the type, 1 for the outermost."""
        return Address(self.scope, self.namespace, self.types[:level], self.names[:level])

    def below_level(self, level: int) -> tuple[str, ...]:
        """The segments after a level: type and name of each level below it."""
        last = self.types[len(self.names) :]
        return (*_interleave(self.types[level:], self.names[level:]), *last)

    @property
    def item(self) -> Address:
        """The resource that an action runs on: the address without its last type."""
        return Address(self.scope, self.namespace, self.types[:-1], self.names)

    @property
    def action(self) -> str:
        """The last segment, which names the action if the address is the address of an action."""
        return self.types[-1]

    @property
    def parent(self) -> str:
        """The id of the parent resource as the path spells it; the scope if the type has one level."""
        if len(self.types) < 2:
            return self.scope
        return f"{self.scope}/providers/{self.namespace}/{'/'.join(_interleave(self.types[:-1], self.names))}"


def parse_address(segments: Sequence[str]) -> Address | None:
    """Return the address in the segments of a path; None if they name no resource or collection of resources.

    Segments are read from the left, because a resource may be called ``providers``. The work grows with the number of
    segments, however many providers they name.
    """
    start = _scope_length(segments)
    if start is None:
        return None
    if start in (3, 4) and start == len(segments):
        return Address(_joined(segments[:2]), "Microsoft.Resources", (segments[2],), tuple(segments[3:4]))
    provider, end = start, start
    while end < len(segments):
        if segments[end].lower() != "providers" or end + 2 >= len(segments):
            return None
        provider, end = end, _end_of_provider(segments, end + 2)
    return _address_at(segments, provider) if end > start else None


def split_path(path: str) -> tuple[str, ...]:
    """Return the decoded segments of a path, without empty ones.

    An encoded slash stays encoded: decoded, it would name another resource.
    """
    return tuple(unquote(part).replace("/", "%2F") for part in path.split("/") if part)


def _address_at(segments: Sequence[str], provider: int) -> Address:
    path = tuple(segments[provider + 2 :])
    return Address(_joined(segments[:provider]), segments[provider + 1], path[::2], path[1::2])


def _scope_length(segments: Sequence[str]) -> int | None:
    if not segments or segments[0].lower() == "providers":
        return 0
    if segments[0].lower() != "subscriptions" or len(segments) < 3:
        return None
    if segments[2].lower() == "resourcegroups":
        return min(4, len(segments))
    return 2


def _end_of_provider(segments: Sequence[str], start: int) -> int:
    at = start
    while at < len(segments) and segments[at].lower() != "providers":
        at += 2
    return min(at, len(segments))


def _joined(segments: Iterable[str]) -> str:
    return "".join(f"/{segment}" for segment in segments)


def _interleave(types: tuple[str, ...], names: tuple[str, ...]) -> Iterator[str]:
    for kind, name in zip(types, names, strict=False):
        yield kind
        yield name
