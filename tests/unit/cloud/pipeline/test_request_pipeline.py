"""The order of a request."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.caller import Caller
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Authenticated, Operation, Public, Requirement, Service
from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.state.store import StateNotWritten, Store

Run = Callable[[Call], Answer] | Callable[[Call], Awaitable[Answer]]


def run_fine(call: Call) -> Answer:
    return json_answer(200, {"body": call.body.decode()})


class Rehearsal:
    """A service that writes down in which order the pipeline calls it."""

    def __init__(self, run: Run = run_fine, requirement: Requirement | None = None, refuse_at: str = "") -> None:
        self.order: list[str] = []
        self._refuse_at = refuse_at
        self.operation = Operation("rehearse", requirement or Authenticated(), run)
        self.service = Service(
            "rehearsal",
            ("one.test", "*.many.test"),
            find=self._find,
            authenticate=self._prove,
            authorize=lambda call, operation: self._step("check"),
            not_implemented=lambda call: Fault(501, "NotThere", f"{call.method} {call.path} is not there"),
            render_error=lambda call, fault: json_answer(fault.status, {"code": fault.code, "message": fault.message}),
        )

    async def read_body(self) -> bytes:
        self._step("body")
        return b"sent"

    def _find(self, call: Call) -> Operation | None:
        self._step("find")
        return self.operation if call.path == "/here" else None

    def _prove(self, call: Call, operation: Operation) -> None:
        self._step("prove")
        call.caller = Caller("oid", "app", "tenant", frozenset(("oid",)), {})

    def _step(self, name: str) -> None:
        self.order.append(name)
        if name == self._refuse_at:
            raise Fault(403, "Refused", f"at {name}")

    def ask(self, cloud: Cloud, path: str = "/here", host: str = "one.test") -> Answer:
        call = Call(cloud, cloud.operator, "GET", host, path, "", {})
        return asyncio.run(RequestPipeline([self.service]).handle(call, self.read_body))


def test_the_caller_is_proven_and_granted_before_the_body_is_read(cloud: Cloud) -> None:
    rehearsal = Rehearsal()

    answer = rehearsal.ask(cloud)

    assert ["find", "prove", "check", "body"] == rehearsal.order
    assert (200, b'{"body":"sent"}') == (answer.status, answer.body)


@pytest.mark.parametrize(("refuse_at", "order"), [("prove", ["find", "prove"]), ("check", ["find", "prove", "check"])])
def test_a_refusal_ends_the_request_there(cloud: Cloud, refuse_at: str, order: list[str]) -> None:
    """The body of a caller who may not call is never read."""
    rehearsal = Rehearsal(refuse_at=refuse_at)

    answer = rehearsal.ask(cloud)

    assert 403 == answer.status
    assert order == rehearsal.order


def test_an_operation_that_is_not_there_names_itself(cloud: Cloud) -> None:
    answer = Rehearsal().ask(cloud, path="/elsewhere")

    assert 501 == answer.status
    assert b"GET /elsewhere is not there" in answer.body


def test_a_failed_operation_leaves_nothing_and_is_our_own_defect(cloud: Cloud) -> None:
    """A bug is a 501 that says so (Azure's clients retry a 500 for half an hour), and its writes are undone."""

    def fail_halfway(call: Call) -> Answer:
        call.cloud.store.table("thing", str).put("half", "done")
        raise KeyError("a secret value")

    answer = Rehearsal(fail_halfway).ask(cloud)

    assert 501 == answer.status
    assert b"AksessInternalError" in answer.body
    assert b"a secret value" not in answer.body
    assert None is cloud.store.table("thing", str).get("half")
    assert "a secret value" not in repr(cloud.activity_log.recent[-1])


def test_a_state_that_cannot_be_written_is_no_defect(cloud: Cloud) -> None:
    """A full disk is told as one, with what to do, and everything else is answered as before."""

    def find_no_room(_: Call) -> Answer:
        raise StateNotWritten("state.db cannot be written (database or disk is full): make room")

    answer = Rehearsal(find_no_room).ask(cloud)

    assert 501 == answer.status
    assert b"AksessStateNotWritten" in answer.body
    assert b"make room" in answer.body


def test_a_coroutine_operation_is_awaited(cloud: Cloud) -> None:
    async def wait(call: Call) -> Answer:
        await asyncio.sleep(0)
        return Answer(202)

    assert 202 == Rehearsal(wait).ask(cloud).status


class CountedStore(Store):
    """A store that counts its transactions."""

    entered = 0

    def enter(self) -> None:
        """Count, then begin."""
        self.entered += 1
        super().enter()


def test_no_transaction_is_opened_around_a_coroutine_function(cloud: Cloud) -> None:
    """It opens its own; a plain function runs in exactly one."""

    async def run_later(call: Call) -> Answer:
        return Answer(200)

    plain, later = CountedStore(None), CountedStore(None)
    for store, run in ((plain, run_fine), (later, run_later)):
        kept, cloud.store = cloud.store, store
        assert 200 == Rehearsal(run).ask(cloud).status
        cloud.store = kept
        store.close()

    assert (1, 0) == (plain.entered, later.entered)


def test_a_plain_function_that_returns_something_to_wait_for_is_a_defect(cloud: Cloud) -> None:
    """Its transaction would end before it has run."""
    pending: list[Awaitable[Answer]] = []

    def start(call: Call) -> Awaitable[Answer]:
        pending.append(asyncio.Future())
        return pending[0]

    assert 501 == Rehearsal(start).ask(cloud).status
    assert 1 == len(pending)


def test_an_operation_that_demands_a_caller_never_runs_without_one(cloud: Cloud) -> None:
    """Even where a service's own proof forgot to say no."""
    rehearsal = Rehearsal()
    rehearsal.service = Service(
        **{
            name: getattr(rehearsal.service, name)
            for name in ("name", "hosts", "find", "authorize", "not_implemented", "render_error")
        },
        authenticate=lambda call, operation: None,
    )

    assert 501 == rehearsal.ask(cloud).status
    assert "body" not in rehearsal.order


@pytest.mark.parametrize(
    ("host", "served"), [("one.test", True), ("a.many.test", True), ("many.test", False), ("a.b.many.test", False)]
)
def test_a_pattern_takes_one_label_and_no_more(cloud: Cloud, host: str, served: bool) -> None:
    """As a wildcard certificate does."""
    answer = Rehearsal(requirement=Public("a test")).ask(cloud, host=host)

    assert (200 if served else 421) == answer.status


def test_every_request_is_an_event(cloud: Cloud) -> None:
    Rehearsal(refuse_at="check").ask(cloud)

    event = cloud.activity_log.recent[-1]
    assert ("rehearsal", "rehearse", "one.test", 403, "oid") == (
        event.service,
        event.operation,
        event.host,
        event.status,
        event.caller,
    )
    assert "Refused" == event.code
