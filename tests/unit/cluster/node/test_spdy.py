"""SPDY/3.1, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aksess.cluster.node.spdy import (
    Event,
    Ping,
    SpdyReader,
    SpdyWriter,
    StreamData,
    StreamOpened,
    StreamReset,
    WrongFrame,
)
from aksess.cluster.node.spdy_dictionary import DICTIONARY

HEADERS = {"streamtype": "data", "port": "80", "requestid": "0"}


def test_the_dictionary_is_the_protocols() -> None:
    """Its length and checksum are those that compressed blocks name (adler32 in the zlib head)."""
    block = SpdyWriter().open(1, HEADERS)[18:]

    assert 1423 == len(DICTIONARY)
    assert bytes.fromhex("e3c6a7c2") == block[2:6]


def test_what_a_writer_writes_a_reader_reads() -> None:
    writer, reader = SpdyWriter(), SpdyReader()
    sent = writer.open(1, HEADERS) + writer.data(1, b"hello") + writer.data(1, b"", ended=True) + writer.pong(7)

    assert [
        StreamOpened(1, HEADERS),
        StreamData(1, b"hello", False),
        StreamData(1, b"", True),
        Ping(7),
    ] == reader.feed(sent)


def test_replies_are_read_over_and_resets_are_told() -> None:
    writer, reader = SpdyWriter(), SpdyReader()

    assert [StreamReset(3)] == reader.feed(writer.reply(1) + writer.reset(3))


def test_header_blocks_share_their_compression() -> None:
    writer, reader = SpdyWriter(), SpdyReader()
    found = [reader.feed(writer.open(stream, HEADERS)) for stream in (1, 3, 5)]

    assert [[StreamOpened(stream, HEADERS)] for stream in (1, 3, 5)] == found


@given(st.lists(st.integers(1, 40), max_size=30))
def test_frames_may_come_in_any_pieces(sizes: list[int]) -> None:
    writer = SpdyWriter()
    sent = writer.open(1, HEADERS) + writer.data(1, b"x" * 300, ended=True)
    reader, events = SpdyReader(), list[Event]()
    for size in [*sizes, len(sent)]:
        events += reader.feed(sent[:size])
        sent = sent[size:]

    assert [StreamOpened(1, HEADERS), StreamData(1, b"x" * 300, True)] == events


@pytest.mark.parametrize("junk", [bytes.fromhex("8002000100000000"), bytes.fromhex("800300010000000c") + b"\0" * 12])
def test_another_version_and_broken_headers_are_refused(junk: bytes) -> None:
    with pytest.raises(WrongFrame):
        SpdyReader().feed(junk + b"\0" * 8)
