"""Asynchronous operations, which clients poll. Every operation has ended before a client asks for its status.

Microsoft Learn, "Track asynchronous Azure operations". With ``Retry-After: 0``
clients in Go do not wait. Clients in Python ask again at once if the value is a whole number (azure-core,
``base_polling.py``). Clients in Java take 0 for their own 30 seconds (azure-core, ``PollerFlux``) and get 1.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import msgspec

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.state.store import Table

KEPT: Final = 1_000
DEFAULT_REGION: Final = "westeurope"


class Ended(msgspec.Struct, frozen=True):
    """An operation that has ended. path: of its status; starter: object id of its caller; time: in Unix seconds."""

    path: str
    starter: str
    time: float


def polled(call: Call, namespace: str, region: str | None, *, location: bool = False) -> tuple[tuple[str, str], ...]:
    """Store an operation and return the headers that lead to its status. Must be inside ``store.transaction()``.

    Args:
        call: the call that starts it.
        namespace: of the resource provider.
        region: of the resource, None for the default region.
        location: whether ``Location`` is sent too (if clients read no resource at the end).
    """
    name = call.cloud.random_source.uuid()
    settings = call.cloud.settings
    path = (
        f"/subscriptions/{settings.subscription}/providers/{namespace}/locations/{region or DEFAULT_REGION}"
        f"/operationStatuses/{name}"
    )
    table = _table(call)
    _forget_old(table)
    table.put(name, Ended(path, call.caller.object_id, call.now))
    version = f"?api-version={call.query['api-version']}"
    headers = (("azure-asyncoperation", f"https://{call.host}{path}{version}"), _retry_after(call))
    if not location:
        return headers
    result = path.replace("/operationStatuses/", "/operationResults/")
    return (*headers, ("location", f"https://{call.host}{result}{version}"))


def read_status(call: Call) -> Answer:
    """``…/operationStatuses/{operation}``: the status of an operation."""
    ended = _find(call)
    when = datetime.fromtimestamp(ended.time, UTC).isoformat()
    name = call.params["operation"]
    return json_answer(
        200,
        {"id": ended.path, "name": name, "status": "Succeeded", "startTime": when, "endTime": when},
        (_retry_after(call),),
    )


def read_result(call: Call) -> Answer:
    """``…/operationResults/{operation}``: an empty result, because the operation has ended."""
    _find(call)
    return Answer(200, b"", (("content-length", "0"),))


def _retry_after(call: Call) -> tuple[str, str]:
    agent = str(call.headers.get("user-agent") or "")
    return ("retry-after", "1" if agent.startswith("azsdk-java") else "0")


def _find(call: Call) -> Ended:
    name = call.params["operation"]
    ended = _table(call).get(name.lower())
    if ended is None or ended.starter != call.caller.object_id or not _same_place(call, ended):
        raise Fault(404, "OperationNotFound", f"The operation '{name}' was not found.")
    return ended


def _same_place(call: Call, ended: Ended) -> bool:
    asked = "/" + "/".join(call.segments)
    return asked.lower().replace("/operationresults/", "/operationstatuses/") == ended.path.lower()


def _table(call: Call) -> Table[Ended]:
    return call.cloud.store.table("arm-operation", Ended)


def _forget_old(table: Table[Ended]) -> None:
    if len(table) < KEPT:
        return
    oldest = sorted(table.items(), key=lambda item: item[1].time)
    for name, _ in oldest[: KEPT // 2]:
        table.delete(name)
