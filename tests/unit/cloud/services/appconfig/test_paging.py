from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.appconfig.paging import PAGE, Row, page_answer, position
from tests.unit.cloud.services.appconfig.conftest import HOST, Conf


def test_a_link_keeps_the_question_and_replaces_the_place(conf: Conf) -> None:
    """Relative, every parameter in it once, names and values encoded."""
    call = Call(conf.ask.cloud, conf.ask.cloud.operator, "GET", HOST, "/kv", "key=a%20b*&After=&api-version=1.0", {})
    rows = [Row(f"{number:04d}", {"key": str(number)}) for number in range(PAGE + 1)]

    headers = dict(page_answer(call, rows, "kvset", 1).headers)

    assert headers["link"].startswith("</kv?key=a%20b%2A&api-version=1.0&after=")
    assert headers["link"].endswith('>; rel="next"')


def test_places_sort_as_what_they_are_made_of() -> None:
    parts = [("a", ""), ("a", "b"), ("a b", ""), ("ab", "a")]

    assert parts == sorted(parts, key=lambda each: position(*each))
