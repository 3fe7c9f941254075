"""The order of a request, as one list.

The order is a security property: the pipeline authenticates the caller before anything reads the body, checks the grant
before the operation runs, and records every outcome.
"""

from __future__ import annotations

from collections.abc import Iterable

from aksess.cloud.pipeline.call import Answer, Call, ReadBody
from aksess.cloud.pipeline.decisions import explained
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.fault_injection import FaultInjection
from aksess.cloud.pipeline.operation import Operation, Public, Service
from aksess.cloud.state.activity_log import place_of
from aksess.cloud.state.store import StateNotWritten
from aksess.wire.events import Event


class ClientGone(Exception):
    """The client disconnected before it had sent its whole request.

    A ``ReadBody`` raises it; there is nobody to answer.
    """


class RequestPipeline:
    """Finds the service for a host name and takes a call through the steps of ``handle``, in order."""

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
        """Answer one call. A defect of aksess is answered with a 501 that says so.

        Raises:
            ClientGone: the client disconnected.
        """
        call.pipeline = self
        # (1) a request id, which every answer carries
        call.request_id = call.cloud.random_source.uuid()
        # (2) the service, by host
        service = self.find_service(call.host)
        if service is None:
            return Answer(421, f"aksess serves no Azure service at {call.host}\n".encode())
        call.service = service.name
        defect: tuple[str, ...] = ()
        outcome: Answer | Fault
        try:
            outcome = await _steps(call, service, read_body)
        except Fault as fault:
            outcome = fault
        except ClientGone:
            raise
        except StateNotWritten as error:
            # 501 for the same reason as in _our_defect.
            outcome = Fault(501, "AksessStateNotWritten", f"{error}.")
        except Exception as error:
            defect = place_of(error)
            outcome = _our_defect(call, error)
        refused = outcome if isinstance(outcome, Fault) else None
        answer = service.render_error(call, outcome) if isinstance(outcome, Fault) else outcome
        # (8) the event
        if service.recorded:
            call.cloud.activity_log.record(event_of(call, answer, refused, defect))
        return answer


async def _steps(call: Call, service: Service, read_body: ReadBody) -> Answer:
    # (3) the operation, by method and path
    operation = service.find(call)
    if operation is None:
        raise service.not_implemented(call)
    call.operation = operation.name
    # (4) fault injection: throttling, or an outage
    call.cloud.part(FaultInjection).inject(service.name, call.origin.name, call.now)
    # (5) authentication
    service.authenticate(call, operation)
    if not call.is_authenticated and not isinstance(operation.requirement, Public):
        raise RuntimeError(f"{service.name}: {operation.name} requires a caller, and authenticate() set none")
    # (6) authorization
    service.authorize(call, operation)
    # (7) the operation
    call.body = await read_body()
    return await _run(call, operation)


async def _run(call: Call, operation: Operation) -> Answer:
    if not operation.transactional:
        result = operation.run(call)
        return result if isinstance(result, Answer) else await result
    with call.cloud.store.transaction():
        result = operation.run(call)
        if not isinstance(result, Answer):
            raise RuntimeError(f"{operation.name} is a plain function and returned something to wait for")
        return result


def event_of(call: Call, answer: Answer, fault: Fault | None = None, defect: tuple[str, ...] = ()) -> Event:
    """Return the event of a call and its answer, without any content of either.

    Args:
        call: the call.
        answer: its answer.
        fault: the fault that the answer renders, if any.
        defect: type and place of an error of aksess itself.
    """
    decision = explained(fault.decision, fault) if fault else call.decision
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
        client=call.origin.name,
        caller=call.caller.object_id if call.is_authenticated else "",
        code=str(fault.details.get("inner") or fault.code) if fault else "",
        message=fault.message.partition("\n")[0].strip() if fault and decision else "",
        decision=decision,
        sign_in=call.sign_in,
        parts=call.parts,
        defect=defect,
    )


def _our_defect(call: Call, error: Exception) -> Fault:
    # 501 and not 500: Azure's Go clients retry a 500 for half an hour, and the user would see a hang.
    name = call.operation or call.path
    return Fault(
        501,
        "AksessInternalError",
        f"aksess failed in {name!r} ({type(error).__name__}); this is a defect of aksess, not of your request. "
        "`aksess logs` shows it; please report it.",
    )
