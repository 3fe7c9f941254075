"""A server with two toy services and a listener, on real sockets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, Public, Service
from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.pipeline.routing import Route, Routes
from aksess.testing import ServerThread
from tests.unit.cloud.edge.clients import Edge


def tell(call: Call) -> Answer:
    return json_answer(
        200, {"host": call.host, "path": call.path, "query": call.query_string, "listener": call.origin.name}
    )


def count(call: Call) -> Answer:
    return json_answer(200, len(call.body))


def toy(name: str, host: str, *, tls: bool) -> Service:
    reached = Public("a toy")
    routes = Routes(
        [
            Route("GET", "/{rest*}", Operation("tell", reached, tell)),
            Route("HEAD", "/{rest*}", Operation("tell", reached, tell)),
            Route("POST", "/count", Operation("count", reached, count)),
        ]
    )
    return Service(
        name,
        (host,),
        routes.find,
        lambda call, operation: None,
        lambda call, operation: None,
        lambda call: Fault(501, "NotImplemented", call.path),
        lambda call, fault: json_answer(fault.status, {"code": fault.code}),
        tls=tls,
    )


@pytest.fixture(scope="session")
def toy_server() -> Iterator[ServerThread]:
    """One server for all tests of the edge."""
    services = (toy("vault", "*.vault.azure.net", tls=True), toy("imds", "169.254.169.254", tls=False))
    with ServerThread(RequestPipeline(services)) as server:
        yield server


@pytest.fixture
def edge(toy_server: ServerThread) -> Iterator[Edge]:
    """A cloud of one's own backends that server."""
    edge = Edge(toy_server)
    yield edge
    edge.close()
