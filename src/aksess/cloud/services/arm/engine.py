"""Operations on the types of the table, found by path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, cast

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.operation import Operation, Requirement, RequiresRole, Run
from aksess.cloud.services.arm import reads, removal, writes
from aksess.cloud.services.arm.address import Address, Form, parse_address
from aksess.cloud.services.arm.kind import Action, Kinds, Placement, ResourceType, Verb
from aksess.cloud.services.arm.response_headers import operation
from aksess.cloud.services.arm.target import Target

_Verb = Callable[[Kinds, ResourceType, Call], Answer]
_ITEM: Final[Mapping[str, tuple[Verb, str, _Verb]]] = {
    "GET": (Verb.GET, "read", reads.get),
    "HEAD": (Verb.GET, "read", reads.head),
    "PUT": (Verb.PUT, "write", writes.put),
    "PATCH": (Verb.PATCH, "write", writes.patch),
    "DELETE": (Verb.DELETE, "delete", removal.delete),
}
_LIST: Final[Mapping[str, tuple[Verb, str, _Verb]]] = {"LIST": (Verb.LIST, "read", reads.list_all)}


class Engine:
    """All operations on all types. They are built once."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self._operations = {key: made for kind in kinds.values() for key, made in _operations(kinds, kind)}

    def find(self, call: Call, segments: tuple[str, ...]) -> Operation | None:
        """Return the operation that a path names and set ``call.target``; None if there is no such operation.

        Args:
            call: the call.
            segments: the decoded segments of its path.
        """
        address = parse_address(segments)
        if address is None:
            return None
        if address.form is Form.ITEM:
            return self._on_item(call, segments, address, "")
        return self._on_collection(call, segments, address) or self._on_item(
            call, segments[:-1], address.item, address.action.lower()
        )

    def _on_item(self, call: Call, segments: tuple[str, ...], address: Address, action: str) -> Operation | None:
        kind = self.kinds.get(address.type.lower())
        if kind is None or not _can_be_at(kind, address):
            return None
        call.target = Target(segments, "/" + "/".join(segments), address)
        return self._operations.get((kind.name, call.method, action))

    def _on_collection(self, call: Call, segments: tuple[str, ...], address: Address) -> Operation | None:
        kind = self.kinds.get(address.type.lower())
        if kind is None or call.method != "GET":
            return None
        call.target = Target(segments, address.parent, address, list_action=kind.action("read"))
        return self._operations.get((kind.name, "LIST", ""))


def _can_be_at(kind: ResourceType, address: Address) -> bool:
    """Whether resources of a type can exist at the scope of an address."""
    if kind.placement is Placement.EXTENSION or kind.name == "Microsoft.Resources/resourceGroups":
        return True
    return "/resourcegroups/" in address.scope.lower() and "/providers/" not in address.scope.lower()


Key = tuple[str, str, str]


def _operations(kinds: Kinds, kind: ResourceType) -> Iterator[tuple[Key, Operation]]:
    for method, (verb, needed, run) in {**_ITEM, **_LIST}.items():
        if verb in kind.verbs:
            override = kind.overrides.get(method)
            bound = cast("Run", partial(override.run if override else run, kinds, kind))
            requirement: Requirement = (
                override.requirement if override else RequiresRole(kind.action(needed), data=False)
            )
            yield (kind.name, method, ""), operation(f"{method.lower()} {kind.name}", requirement, bound)
    for action in kind.actions:
        yield (kind.name, action.method, action.name.lower()), _action(kinds, kind, action)


def _action(kinds: Kinds, kind: ResourceType, action: Action) -> Operation:
    requirement = action.requirement or RequiresRole(kind.action(f"{action.name}/action"), data=False)
    return operation(f"{action.name} {kind.name}", requirement, partial(reads.act, kinds, kind, action.run))
