"""Method, path and ``comp`` to operation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, Service
from aksess.cloud.services.queue import operations as does
from aksess.cloud.services.queue.authz import AUTHORIZATION
from aksess.cloud.storage.address import split
from aksess.cloud.storage.errors import not_implemented, render_xml

Table = Mapping[tuple[str, str], Operation]

SERVICE: Mapping[tuple[str, str, str], Operation] = MappingProxyType(
    {
        ("GET", "", "list"): does.LIST_QUEUES,
        ("GET", "service", "properties"): does.GET_SERVICE_PROPERTIES,
        ("PUT", "service", "properties"): does.SET_SERVICE_PROPERTIES,
        ("POST", "service", "userdelegationkey"): does.GET_DELEGATION_KEY,
    }
)
QUEUE: Table = MappingProxyType(
    {
        ("PUT", ""): does.CREATE_QUEUE,
        ("DELETE", ""): does.DELETE_QUEUE,
        ("GET", "metadata"): does.GET_QUEUE,
        ("HEAD", "metadata"): does.GET_QUEUE,
        ("PUT", "metadata"): does.SET_QUEUE_METADATA,
        ("GET", "acl"): does.GET_ACCESS_LIST,
        ("HEAD", "acl"): does.GET_ACCESS_LIST,
        ("PUT", "acl"): does.SET_ACCESS_LIST,
    }
)
MESSAGES: Table = MappingProxyType(
    {("POST", ""): does.PUT_MESSAGE, ("GET", ""): does.GET_MESSAGES, ("DELETE", ""): does.CLEAR_MESSAGES}
)
MESSAGE: Table = MappingProxyType({("PUT", ""): does.UPDATE_MESSAGE, ("DELETE", ""): does.DELETE_MESSAGE})


def find(call: Call) -> Operation | None:
    """The operation of a call, its queue and message in ``call.params``."""
    comp = call.query.get("comp", "").lower()
    queue, rest = split(call.path)
    if not queue:
        return SERVICE.get((call.method, call.query.get("restype", "").lower(), comp))
    call.params = {"queue": queue}
    if not rest:
        return QUEUE.get((call.method, comp))
    below, _, message = rest.partition("/")
    if below != "messages":
        return None
    if message:
        call.params = {"queue": queue, "message": message}
        return MESSAGE.get((call.method, comp))
    if call.method == "GET" and call.query.get("peekonly", "").lower() == "true":
        return does.PEEK_MESSAGES
    return MESSAGES.get((call.method, comp))


def operation_not_implemented(call: Call) -> Fault:
    """What an operation that is not there answers."""
    asked = [f"{name}={call.query[name]}" for name in ("restype", "comp") if call.query.get(name)]
    return not_implemented(call, f"the queue operation {' '.join([call.method, *asked])}")


SERVICES = (
    Service(
        "queue",
        ("*.queue.core.windows.net",),
        find,
        AUTHORIZATION.authenticate,
        AUTHORIZATION.authorize,
        operation_not_implemented,
        render_xml,
    ),
)
