"""ARM ids as they arrive: a scope, a provider's type, names, and perhaps an action behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from aksess.cloud.pipeline.call import Call


class Form(StrEnum):
    """What a path names: one resource, all of a type at a scope, or something done to one."""

    ITEM = "item"
    COLLECTION = "collection"


@dataclass(frozen=True, slots=True)
class Address:
    """A path of the form ``{scope}/providers/{namespace}/{type}/{name}[/{type}/{name}...][/{type or action}]``.

    scope: what stands before the last provider, ``""`` for the tenant. namespace, types, names: as spelled; a
    collection has one type more than names. A resource group is one of ``Microsoft.Resources``.
    """

    scope: str
    namespace: str
    types: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def form(self) -> Form:
        """Item or collection; the last segment of a "collection" may be an action on the item before it."""
        return Form.ITEM if len(self.types) == len(self.names) else Form.COLLECTION

    @property
    def type(self) -> str:
        """The type, ``Microsoft.KeyVault/vaults``, as spelled."""
        return "/".join((self.namespace, *self.types))

    @property
    def path(self) -> str:
        """Type and name of every level, ``Microsoft.KeyVault/vaults/kv``, as spelled: of an item."""
        return "/".join((self.namespace, *_interleave(self.types, self.names)))

    @property
    def item(self) -> Address:
        """What an action is done to: the address without its last type."""
        return Address(self.scope, self.namespace, self.types[:-1], self.names)

    @property
    def action(self) -> str:
        """The last segment, of an address that may be an action's."""
        return self.types[-1]

    @property
    def parent(self) -> str:
        """The id of the parent resource as spelled; the scope where the type has one level."""
        if len(self.types) < 2:
            return self.scope
        return f"{self.scope}/providers/{self.namespace}/{'/'.join(_interleave(self.types[:-1], self.names))}"


def read_address(call: Call) -> Address | None:
    """The address that a call's path names; None where it names no resource or collection of one."""
    return parse_address(tuple(_segments(call.path)))


def parse_address(segments: tuple[str, ...]) -> Address | None:
    """The address in the segments of a path, read from the left: a resource may be called ``providers``."""
    at = _scope_length(segments)
    if at is None:
        return None
    if at in (3, 4) and at == len(segments):
        return Address(_joined(segments[:2]), "Microsoft.Resources", (segments[2],), segments[3:4])
    found: Address | None = None
    scope = segments[:at]
    while at < len(segments):
        if segments[at].lower() != "providers" or at + 2 >= len(segments):
            return None
        end = _end_of_provider(segments, at + 2)
        path = segments[at + 2 : end]
        found = Address(_joined(scope), segments[at + 1], path[::2], path[1::2])
        if end < len(segments) and found.form is Form.COLLECTION:
            return None
        scope, at = segments[:end], end
    return found


def _segments(path: str) -> Iterator[str]:
    for part in path.split("/"):
        if part:
            # An encoded slash stays one: decoded it would name another resource.
            yield unquote(part).replace("/", "%2F")


def _scope_length(segments: tuple[str, ...]) -> int | None:
    if not segments or segments[0].lower() == "providers":
        return 0
    if segments[0].lower() != "subscriptions" or len(segments) < 3:
        return None
    if segments[2].lower() == "resourcegroups":
        return min(4, len(segments))
    return 2


def _end_of_provider(segments: tuple[str, ...], start: int) -> int:
    at = start
    while at < len(segments) and segments[at].lower() != "providers":
        at += 2
    return min(at, len(segments))


def _joined(segments: tuple[str, ...]) -> str:
    return "".join(f"/{segment}" for segment in segments)


def _interleave(types: tuple[str, ...], names: tuple[str, ...]) -> Iterator[str]:
    for kind, name in zip(types, names, strict=False):
        yield kind
        yield name
