"""The page of operations is what the services' tables say, and each of its lines leads where it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation, Service
from aksess.cloud.services.arm.kinds import TYPES
from tools.operation_rows import Row, rows_of, services
from tools.write_operations import PAGE, page

GUID = "11111111-2222-3333-4444-555555555555"
VALUES = {"version": "v1.0", "subscription": GUID, "tenant": GUID}


def every_row() -> Iterator[tuple[Service, Row]]:
    """Each line with the service that it is a line of."""
    for name, routes in services():
        yield from ((routes.SERVICES[0], row) for row in rows_of(name, routes))


def asked(service: Service, row: Row) -> Call:
    """The request that a line describes, with a value for each parameter."""
    path, _, beside = row.where.partition(", ")
    filled = re.sub(r"\{(\w+)\*?\}", lambda found: VALUES.get(found[1], found[1]), path)
    host, _, rest = filled.partition("/") if service.name == "address" else (service.hosts[0], "", filled.lstrip("/"))
    route, _, query = rest.partition("?")
    headers = {name: value or "https://a.test/b" for name, value in re.findall(r"`([\w-]+)(?:: (\w+))?`", beside)}
    settings = SimpleNamespace(subscription=GUID, tenant=GUID)
    cloud: Any = SimpleNamespace(clock=SimpleNamespace(now=lambda: 0.0), settings=settings)
    origin: Any = None
    return Call(cloud, origin, row.method, host, f"/{route}", query, headers)


def test_the_page_is_the_tables() -> None:
    """``python -m tools.write_operations`` writes it."""
    assert page() == PAGE.read_text()


@pytest.mark.parametrize(("service", "row"), [*every_row()], ids=lambda each: getattr(each, "where", None))
def test_a_line_leads_to_its_operation(service: Service, row: Row) -> None:
    """Asked as the line says, the service finds the operation that the line names."""
    assert service.find(asked(service, row)) is row.operation


def test_no_operation_is_left_out() -> None:
    """What a service keeps in its module of operations is on the page."""
    shown = {id(row.operation) for _, row in every_row()}
    kept = [
        each
        for _, routes in services()
        for each in vars(getattr(routes, "does", SimpleNamespace())).values()
        if isinstance(each, Operation)
    ]

    assert kept
    assert [] == [each.name for each in kept if id(each) not in shown]


def test_every_type_of_resource_manager_has_its_line() -> None:
    """With its versions, newest first."""
    text = PAGE.read_text()

    assert [] == [
        kind.name for kind in TYPES if not re.search(rf"^\| `{kind.name}`.*\| {kind.versions[0]}", text, re.MULTILINE)
    ]
