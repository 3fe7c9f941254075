"""The part of DNS that a stub resolver uses (RFC 1035): one question, answered with addresses or with NXDOMAIN."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

A: Final = 1
AAAA: Final = 28
_HEADER: Final = struct.Struct("!HHHHHH")
_RESPONSE: Final = 0x8180  # a response; recursion desired and available
_NAME_ERROR: Final = 3
_TIME_TO_LIVE: Final = 5
_LONGEST_NAME: Final = 255


@dataclass(frozen=True, slots=True)
class Question:
    """A question. name: lower case, without the final dot; kind: ``A``, ``AAAA`` or another type."""

    id: int
    name: str
    kind: int
    raw: bytes


def parse_question(message: bytes) -> Question | None:
    """Parse a query; None if it is not a query with one question."""
    if len(message) < _HEADER.size + 5:
        return None
    identity, flags, questions, *_ = _HEADER.unpack_from(message)
    if flags & 0x8000 or questions != 1:
        return None
    labels: list[bytes] = []
    at = _HEADER.size
    while at < len(message) and message[at]:
        size = message[at]
        if size > 63 or at + 1 + size > len(message) or at > _HEADER.size + _LONGEST_NAME:
            return None
        labels.append(message[at + 1 : at + 1 + size])
        at += 1 + size
    if at + 5 > len(message):
        return None
    (kind, _class) = struct.unpack_from("!HH", message, at + 1)
    name = b".".join(labels).decode("ascii", "replace").lower()
    return Question(identity, name, kind, message[_HEADER.size : at + 5])


def answer(question: Question, addresses: Sequence[str], *, exists: bool) -> bytes:
    """Return the response to a question.

    Args:
        question: the question.
        addresses: IPv4 addresses for an ``A`` question; others get an empty answer.
        exists: whether the name exists; if not, the response is NXDOMAIN. The name of a service record (RFC 2782) never
            does: clients that look for replicas take an empty answer for an error.
    """
    exists = exists and not (question.name.startswith("_") and question.kind not in (A, AAAA))
    shown = list(addresses) if question.kind == A and exists else []
    flags = _RESPONSE if exists else _RESPONSE | _NAME_ERROR
    head = _HEADER.pack(question.id, flags, 1, len(shown), 0, 0)
    records = [
        struct.pack("!HHHIH", 0xC00C, A, 1, _TIME_TO_LIVE, 4) + ipaddress.IPv4Address(each).packed for each in shown
    ]
    return head + question.raw + b"".join(records)
