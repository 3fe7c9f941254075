"""From a path to an operation on a type of the table, for every type alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, cast

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.operation import Operation, Requirement, RequiresRole, Run
from aksess.cloud.services.arm import reads, removal, writes
from aksess.cloud.services.arm.address import Address, Form, read_address
from aksess.cloud.services.arm.kind import Action, Kinds, Place, ResourceType, Verb
from aksess.cloud.services.arm.response_headers import operation

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
    """All operations on all types, made once."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self._operations = {key: made for kind in kinds.values() for key, made in _operations(kinds, kind)}

    def find(self, call: Call) -> Operation | None:
        """The operation that a path names; its scope for the grant in ``call.params``. None where there is none."""
        address = read_address(call)
        if address is None:
            return None
        if address.form is Form.ITEM:
            return self._item(call, address)
        return self._collection(call, address) or self._action(call, address)

    def _item(self, call: Call, address: Address) -> Operation | None:
        kind = self.kinds.get(address.type.lower())
        if kind is None or not _placed(kind, address):
            return None
        call.params = {"scope": "/" + "/".join(call.segments)}
        return self._operations.get((kind.name, call.method, ""))

    def _collection(self, call: Call, address: Address) -> Operation | None:
        kind = self.kinds.get(address.type.lower())
        if kind is None or call.method != "GET":
            return None
        call.params = {"scope": address.parent, "list": kind.action("read")}
        return self._operations.get((kind.name, "LIST", ""))

    def _action(self, call: Call, address: Address) -> Operation | None:
        kind = self.kinds.get(address.item.type.lower())
        if kind is None or not _placed(kind, address.item):
            return None
        call.params = {"scope": "/" + "/".join(call.segments[:-1])}
        return self._operations.get((kind.name, call.method, address.action.lower()))


def _placed(kind: ResourceType, address: Address) -> bool:
    """Whether resources of a type can be at a scope at all."""
    if kind.place is Place.EXTENSION or kind.name == "Microsoft.Resources/resourceGroups":
        return True
    return "/resourcegroups/" in address.scope.lower() and "/providers/" not in address.scope.lower()


Key = tuple[str, str, str]


def _operations(kinds: Kinds, kind: ResourceType) -> Iterator[tuple[Key, Operation]]:
    for method, (verb, needed, run) in {**_ITEM, **_LIST}.items():
        if verb in kind.verbs:
            own = kind.own.get(method)
            bound = cast("Run", partial(own.run if own else run, kinds, kind))
            requirement: Requirement = own.requirement if own else RequiresRole(kind.action(needed), data=False)
            yield (kind.name, method, ""), operation(f"{method.lower()} {kind.name}", requirement, bound)
    for action in kind.actions:
        yield (kind.name, action.method, action.name.lower()), _action(kinds, kind, action)


def _action(kinds: Kinds, kind: ResourceType, action: Action) -> Operation:
    requirement = action.requirement or RequiresRole(kind.action(f"{action.name}/action"), data=False)
    return operation(f"{action.name} {kind.name}", requirement, partial(reads.act, kinds, kind, action.run))
