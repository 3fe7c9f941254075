"""The form of a token request, whatever arrives in its place."""

from typing import Any

import pytest

from tests.cloud_fixtures import Ask
from tests.federation_scene import number

FORM_TYPE = "application/x-www-form-urlencoded"
FORM = {"content-type": FORM_TYPE}


def sent(ask: Ask, body: bytes | str, headers: dict[str, str] | None = None) -> int:
    url = f"https://login.microsoftonline.com/{ask.cloud.settings.tenant}/oauth2/v2.0/token"
    return number(ask("POST", url, body=body, headers=FORM if headers is None else headers))


def good(ask: Ask) -> str:
    settings = ask.cloud.settings
    return (
        f"grant_type=client_credentials&client_id={settings.operator_client_id}"
        f"&client_secret={settings.operator_secret}&scope=https%3A%2F%2Fvault.azure.net%2F.default"
    )


def test_a_form_is_read(ask: Ask) -> None:
    assert sent(ask, good(ask)) == 0


@pytest.mark.parametrize("name", ["grant_type", "client_id", "client_secret", "scope", "client_assertion", "x"])
def test_a_parameter_that_is_there_twice_is_refused(ask: Ask, name: str) -> None:
    """Also with the same value: two readers might take two of them."""
    assert sent(ask, f"{name}=a&{good(ask)}&{name}=a") == 9000411


def test_a_name_in_other_letters_is_the_same_name(ask: Ask) -> None:
    assert sent(ask, f"{good(ask)}&Client_Id=x") == 9000411
    assert sent(ask, good(ask).replace("grant_type", "GRANT%5Ftype")) == 0


@pytest.mark.parametrize(
    "body",
    [
        "",
        "&",
        "&&&",
        "=",
        "====",
        "%",
        "%zz",
        "\x00",
        "+",
        "a",
        "{}",
        '{"grant_type":"client_credentials"}',
        b"\xff\xfe",
        "a=%ff",
    ],
)
def test_what_is_no_form_lacks_the_grant(ask: Ask, body: bytes | str) -> None:
    assert sent(ask, body) == 900144


@pytest.mark.parametrize("kind", ["", "application/json", "multipart/form-data; boundary=x", f"{FORM_TYPE}s"])
def test_a_form_of_another_content_type_is_none(ask: Ask, kind: str) -> None:
    assert sent(ask, good(ask), {"content-type": kind}) == 900144


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded; charset=utf-8", "Application/X-WWW-Form-URLEncoded"]
)
def test_the_content_type_may_say_more(ask: Ask, kind: str) -> None:
    assert sent(ask, good(ask), {"content-type": kind}) == 0


@pytest.mark.parametrize("body", ["x=" + "y" * 300_000, "&".join(f"a{each}=b" for each in range(200))])
def test_a_body_that_nobody_needs_is_refused(ask: Ask, body: str) -> None:
    assert sent(ask, body) == 9002313


@pytest.mark.parametrize(
    "value", ["x" * 5_000, "%00%01%02", "%0d%0aSet-Cookie:a", "%F0%9F%98%80", "%ed%a0%80", "<script>"]
)
@pytest.mark.parametrize("name", ["grant_type", "client_id", "scope"])
def test_whatever_a_value_is_it_is_refused_and_never_our_failure(ask: Ask, name: str, value: str) -> None:
    body = "&".join(each for each in good(ask).split("&") if not each.startswith(name))

    assert sent(ask, f"{body}&{name}={value}") > 0
    event: Any = ask.cloud.activity_log.recent[-1]
    assert () == event.defect
