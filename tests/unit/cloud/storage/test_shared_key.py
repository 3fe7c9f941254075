from __future__ import annotations

import base64
from email.utils import formatdate

import pytest

from aksess.cloud.storage.shared_key import MAX_AGE, sign, signs
from tests.storage_scene import VERSION, Shop, code

KEY = base64.b64encode(b"k" * 64).decode()


@pytest.mark.parametrize("number", [0, 1])
def test_both_keys_of_the_account_open_it(shop: Shop, number: int) -> None:
    headers = shop.signed("GET", "/photos/a.txt", b"", {}, shop.keys[number])

    assert b"hello" == shop.bare("GET", "/photos/a.txt", headers).body


def test_another_key_is_refused_with_what_was_signed(shop: Shop) -> None:
    """The text to sign is told, the key never is."""
    reply = shop.bare("GET", "/photos/a.txt", shop.signed("GET", "/photos/a.txt", b"", {}, KEY))

    assert (403, "AuthenticationFailed") == (reply.status, code(reply))
    assert b"/shop/photos/a.txt" in reply.body
    assert shop.keys[0].encode() not in reply.body


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x-ms-version", "2020-10-02"),
        ("x-ms-meta-added", "later"),
        ("range", "bytes=0-1"),
        ("if-match", "*"),
        ("content-type", "text/plain"),
    ],
)
def test_a_signed_header_cannot_be_changed_afterwards(shop: Shop, name: str, value: str) -> None:
    headers = shop.signed("GET", "/photos/a.txt", b"", {}) | {name: value}

    assert "AuthenticationFailed" == code(shop.bare("GET", "/photos/a.txt", headers))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/photos/a.txt"),
        ("GET", "/photos/b.txt"),
        ("GET", "/photos/a.txt?comp=metadata"),
        ("GET", "/photos//a.txt"),
    ],
)
def test_a_signature_is_for_one_method_path_and_query(shop: Shop, method: str, path: str) -> None:
    headers = shop.signed("GET", "/photos/a.txt", b"", {})

    assert "AuthenticationFailed" == code(shop.bare(method, path, headers))


@pytest.mark.parametrize("shift", [-MAX_AGE - 1, MAX_AGE + 1])
def test_a_date_of_another_time_is_refused(shop: Shop, shift: int) -> None:
    """Fifteen minutes, before and after."""
    date = formatdate(shop.cloud.clock.now() + shift, usegmt=True)

    reply = shop.keyed("GET", "/photos/a.txt", x_ms_date=date)

    assert "AuthenticationFailed" == code(reply)
    assert b"Request date header too old" in reply.body


def test_a_request_without_a_date_is_refused(shop: Shop) -> None:
    headers = {"x-ms-version": VERSION, "authorization": f"SharedKey shop:{sign(shop.keys[0], 'GET')}"}

    assert "AuthenticationFailed" == code(shop.bare("GET", "/photos/a.txt", headers))


def test_an_account_may_refuse_keys_altogether(shop: Shop) -> None:
    shop.change(allowSharedKeyAccess=False)

    assert "KeyBasedAuthenticationNotPermitted" == code(shop.keyed("GET", "/photos/a.txt"))


def test_the_header_must_name_the_account_of_the_host(shop: Shop) -> None:
    headers = shop.signed("GET", "/photos/a.txt", b"", {})
    headers["authorization"] = headers["authorization"].replace("SharedKey shop:", "SharedKey other:")

    assert "AuthenticationFailed" == code(shop.bare("GET", "/photos/a.txt", headers))


def test_the_lite_scheme_signs_less(shop: Shop) -> None:
    """Method, checksum, type, date, own headers, and the path with ``comp``."""
    plain = shop.signed("GET", "/photos/a.txt", b"", {})
    date = plain["x-ms-date"]
    text = f"GET\n\n\n\nx-ms-date:{date}\nx-ms-version:{VERSION}\n/shop/photos/a.txt"
    headers = plain | {"authorization": f"SharedKeyLite shop:{sign(shop.keys[0], text)}"}

    assert b"hello" == shop.bare("GET", "/photos/a.txt", headers).body


def test_own_headers_may_be_sorted_as_words(shop: Shop) -> None:
    """Clients that sort as a culture does put ``x-ms-meta-a_b`` before ``x-ms-meta-a1``."""
    plain = shop.signed("GET", "/photos/a.txt", b"", {"x-ms-meta-a_b": "1", "x-ms-meta-a1": "2"})
    own = f"x-ms-date:{plain['x-ms-date']}\nx-ms-meta-a_b:1\nx-ms-meta-a1:2\nx-ms-version:{VERSION}\n"
    text = "GET" + "\n" * 12 + own + "/shop/photos/a.txt"
    headers = plain | {"authorization": f"SharedKey shop:{sign(shop.keys[0], text)}"}

    assert 200 == shop.bare("GET", "/photos/a.txt", headers).status


def test_a_key_that_is_no_base64_signs_nothing() -> None:
    assert not signs("not base64!", "text", "signature")
    assert signs(KEY, "text", sign(KEY, "text"))
    assert not signs(KEY, "text", sign(KEY, "text") + "é")


def test_headers_are_signed_in_utf8(shop: Shop) -> None:
    """As they are on the wire: the server hands each byte over as one character."""
    sent = shop.signed("PUT", "/photos/a.txt?comp=metadata", b"", {"x-ms-meta-name": "é日"})
    sent["x-ms-meta-name"] = "é日".encode().decode("latin-1")

    assert 200 == shop.bare("PUT", "/photos/a.txt?comp=metadata", sent).status
