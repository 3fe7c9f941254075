"""``$filter`` as text."""

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm.filters import Term, read_filter


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("roleName eq 'Reader'", [Term("eq", "rolename", "Reader")]),
        ("name ne 'it''s'", [Term("ne", "name", "it's")]),
        ("atScope()", [Term("atscope")]),
        ("atScope() and principalId eq 'x'", [Term("atscope"), Term("eq", "principalid", "x")]),
        ("assignedTo('x')", [Term("assignedto", "", "x")]),
        ("substringof('a and b', name)", [Term("substringof", "name", "a and b")]),
        ("startswith(name, 'a')", [Term("startswith", "name", "a")]),
    ],
)
def test_terms_are_joined_by_and(text: str, wanted: list[Term]) -> None:
    """Names in lower case, values as they are."""
    assert wanted == read_filter(text, {(term.word, term.field) for term in wanted})


@pytest.mark.parametrize(
    "text",
    ["x", "name eq", "name eq 'a", "name eq a", "name gt 'a'", "a eq 'b' or c eq 'd'", "a eq 'b' c eq 'd'", "()"],
)
def test_a_filter_that_cannot_be_read_is_refused(text: str) -> None:
    """An unread condition must not let everything through."""
    with pytest.raises(Fault) as refused:
        read_filter(text, {("eq", "name"), ("eq", "a"), ("eq", "c")})

    assert "InvalidFilterInQueryString" == refused.value.code


def test_a_term_that_the_list_does_not_know_is_refused() -> None:
    """Rather than passed over, which would answer with too much."""
    with pytest.raises(Fault):
        read_filter("name eq 'a' and colour eq 'red'", {("eq", "name")})
