from __future__ import annotations

import pytest

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.appconfig.conditions import check_read, check_write
from tests.unit.cloud.services.appconfig.conftest import HOST, Conf


def status_of(conf: Conf, check: str, headers: dict[str, str], etag: str | None) -> int:
    """The status that a check refuses with, 200 where it does not."""
    call = Call(conf.ask.cloud, conf.ask.cloud.operator, "GET", HOST, "/kv", "", headers)
    try:
        if check == "write":
            check_write(call, etag)
        else:
            check_read(call, etag or "")
    except Fault as fault:
        return fault.status
    return 200


@pytest.mark.parametrize(
    ("headers", "reads", "writes"),
    [
        ({}, 200, 200),
        ({"if-match": '"x"'}, 200, 200),
        ({"if-match": "x"}, 200, 200),
        ({"if-match": "*"}, 200, 200),
        ({"if-match": '"y"'}, 412, 412),
        ({"if-none-match": '"x"'}, 304, 412),
        ({"if-none-match": '"y", "x"'}, 304, 412),
        ({"if-none-match": "*"}, 304, 412),
        ({"if-none-match": '"y"'}, 200, 200),
    ],
)
def test_conditions_on_what_is_there(conf: Conf, headers: dict[str, str], reads: int, writes: int) -> None:
    assert reads == status_of(conf, "read", headers, "x")
    assert writes == status_of(conf, "write", headers, "x")


@pytest.mark.parametrize(
    ("headers", "status"), [({"if-match": "*"}, 412), ({"if-match": "x"}, 412), ({"if-none-match": "*"}, 200)]
)
def test_conditions_where_nothing_is_there(conf: Conf, headers: dict[str, str], status: int) -> None:
    assert status == status_of(conf, "write", headers, None)
