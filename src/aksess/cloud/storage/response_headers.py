"""The headers that every answer of a storage service has."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.storage.dates import http_date

# What a request is served with that names no version and no signature that does.
DEFAULT_VERSION = "2021-12-02"


def version_of(call: Call) -> str:
    """The service version of a request: its header, else that of its shared access signature."""
    return str(call.headers.get("x-ms-version") or call.query.get("sv") or "")


def with_common_headers(call: Call, answer: Answer) -> Answer:
    """The answer with request id, version and date (Microsoft Learn, "Get Blob", "Response headers")."""
    frame = [
        ("x-ms-request-id", call.request_id),
        ("x-ms-version", version_of(call) or DEFAULT_VERSION),
        ("date", http_date(call.now)),
    ]
    client = str(call.headers.get("x-ms-client-request-id") or "")
    if client and len(client) <= 1024 and client.isascii() and client.isprintable():
        frame.append(("x-ms-client-request-id", client))
    return Answer(answer.status, answer.body, (*answer.headers, *frame))


def header_text(call: Call, name: str) -> str:
    """A header as the client wrote it: in UTF-8, where it is not ASCII. The server hands over bytes as Latin-1."""
    return as_utf8(str(call.headers.get(name) or ""))


def as_utf8(value: str) -> str:
    """A header's value read as UTF-8; bytes that are none survive, for signatures, as lone surrogates."""
    return value.encode("latin-1", "replace").decode("utf-8", "surrogateescape")


def as_header(text: str) -> str:
    """A text as a header's value: UTF-8, one character a byte, and nothing that would end the header."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return plain.encode("utf-8", "replace").decode("latin-1")
