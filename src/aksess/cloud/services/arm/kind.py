"""What a resource type is: data, and a few functions where it behaves in a way of its own.

Adding a type is writing one ``ResourceType`` in a module of ``types/`` and naming it in the table of ``kinds.py``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Requirement
from aksess.cloud.resources.inventory import Resource


class Place(StrEnum):
    """Where resources of a type live.

    TRACKED: in a resource group, with a location and tags, and in its list of resources. CHILD: below another resource.
    EXTENSION: on anything, from the tenant down.
    """

    TRACKED = "tracked"
    CHILD = "child"
    EXTENSION = "extension"


class Verb(StrEnum):
    """What can be done to resources of any type."""

    GET = "get"
    LIST = "list"
    PUT = "put"
    PATCH = "patch"
    DELETE = "delete"


CRUD: frozenset[Verb] = frozenset(Verb)


@dataclass(frozen=True, slots=True)
class Codes:
    """The status codes that a type answers: clients accept no others (hashicorp/go-azure-sdk lists them a type).

    missing: of a DELETE of what is not there.
    """

    created: int = 201
    replaced: int = 200
    patched: int = 200
    deleted: int = 200
    missing: int = 204


@dataclass(slots=True)
class Write:
    """One PUT or PATCH on its way. ``fill`` looks at what was sent and completes ``resource``, which is then stored.

    before: the resource as it was, None if it is created. sent: the body; ``resource`` holds a copy of it, merged with
    ``before`` if the verb is PATCH. parent: the parent resource, None if the type has one level. inline: the resources
    below this one that the body contains; they are written after it.
    """

    call: Call
    kind: ResourceType
    verb: Verb
    sent: dict[str, Any]
    before: Resource | None
    resource: Resource
    parent: Resource | None = None
    inline: list[dict[str, Any]] | None = None

    @property
    def properties(self) -> dict[str, Any]:
        """The properties that will be stored."""
        return self.resource.properties

    @property
    def kept(self) -> dict[str, Any]:
        """The properties as they were; empty where the resource is created."""
        return self.before.properties if self.before else {}


@dataclass(frozen=True, slots=True)
class Action:
    """POST (or GET) ``{resource}/{name}``. run takes the call and the resource that it is done to.

    requirement: None for the type's own ``{type}/{name}/action``. collection: done to the type at a scope, not to one
    resource.
    """

    name: str
    run: Callable[[Call, Resource], Answer]
    method: str = "POST"
    requirement: Requirement | None = None


def fill_nothing(write: Write) -> None:
    """A type with nothing to complete."""


def shown_as_stored(call: Call, resource: Resource) -> Resource:
    """A type that shows what it stores."""
    return resource


def takes_nothing_along(call: Call, resource: Resource) -> Iterable[str]:
    """A type whose removal removes nothing beyond what is below it."""
    return ()


@dataclass(frozen=True, slots=True)
class Own:
    """What a type does itself in place of the engine: for ``GET``, ``PUT``, ``DELETE``, … or ``LIST``."""

    requirement: Requirement
    run: Callable[[Kinds, ResourceType, Call], Answer | Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class ResourceType:
    """A type of the table.

    name: as ARM spells it. versions: API versions, newest first (clients look them up). name_pattern, name_rule: what
    a name must match whole, and that rule in words. verbs: what is served. waits: verbs that are long-running.
    provisioning: whether ``properties.provisioningState`` is shown. etag: whether ``etag`` is. action_type: how actions
    spell the type where they spell it otherwise.

    fill: complete and check what is written, or raise Fault. wrote: what else changes once it is stored. show: as
    ARM shows it. removal_refused: the Fault that keeps it, or None. removed: what else changes once it is gone; gives
    the ids of what goes with it. no_parent: the Fault where the parent is missing, None for ARM's own. own: by method.
    """

    name: str
    versions: tuple[str, ...]
    place: Place
    codes: Codes = Codes()
    name_pattern: str = r"[^<>%&:\\?/*#\x00-\x1f\x7f]{1,260}"
    name_rule: str = "It must have 1 to 260 characters and none of <>%&:\\?/*#."
    verbs: frozenset[Verb] = CRUD
    waits: frozenset[Verb] = frozenset()
    provisioning: bool = True
    etag: bool = False
    action_type: str = ""
    fill: Callable[[Write], None] = fill_nothing
    wrote: Callable[[Write], None] = fill_nothing
    show: Callable[[Call, Resource], Resource] = shown_as_stored
    removal_refused: Callable[[Call, Resource], Fault | None] = lambda call, resource: None
    removed: Callable[[Call, Resource], Iterable[str]] = takes_nothing_along
    no_parent: Callable[[str], Fault] | None = None
    actions: tuple[Action, ...] = ()
    own: Mapping[str, Own] = field(default_factory=dict)

    @property
    def namespace(self) -> str:
        """``Microsoft.KeyVault`` of ``Microsoft.KeyVault/vaults``."""
        return self.name.partition("/")[0]

    @property
    def types(self) -> tuple[str, ...]:
        """The type without its namespace, a segment for each level."""
        return tuple(self.name.split("/")[1:])

    def action(self, verb: str) -> str:
        """What a role must contain: ``read``, ``write``, ``delete`` or ``{name}/action`` of this type."""
        return f"{self.action_type or self.name}/{verb}"


Kinds = Mapping[str, ResourceType]
"""The table: types by their name in lower case."""
