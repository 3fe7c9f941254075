from __future__ import annotations

import pytest

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.appconfig.timestamps import memento, moment_of
from tests.unit.cloud.services.appconfig.conftest import HOST, Conf

DATE = "Mon, 23 Nov 2026 21:47:47 GMT"


def at(conf: Conf, headers: dict[str, str]) -> Call:
    return Call(conf.ask.cloud, conf.ask.cloud.operator, "GET", HOST, "/kv", "api-version=1.0", headers)


def test_a_past_state_says_its_time_and_where_the_present_is(conf: Conf) -> None:
    call = at(conf, {"accept-datetime": DATE})

    assert 1_795_470_467 == moment_of(call)
    assert (("memento-datetime", DATE), ("link", '</kv?api-version=1.0>; rel="original"')) == memento(call)


@pytest.mark.parametrize(
    "text",
    ["2026-11-23T21:47:47.000Z", "2026-11-23 21:47:47", "2026-11-23 21:47:47+00:00", "2026-11-23T22:47:47+01:00"],
)
def test_a_time_may_be_written_as_the_packages_write_it(conf: Conf, text: str) -> None:
    """ISO 8601, without a zone in UTC."""
    assert 1_795_470_467 == moment_of(at(conf, {"accept-datetime": text}))


def test_the_present_says_nothing(conf: Conf) -> None:
    assert moment_of(at(conf, {})) is None
    assert () == memento(at(conf, {}))


@pytest.mark.parametrize("text", ["now", "0001-01-01T00:00+23:59", "9999-12-31T23:59-00:01"])
def test_a_time_that_is_none_is_refused(conf: Conf, text: str) -> None:
    """Nor one whose year in UTC has no name."""
    with pytest.raises(Fault) as refused:
        moment_of(at(conf, {"accept-datetime": text}))

    assert 400 == refused.value.status
