from __future__ import annotations

import pytest

from aksess.cloud.storage.dates import iso
from aksess.cloud.storage.delegation import LONGEST, Secret
from tests.storage_scene import READER, Shop, code, markup

PATH = "/?restype=service&comp=userdelegationkey"


@pytest.fixture
def reader(shop: Shop) -> Shop:
    """The account, with a principal that may ask for keys."""
    shop.grant("Storage Blob Data Reader", READER)
    return shop


def body(shop: Shop, starts: float = 0, ends: float = 3600) -> bytes:
    now = shop.cloud.clock.now()
    return f"<KeyInfo><Start>{iso(now + starts)}</Start><Expiry>{iso(now + ends)}</Expiry></KeyInfo>".encode()


def test_a_key_names_who_asked_and_for_when(reader: Shop) -> None:
    found = markup(reader.by(READER, "POST", PATH, body(reader)))

    now = reader.cloud.clock.now()
    assert (READER, reader.cloud.settings.tenant) == (found.text_of("SignedOid"), found.text_of("SignedTid"))
    assert (iso(now), iso(now + 3600)) == (found.text_of("SignedStart"), found.text_of("SignedExpiry"))
    assert "b" == found.text_of("SignedService")


def test_the_same_question_has_the_same_key(reader: Shop) -> None:
    """No key is kept: it follows from the account's secret and what was asked."""
    first, second = (markup(reader.by(READER, "POST", PATH, body(reader))).text_of("Value") for _ in range(2))
    other = markup(reader.by(READER, "POST", PATH, body(reader, ends=60))).text_of("Value")

    assert first == second
    assert first != other


@pytest.mark.parametrize(("starts", "ends"), [(0, -1), (0, LONGEST + 60), (3600, 60)])
def test_a_key_lives_at_most_a_week(reader: Shop, starts: float, ends: float) -> None:
    assert "OutOfRangeInput" == code(reader.by(READER, "POST", PATH, body(reader, starts, ends)))


@pytest.mark.parametrize("wrong", [b"", b"<Other/>", b"<KeyInfo/>", b"<KeyInfo><Expiry>soon</Expiry></KeyInfo>"])
def test_another_body_is_refused(reader: Shop, wrong: bytes) -> None:
    assert "InvalidXmlDocument" == code(reader.by(READER, "POST", PATH, wrong))


def test_a_secret_does_not_show_itself() -> None:
    assert "Secret()" == repr(Secret("s3cret"))
