"""An operation says whether the pipeline runs it in a transaction."""

from functools import partial

import pytest

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.operation import Operation, Public, Run


def run_plain(call: Call) -> Answer:
    """A plain function."""
    return Answer(200)


async def run_later(call: Call) -> Answer:
    """A coroutine function."""
    return Answer(200)


async def run_with(status: int, call: Call) -> Answer:
    """A coroutine function that needs more than the call."""
    return Answer(status)


@pytest.mark.parametrize(
    ("run", "transactional"),
    [(run_plain, True), (lambda call: Answer(200), True), (run_later, False), (partial(run_with, 200), False)],
)
def test_a_plain_function_runs_in_a_transaction_and_a_coroutine_function_opens_its_own(
    run: Run, transactional: bool
) -> None:
    """It is derived, so that it cannot be stated wrongly."""
    assert transactional is Operation("run", Public("a test"), run).transactional
