"""SPDY/3.1 as port-forward uses it: streams with headers over one connection of bytes. Pure: bytes in, events out.

SPDY Protocol, Draft 3.1. Flow control is left out, as kubectl's library leaves it out.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aksess.cluster.node.spdy_dictionary import DICTIONARY

_SYN_STREAM, _SYN_REPLY, _RST_STREAM, _PING, _GOAWAY = 1, 2, 3, 6, 7
_FIN: Final = 1
_VERSION: Final = 0x8003
_CANCEL: Final = 5
# Octets of a header block after decompression: kubectl sends a few hundred.
LONGEST_BLOCK: Final = 64 * 1024


class WrongFrame(Exception):
    """The received bytes are not SPDY/3.1."""


@dataclass(frozen=True, slots=True)
class StreamOpened:
    """The other side has opened a stream."""

    stream: int
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StreamData:
    """Data of a stream; ended: the other side sends no more."""

    stream: int
    data: bytes
    ended: bool


@dataclass(frozen=True, slots=True)
class StreamReset:
    """The other side has given a stream up."""

    stream: int


@dataclass(frozen=True, slots=True)
class Ping:
    """To be answered with ``pong``."""

    number: int


Event = StreamOpened | StreamData | StreamReset | Ping


class SpdyReader:
    """Reads the frames of one connection."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self._inflate = zlib.decompressobj(zdict=DICTIONARY)

    def feed(self, data: bytes) -> list[Event]:
        """The events that are whole now.

        Raises:
            WrongFrame: the bytes are not SPDY/3.1.
        """
        self._rest += data
        events: list[Event] = []
        while len(self._rest) >= 8:
            length = int.from_bytes(self._rest[5:8], "big")
            if len(self._rest) < 8 + length:
                break
            head, payload = bytes(self._rest[:8]), bytes(self._rest[8 : 8 + length])
            del self._rest[: 8 + length]
            events.extend(self._frame(head, payload))
        return events

    def _frame(self, head: bytes, payload: bytes) -> list[Event]:
        ended = bool(head[4] & _FIN)
        if not head[0] & 0x80:
            return [StreamData(_number(head[:4]), payload, ended)]
        if int.from_bytes(head[:2], "big") != _VERSION:
            raise WrongFrame(f"found version {int.from_bytes(head[:2], 'big') & 0x7FFF}, expected 3")
        kind = int.from_bytes(head[2:4], "big")
        if kind == _SYN_STREAM:
            stream = _number(payload[:4])
            opened: list[Event] = [StreamOpened(stream, self._headers(payload[10:]))]
            return [*opened, StreamData(stream, b"", True)] if ended else opened
        if kind == _RST_STREAM:
            return [StreamReset(_number(payload[:4]))]
        if kind == _PING:
            return [Ping(int.from_bytes(payload[:4], "big"))]
        if kind == _SYN_REPLY or kind == 8:
            self._headers(payload[4:])
        return []

    def _headers(self, block: bytes) -> dict[str, str]:
        try:
            text = self._inflate.decompress(block, LONGEST_BLOCK)
        except zlib.error as error:
            raise WrongFrame(f"a header block cannot be read: {error}") from error
        headers: dict[str, str] = {}
        at = 4
        for _ in range(int.from_bytes(text[:4], "big")):
            name, at = _string(text, at)
            value, at = _string(text, at)
            headers[name.decode("latin-1").lower()] = value.decode("latin-1")
        return headers


class SpdyWriter:
    """Makes the frames of one connection."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(zdict=DICTIONARY)

    def reply(self, stream: int) -> bytes:
        """Accept a stream."""
        block = self._deflate.compress(bytes(4)) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        return _control(_SYN_REPLY, 0, stream.to_bytes(4, "big") + block)

    def data(self, stream: int, data: bytes, ended: bool = False) -> bytes:
        """Data of a stream; ended: no more follows."""
        flags = bytes([_FIN if ended else 0])
        return stream.to_bytes(4, "big") + flags + len(data).to_bytes(3, "big") + data

    def reset(self, stream: int) -> bytes:
        """Give a stream up."""
        return _control(_RST_STREAM, 0, stream.to_bytes(4, "big") + _CANCEL.to_bytes(4, "big"))

    def pong(self, number: int) -> bytes:
        """Answer a ping."""
        return _control(_PING, 0, number.to_bytes(4, "big"))

    def open(self, stream: int, headers: Mapping[str, str]) -> bytes:
        """Open a stream."""
        text = len(headers).to_bytes(4, "big") + b"".join(_packed(name) + _packed(headers[name]) for name in headers)
        block = self._deflate.compress(text) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        return _control(_SYN_STREAM, 0, stream.to_bytes(4, "big") + bytes(6) + block)


def _control(kind: int, flags: int, payload: bytes) -> bytes:
    head = _VERSION.to_bytes(2, "big") + kind.to_bytes(2, "big") + bytes([flags])
    return head + len(payload).to_bytes(3, "big") + payload


def _number(octets: bytes) -> int:
    return int.from_bytes(octets, "big") & 0x7FFFFFFF


def _string(text: bytes, at: int) -> tuple[bytes, int]:
    end = at + 4 + int.from_bytes(text[at : at + 4], "big")
    if end > len(text):
        raise WrongFrame("a header block ends in the middle of a field")
    return text[at + 4 : end], end


def _packed(text: str) -> bytes:
    return len(text).to_bytes(4, "big") + text.encode("latin-1")
