"""A resource type: data, and hooks into the lifecycle of its resources.

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
from aksess.cloud.services.arm.body import BodyReader


class Placement(StrEnum):
    """Where resources of a type are.

    TRACKED: in a resource group, with a location and tags, and in its list of resources. CHILD: below another resource.
    EXTENSION: at any scope, from the tenant down.
    """

    TRACKED = "tracked"
    CHILD = "child"
    EXTENSION = "extension"


class Verb(StrEnum):
    """The operations on resources of any type."""

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
    """One PUT or PATCH. ``before_write`` checks and completes ``resource``, which is then stored.

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
    def reader(self) -> BodyReader:
        """A reader of the properties that will be stored."""
        return BodyReader(self.resource.properties, "properties")

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


def write_unchanged(write: Write) -> None:
    """The hook of a type that completes nothing before a write, or does nothing after it."""


def wire_unchanged(call: Call, resource: Resource) -> Resource:
    """The hook of a type that shows its resources as they are stored."""
    return resource


def delete_allowed(call: Call, resource: Resource) -> None:
    """The hook of a type whose resources can always be deleted."""


def delete_nothing_else(call: Call, resource: Resource) -> Iterable[str]:
    """The hook of a type whose resources take nothing with them but the resources below them."""
    return ()


@dataclass(frozen=True, slots=True)
class Override:
    """An operation of one type that replaces the one of every type: for ``GET``, ``PUT``, ``DELETE``, … or ``LIST``."""

    requirement: Requirement
    run: Callable[[Kinds, ResourceType, Call], Answer | Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class ResourceType:
    """A type of the table.

    name: as ARM spells it. versions: API versions, newest first (clients look them up). name_pattern, name_rule: what
    a name must match whole, and that rule in words. verbs: those that are served. async_verbs: those that start an
    asynchronous operation. provisioning: whether ``properties.provisioningState`` is shown. etag: whether ``etag`` is.
    action_type: the type as role actions spell it, if they spell it differently. overrides: operations by method.

    The hooks, in the order of a resource's life:
    before_write: checks and completes what is written, or raises Fault.
    after_write: changes other resources once this one is stored.
    to_wire: returns the resource as ARM shows it.
    before_delete: raises Fault if the resource must stay.
    after_delete: changes other resources; returns the ids of those that are deleted too.
    parent_missing: returns the Fault for a missing parent; None for ARM's own.
    """

    name: str
    versions: tuple[str, ...]
    placement: Placement
    codes: Codes = Codes()
    name_pattern: str = r"[^<>%&:\\?/*#\x00-\x1f\x7f]{1,260}"
    name_rule: str = "It must have 1 to 260 characters and none of <>%&:\\?/*#."
    verbs: frozenset[Verb] = CRUD
    async_verbs: frozenset[Verb] = frozenset()
    provisioning: bool = True
    etag: bool = False
    action_type: str = ""
    before_write: Callable[[Write], None] = write_unchanged
    after_write: Callable[[Write], None] = write_unchanged
    to_wire: Callable[[Call, Resource], Resource] = wire_unchanged
    before_delete: Callable[[Call, Resource], None] = delete_allowed
    after_delete: Callable[[Call, Resource], Iterable[str]] = delete_nothing_else
    parent_missing: Callable[[str], Fault] | None = None
    actions: tuple[Action, ...] = ()
    overrides: Mapping[str, Override] = field(default_factory=dict)

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
