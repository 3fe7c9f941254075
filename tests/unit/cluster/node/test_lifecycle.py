"""What a pod needs next."""

from typing import Any

from aksess.cluster.node.container_state import Record, Terminated, Waiting
from aksess.cluster.node.lifecycle import Outcome, Plan, decide, next_delay, stop_next
from aksess.cluster.node.pod import containers_of
from tests.unit.cluster.node.builders import container, ended, pod, running, sidecar

FRESH = Record


def plan(asked: dict[str, Any], records: dict[str, Record], now: float = 1000.0) -> Plan:
    return decide(containers_of(asked), records, now)


def test_init_containers_run_one_after_the_other() -> None:
    asked = pod(container("app"), init=(container("a"), container("b")))

    assert ["a"] == plan(asked, {"a": FRESH(), "b": FRESH(), "app": FRESH()}).start
    assert [] == plan(asked, {"a": running(), "b": FRESH(), "app": FRESH()}).start
    assert ["b"] == plan(asked, {"a": ended(), "b": FRESH(), "app": FRESH()}).start
    assert ["app"] == plan(asked, {"a": ended(), "b": ended(), "app": FRESH()}).start


def test_a_container_that_is_being_started_is_not_started_again() -> None:
    assert [] == plan(pod(), {"main": Record(busy=True)}).start


def test_a_sidecar_has_to_have_started_before_the_next_container() -> None:
    asked = pod(container("app"), init=(sidecar(), container("after")))

    assert [] == plan(asked, {"side": running(started=False), "after": FRESH(), "app": FRESH()}).start
    assert ["after"] == plan(asked, {"side": running(), "after": FRESH(), "app": FRESH()}).start


def test_containers_of_a_pod_run_together() -> None:
    asked = pod(container("a"), container("b"))

    assert ["a", "b"] == plan(asked, {"a": FRESH(), "b": FRESH()}).start


def test_a_failed_init_container_fails_the_pod_where_nothing_is_restarted() -> None:
    asked = pod(init=(sidecar(), container("setup")), restartPolicy="Never")
    first = plan(asked, {"side": running(), "setup": ended(1), "main": FRESH()})
    then = plan(asked, {"side": ended(143), "setup": ended(1), "main": FRESH()})

    assert (["side"], None) == (first.stop, first.outcome)
    assert Outcome.FAILED is then.outcome


def test_a_failed_init_container_is_run_again_otherwise() -> None:
    asked = pod(init=(container("setup"),))

    assert ["setup"] == plan(asked, {"setup": ended(1), "main": FRESH()}).start


def test_a_restart_waits_for_its_back_off() -> None:
    records = {"main": ended(1, at=995.0, delay=10.0, begun_at=990.0)}
    waits = plan(pod(), records)

    assert ([], {"main": 10.0}, 1005.0) == (waits.start, waits.back_off, waits.look_again)
    assert ["main"] == plan(pod(), records, 1005.0).start


def test_a_container_in_back_off_stays_there_until_it_is_due() -> None:
    end = Terminated(1, "Error", 995.0)
    records = {"main": Record(state=Waiting("CrashLoopBackOff"), last=end, delay=10.0, begun_at=990.0)}

    assert [] == plan(pod(), records).start
    assert ["main"] == plan(pod(), records, 1006.0).start


def test_the_first_restart_is_at_once_and_delays_double_to_five_minutes() -> None:
    record, delays = ended(1, at=995.0, begun_at=990.0), []
    for _ in range(7):
        record.delay = next_delay(record, 1000.0)
        delays.append(record.delay)

    assert ["main"] == plan(pod(), {"main": ended(1, at=999.0, begun_at=990.0)}).start
    assert [10, 20, 40, 80, 160, 300, 300] == delays


def test_a_long_run_makes_the_back_off_forgotten() -> None:
    record = ended(1, at=999.0, delay=300.0, begun_at=100.0)

    assert ["main"] == plan(pod(), {"main": record}).start
    assert 10.0 == next_delay(record, 1000.0)


def test_an_attempt_without_a_process_is_made_again_when_it_is_due() -> None:
    records = {"main": Record(state=Waiting("ErrImagePull"), retry_at=1010.0)}

    assert ([], 1010.0) == (plan(pod(), records).start, plan(pod(), records).look_again)
    assert ["main"] == plan(pod(), records, 1010.0).start


def test_a_job_ends_with_its_containers() -> None:
    asked = pod(container("a"), container("b"), restartPolicy="OnFailure")

    assert None is plan(asked, {"a": ended(), "b": running()}).outcome
    assert Outcome.SUCCEEDED is plan(asked, {"a": ended(), "b": ended()}).outcome
    assert ["b"] == plan(asked, {"a": ended(), "b": ended(1)}).start


def test_one_failure_fails_a_pod_that_is_never_restarted() -> None:
    asked = pod(container("a"), container("b"), restartPolicy="Never")

    assert Outcome.FAILED is plan(asked, {"a": ended(), "b": ended(1)}).outcome


def test_sidecars_are_stopped_last_first_when_the_others_are_done() -> None:
    asked = pod(init=(sidecar("one"), sidecar("two")), restartPolicy="Never")
    records = {"one": running(), "two": running(), "main": ended()}
    first = plan(asked, records)
    records["two"].stopping = True
    waiting = plan(asked, records)
    records["two"] = ended(143)

    assert ["two"] == first.stop
    assert [] == waiting.stop
    assert ["one"] == plan(asked, records).stop
    records["one"] = ended(143)
    assert Outcome.SUCCEEDED is plan(asked, records).outcome


def test_a_sidecar_that_ends_is_started_again_while_the_others_run() -> None:
    asked = pod(init=(container("setup"), sidecar()))

    assert ["side"] == plan(asked, {"setup": ended(), "side": ended(), "main": running()}).start


def test_stopping_a_pod_leaves_its_sidecars_for_the_end() -> None:
    containers = containers_of(pod(container("a"), container("b"), init=(sidecar(),)))
    records = {"a": running(), "b": running(), "side": running()}

    assert ["a", "b"] == stop_next(containers, records)
    records |= {"a": ended(), "b": ended()}
    assert ["side"] == stop_next(containers, records)
