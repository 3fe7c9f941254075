from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aksess.cloud.services.appconfig.filters import Filter, Pattern, read_filter, read_label_filter, read_tag_filter


@given(st.text(), st.text())
def test_an_escaped_text_matches_itself_alone(text: str, other: str) -> None:
    escaped = "".join("\\" + character if character in "*,\\" else character for character in text)
    found = read_filter("key", escaped)

    assert found.matches(text)
    assert found.exact
    assert (other == text) == found.matches(other)


@given(st.text(alphabet="ab"), st.text(alphabet="ab"))
def test_a_star_at_the_end_is_any_rest(prefix: str, value: str) -> None:
    assert value.startswith(prefix) == read_filter("key", f"{prefix}*").matches(value)
    assert (prefix in value) == Filter((Pattern(prefix, before=True, after=True),)).matches(value)


def test_no_filter_lets_everything_through() -> None:
    assert Filter() == read_filter("key", None) == read_filter("key", "*")
    assert Filter((Pattern(""),)) == read_label_filter("\0") == read_label_filter("")


def test_tags_are_read_with_their_escapes() -> None:
    assert {"a": "1,2", "b": "x=y", "c": None, "d": ""} == read_tag_filter(["a=1\\,2", "b=x=y", "c=\0", "", "d="])
