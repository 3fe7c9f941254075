"""``$filter`` and ``$select``, over objects as dictionaries."""

from typing import Any

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.graph.odata import matching, named, selected

THING: dict[str, Any] = {
    "@odata.type": "#thing",
    "id": "1",
    "displayName": "Admins",
    "securityEnabled": True,
    "mail": None,
    "names": ["api://one", "api://two"],
    "roles": [{"value": "read"}, {"value": "write"}],
    "api": {"version": "2"},
}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "displayName eq 'Admins'",
        "displayName eq 'admins'",
        "DISPLAYNAME eq 'Admins'",
        "securityEnabled eq true",
        "mail eq null",
        "mail ne 'x'",
        "displayName ne 'x'",
        "missing eq null",
        "displayName eq 'Admins' and securityEnabled eq true",
        "displayName eq 'x' or securityEnabled eq true",
        "displayName eq 'Admins' or displayName eq 'x' and securityEnabled eq false",
        "(displayName eq 'x' or displayName eq 'Admins') and securityEnabled eq true",
        "not displayName eq 'x'",
        "not (displayName eq 'x' or id eq '2')",
        "startsWith(displayName, 'adm')",
        "startswith(displayName,'Admins')",
        "endsWith(displayName,'ins')",
        "displayName in ('a', 'Admins')",
        "names/any(n:n eq 'api://one')",
        "names/any(x: startsWith(x, 'api://t'))",
        "roles/any(r:r/value eq 'write')",
        "api/version eq '2'",
        "  id   eq   '1'  ",
    ],
)
def test_it_matches(text: str) -> None:
    """A filter and an object that it lets through."""
    assert matching(text)(THING)


@pytest.mark.parametrize(
    "text",
    [
        "displayName eq 'Admin'",
        "displayName eq ''",
        "displayName eq null",
        "securityEnabled eq false",
        "securityEnabled eq 'true'",
        "mail ne null",
        "startsWith(displayName,'x')",
        "startsWith(mail,'x')",
        "displayName in ('a')",
        "names/any(n:n eq 'api://')",
        "missing/any(n:n eq 'x')",
        "displayName/any(n:n eq 'x')",
        "displayName eq 'Admins' and securityEnabled eq false",
        "displayName eq 'x'' or ''1'' eq ''1'",
    ],
)
def test_it_does_not_match(text: str) -> None:
    """A quote inside a text is two quotes, and ends nothing."""
    assert not matching(text)(THING)


def test_a_quote_in_a_name_is_two_quotes() -> None:
    assert matching("displayName eq 'O''Neil'")({"displayName": "O'Neil"})


@pytest.mark.parametrize(
    "text",
    [
        "displayName",
        "displayName eq",
        "displayName gt 'a'",
        "eq 'a'",
        "displayName eq 'a",
        "displayName eq 'a' and",
        "displayName eq 'a' 'b'",
        "(displayName eq 'a'",
        "displayName eq 'a')",
        "startsWith(displayName)",
        "names/any(n eq 'x')",
        "names/all(n:n eq 'x')",
        "a in ()",
        "#",
        "not",
        "x" * 5_000,
        "(" * 200 + "a eq 'b'" + ")" * 200,
        "not " * 200 + "a eq 'b'",
        "\x00",
    ],
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    """400, and never our own failure."""
    with pytest.raises(Fault) as caught:
        matching(text)(THING)

    assert caught.value.status == 400


def test_a_selection_keeps_id_and_annotations() -> None:
    assert selected(THING, "displayName, missing") == {"@odata.type": "#thing", "id": "1", "displayName": "Admins"}


@pytest.mark.parametrize("names", ["", " ", "*", "displayName,*"])
def test_everything_is_selected_where_nothing_is_named(names: str) -> None:
    assert selected(THING, names) == THING


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", set()),
        ("a eq 'x' and (B/c ne 1 or not startsWith(d,'y'))", {"a", "B", "d"}),
        ("roles/any(r:r/value eq 'x' and r/id in ('y'))", {"roles"}),
    ],
)
def test_a_filter_names_properties(text: str, names: set[str]) -> None:
    """Those of the objects, not those of what is inside them."""
    assert names == named(text)
