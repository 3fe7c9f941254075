"""Graph's answers: pages, contexts, and what is no request."""

import pytest

from tests.unit.cloud.services.graph.conftest import ROOT, Graph


def test_a_long_list_comes_in_pages_and_each_object_once(graph: Graph) -> None:
    made = {graph.application(f"app-{number}")["id"] for number in range(7)}
    path, seen = "/applications?$top=3&$filter=startsWith(displayName,'app-')", []
    while path:
        body = graph("GET", path).json()
        seen += [each["id"] for each in body["value"]]
        path = str(body.get("@odata.nextLink", "")).removeprefix(f"{ROOT}{graph.version}")

    assert (7, made) == (len(seen), set(seen))


def test_a_count_is_given_where_it_is_asked_for(graph: Graph) -> None:
    graph.group("a")
    graph.group("b")

    assert graph("GET", "/groups?$count=true&$top=1").json()["@odata.count"] == 2


@pytest.mark.parametrize("query", ["$top=0", "$top=-1", "$top=x", "$top=99999999999", "$skiptoken=x", "$filter=x"])
def test_a_query_that_cannot_be_is_refused(graph: Graph, query: str) -> None:
    assert graph("GET", f"/groups?{query}").status == 400


@pytest.mark.parametrize(
    "query", ["$filter=bogus eq 'x'", "$filter=not (members/any(m:m/id eq 'x'))", "$orderby=bogus"]
)
def test_a_property_that_no_object_has_is_named(graph: Graph, query: str) -> None:
    graph.group()
    reply = graph("GET", f"/groups?{query}")

    assert (reply.status, reply.error) == (400, "BadRequest")
    assert "on type 'microsoft.graph.group'" in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    ("query", "status"), [("$expand=owners", 501), ("$skip=1", 501), ("$bogus=1", 400), ("x=1", 200)]
)
@pytest.mark.parametrize("path", ["/groups", "/groups/{}"])
def test_an_option_that_would_change_the_answer_is_not_passed_over(
    graph: Graph, path: str, query: str, status: int
) -> None:
    assert status == graph("GET", f"{path.format(graph.group()['id'])}?{query}").status


def test_an_answer_says_what_it_is(graph: Graph) -> None:
    reply = graph("GET", "/groups")

    assert reply.json()["@odata.context"] == "https://graph.microsoft.com/v1.0/$metadata#groups"
    assert reply.headers["odata-version"] == "4.0"
    assert reply.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"null", b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(graph: Graph, body: bytes) -> None:
    reply = graph.ask("POST", f"{ROOT}v1.0/groups", body=body, token=graph.token)

    assert (400, "BadRequest") == (reply.status, reply.error)


@pytest.mark.parametrize("path", ["/v1.0/devices", "/v2.0/groups", "/groups", "/v1.0/$batch", "/v1.0/groups(x='y')"])
def test_what_is_not_there_says_so_by_name(graph: Graph, path: str) -> None:
    reply = graph.ask("GET", f"https://graph.microsoft.com{path}", token=graph.token)

    assert (501, True) == (reply.status, path in reply.json()["error"]["message"])


def test_a_refusal_has_graphs_shape(graph: Graph) -> None:
    reply = graph("GET", "/groups/11111111-1111-1111-1111-111111111111")
    error = reply.json()["error"]

    assert (404, "Request_ResourceNotFound") == (reply.status, error["code"])
    assert set(error["innerError"]) == {"date", "request-id", "client-request-id"}
    assert reply.headers["request-id"] == error["innerError"]["request-id"]


@pytest.mark.parametrize(
    ("kind", "said"), [("", "must contain the Content-Type"), ("text/plain", "a JSON Content-Type")]
)
def test_a_body_that_is_not_said_to_be_json_is_not_read(graph: Graph, kind: str, said: str) -> None:
    """As Graph answers whoever forgets the header."""
    headers = {"content-type": kind} if kind else {}
    reply = graph("POST", "/applications", body=b'{"displayName": "a"}', headers=headers)

    assert (400, "BadRequest") == (reply.status, reply.error)
    assert said in reply.json()["error"]["message"]
