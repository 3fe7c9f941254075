"""The order of a request, as one list.

Security is an order: the caller is proven before anything reads the body, the grant is checked before the
operation runs, and whatever happens is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable

from aksess.cloud.call import Answer, Call, ReadBody
from aksess.cloud.events import Event, place_of
from aksess.cloud.fault import Fault
from aksess.cloud.operation import Anyone, Operation, Service
from aksess.cloud.world import NotWritten


class ClientGone(Exception):
    """The client left before it had said all: raised by a ``ReadBody``, nobody is there to answer."""


class Gate:
    """All services behind one door: host name to service, then the steps of ``handle`` in order."""

    def __init__(self, services: Iterable[Service]) -> None:
        self._exact: dict[str, Service] = {}
        self._suffix: dict[str, Service] = {}
        for service in services:
            for host in service.hosts:
                if host.startswith("*."):
                    self._suffix[host[2:]] = service
                else:
                    self._exact[host] = service

    @property
    def hosts(self) -> list[str]:
        """Every host pattern that is served over TLS, sorted."""
        everything = {**self._exact, **{f"*.{suffix}": service for suffix, service in self._suffix.items()}}
        return sorted(host for host, service in everything.items() if service.tls)

    def find_service(self, host: str) -> Service | None:
        """The service at a host name (lower case, no port), or None."""
        return self._exact.get(host) or self._suffix.get(host.partition(".")[2])

    def serves(self, host: str, tls: bool) -> bool:
        """Whether a host name is answered over TLS, or in plain HTTP."""
        service = self.find_service(host)
        return service is not None and (service.tls is tls or (service.also_plain and not tls))

    async def handle(self, call: Call, read_body: ReadBody) -> Answer:
        """Answer one call. What goes wrong in us is answered as a 501 that says so; raises ClientGone alone."""
        call.gate = self
        # (1) a request id, which every answer carries
        call.request_id = call.cloud.chance.uuid()
        # (2) the service, by host
        service = self.find_service(call.host)
        if service is None:
            return Answer(421, f"aksess serves no Azure service at {call.host}\n".encode())
        call.service = service.name
        try:
            answer = await _steps(call, service, read_body)
        except Fault as fault:
            answer = service.print_fault(call, fault)
            call.note.setdefault("code", fault.code)
        except ClientGone:
            raise
        except NotWritten as error:
            # 501 for the reason that _our_bug has, too.
            answer = service.print_fault(call, Fault(501, "AksessStateNotWritten", f"{error}."))
            call.note["code"] = "AksessStateNotWritten"
        except Exception as error:
            call.note["bug"] = place_of(error)
            answer = service.print_fault(call, _our_bug(call, error))
        # (8) the event
        if service.recorded:
            call.cloud.events.record(event_of(call, answer))
        return answer


async def _steps(call: Call, service: Service, read_body: ReadBody) -> Answer:
    # (3) the operation, by method and path
    operation = service.find(call)
    if operation is None:
        raise service.unknown(call)
    call.operation = operation.name
    # (4) day two: throttled, or out
    call.cloud.weather.meet(service.name, call.origin.name, call.now)
    # (5) who calls
    service.prove(call, operation)
    if call.caller is None and not isinstance(operation.demand, Anyone):
        raise RuntimeError(f"{service.name}: {operation.name} demands a caller and prove() let nobody through")
    # (6) may they
    service.check(call, operation)
    # (7) do it
    call.body = await read_body()
    return await _run(call, operation)


async def _run(call: Call, operation: Operation) -> Answer:
    # A coroutine function has done nothing yet when the transaction ends: it opens its own.
    with call.cloud.world.change():
        result = operation.run(call)
    if isinstance(result, Answer):
        return result
    return await result


def event_of(call: Call, answer: Answer) -> Event:
    """What is remembered of a call and its answer: nothing that either carries."""
    return Event(
        time=call.now,
        id=call.request_id,
        service=call.service,
        operation=call.operation,
        method=call.method,
        host=call.host,
        path=call.path,
        status=answer.status,
        took=max(0.0, call.cloud.clock.now() - call.now),
        door=call.origin.name,
        caller=call.caller.object_id if call.caller else "",
        note=call.note,
    )


def _our_bug(call: Call, error: Exception) -> Fault:
    # 501 and not 500: Azure's Go clients retry a 500 for half an hour, and the user would see a hang.
    name = call.operation or call.path
    return Fault(
        501,
        "AksessInternalError",
        f"aksess failed in {name!r} ({type(error).__name__}); this is a defect of aksess, not of your request. "
        "`aksess logs` shows it; please report it.",
    )
