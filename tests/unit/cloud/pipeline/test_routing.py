"""Method and path to operation."""

from types import SimpleNamespace
from typing import Any

import pytest

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.operation import Operation, Public
from aksess.cloud.pipeline.routing import Route, Routes


def operation(name: str) -> Operation:
    return Operation(name, Public("a test"), lambda call: Answer(200))


def call(method: str, path: str, query: str = "") -> Call:
    cloud: Any = SimpleNamespace(clock=SimpleNamespace(now=lambda: 0.0))
    origin: Any = None
    return Call(cloud, origin, method, "example.test", path, query, {})


GET, LATEST, LIST, PURGE, REST = (operation(name) for name in ("get", "latest", "list", "purge", "rest"))
ROUTES = Routes(
    [
        Route("GET", "/secrets", LIST),
        Route("GET", "/secrets/{name}", LATEST),
        Route("GET", "/secrets/{name}/{version}", GET),
        Route("DELETE", "/deletedsecrets/{name}", PURGE),
        Route("PUT", "/kv/{key*}", REST),
    ]
)


@pytest.mark.parametrize(
    ("method", "path", "wanted", "params"),
    [
        ("GET", "/secrets", LIST, {}),
        ("GET", "//secrets/", LIST, {}),
        ("GET", "/SECRETS/One/", LATEST, {"name": "One"}),
        ("GET", "/secrets/a%2Fb/v1", GET, {"name": "a/b", "version": "v1"}),
        ("PUT", "/kv/app/color%3A1", REST, {"key": "app/color:1"}),
    ],
)
def test_a_path_leads_to_its_operation(method: str, path: str, wanted: Operation, params: dict[str, str]) -> None:
    """Empty segments are passed over, literals have no case, parameters are decoded and keep theirs."""
    asked = call(method, path)

    assert wanted is ROUTES.find(asked)
    assert params == asked.params


@pytest.mark.parametrize(("method", "path"), [("POST", "/secrets"), ("GET", "/"), ("GET", "/secrets/a/b/c")])
def test_what_is_not_in_the_table_leads_nowhere(method: str, path: str) -> None:
    assert None is ROUTES.find(call(method, path))


def test_a_query_parameter_chooses_between_operations() -> None:
    """Storage names its operations in the query: ``?comp=lease``."""
    lease, put = operation("lease"), operation("put")
    routes = Routes([Route("PUT", "/{blob}", put), Route("PUT", "/{blob}", lease, (("comp", "lease"),))])

    assert lease is routes.find(call("PUT", "/a", "comp=Lease"))
    assert put is routes.find(call("PUT", "/a"))


def test_two_names_for_one_segment_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="already called"):
        Routes([Route("GET", "/{a}", GET), Route("GET", "/{b}/x", GET)])


def test_a_path_that_was_found_before_has_parameters_of_its_own() -> None:
    """Paths are remembered; what one request does to its parameters no other sees."""
    first, second = call("GET", "/secrets/one"), call("GET", "/secrets/one")
    ROUTES.find(first)
    first.params["name"] = "changed"

    assert LATEST is ROUTES.find(second)
    assert {"name": "one"} == second.params


def test_no_more_paths_are_remembered_than_fit() -> None:
    """A scan of many names does not fill the memory."""
    routes = Routes([Route("GET", "/{a}", GET)])

    assert all(routes.find(call("GET", f"/{number}")) is GET for number in range(3_000))
