"""DNS questions of a stub resolver, and their answers."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aksess.pods.network.dns_message import AAAA, A, answer, parse_question


def query(name: str, kind: int = A) -> bytes:
    """A question as a resolver sends it."""
    labels = b"".join(bytes([len(each)]) + each.encode() for each in name.split("."))
    return struct.pack("!HHHHHH", 7, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!HH", kind, 1)


def test_a_name_is_read_in_lower_case() -> None:
    question = parse_question(query("Widemo-KV.vault.azure.net"))

    assert question is not None
    assert (7, "widemo-kv.vault.azure.net", A) == (question.id, question.name, question.kind)


def test_an_address_is_the_last_part_of_its_answer() -> None:
    question = parse_question(query("a.test"))
    assert question is not None

    message = answer(question, ["198.18.0.1"], exists=True)

    assert (7, 0x8180, 1, 1) == struct.unpack_from("!HHHH", message)
    assert bytes([198, 18, 0, 1]) == message[-4:]


def test_a_name_has_no_ipv6_address_and_exists() -> None:
    question = parse_question(query("a.test", AAAA))
    assert question is not None

    assert (0x8180, 0) == struct.unpack_from("!HxxH", answer(question, ["198.18.0.1"], exists=True), 2)


def test_an_unknown_name_is_nxdomain() -> None:
    question = parse_question(query("nothing"))
    assert question is not None

    assert 3 == answer(question, [], exists=False)[3] & 0x0F


def test_a_service_has_no_records() -> None:
    """azure-appconfiguration-provider asks for the replicas of a store by SRV, and goes on at NXDOMAIN alone."""
    question = parse_question(query("_origin._tcp.widemo-appcs.azconfig.io", 33))
    assert question is not None

    assert 3 == answer(question, ["198.18.0.1"], exists=True)[3] & 0x0F


@pytest.mark.parametrize("cut", range(20))
def test_half_a_question_is_none(cut: int) -> None:
    assert parse_question(query("a.test")[:cut]) is None


@given(st.binary(max_size=600))
def test_any_bytes_are_a_question_or_none(data: bytes) -> None:
    question = parse_question(data)

    assert question is None or len(question.raw) <= len(data)
