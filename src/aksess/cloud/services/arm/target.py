"""What a request is for: its path, parsed once when the operation is looked up, and carried by ``call.target``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.arm.address import Address
from aksess.cloud.services.arm.errors import bad_request


@dataclass(frozen=True, slots=True)
class Target:
    """The target of one request.

    segments: of the path, decoded. scope: the id at which the caller needs the role that the operation requires.
    address: of the resource or collection; for an action, of the resource that it runs on; None for a fixed path.
    list_action: the action that shows a resource in this list, ``""`` if the request is not a list. readable_only:
    whether the list holds only the resources on which the caller has that action.
    """

    segments: tuple[str, ...]
    scope: str
    address: Address | None = None
    list_action: str = ""
    readable_only: bool = False


def target_of(call: Call) -> Target:
    """Return the target of a call.

    Raises:
        RuntimeError: the operation of the call was not looked up yet; this is a defect of ours.
    """
    if not isinstance(call.target, Target):
        raise RuntimeError(f"{call.method} {call.path}: the call has no ARM target")
    return call.target


def address_of(call: Call) -> Address:
    """Return the address of the resource or collection that a call names.

    Raises:
        Fault: 400 InvalidRequestUri, the path names no resource.
    """
    address = target_of(call).address
    if address is None:
        raise bad_request("InvalidRequestUri", "The path names no resource.")
    return address


def show_readable_only(call: Call) -> None:
    """Limit the list that a call asks for to the resources that the caller may read."""
    call.target = replace(target_of(call), readable_only=True)
