"""TLS in memory: who is let in, and how a conversation ends."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from aksess.clock import SystemClock
from aksess.cloud.edge.certificates import certificates
from aksess.cloud.edge.sides import Line, Side
from aksess.cloud.edge.tls import Tls, server_context
from tests.unit.cloud.edge.talk import Heard

HOST = "v.vault.azure.net"


class Inside:
    """A service that remembers what it heard, and answers what it is told to."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.heard = b""
        self.events: list[str] = []
        self.waits = False
        self.ended = False

    def send(self, data: bytes) -> None:
        self.heard += data

    def end(self) -> None:
        self.events.append("end")

    def hold(self) -> None:
        self.events.append("hold")

    def flow(self) -> None:
        self.events.append("flow")

    def close(self) -> None:
        self.events.append("close")


class Visitor:
    """A client of the server under test, in memory."""

    def __init__(self, server: ssl.SSLContext, root: Path, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> None:
        context = ssl.create_default_context(cafile=root)
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = newest
        # What OpenSSL forbids at its own level of security must be forbidden by us.
        context.set_ciphers("ALL:@SECLEVEL=0")
        self.coming, self.going = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.coming, self.going, server_hostname=HOST)
        self.wire = Heard()
        self.made: list[Inside] = []
        self.server = Tls(server, self.wire, self._inside)

    def _inside(self, line: Line) -> Side:
        self.made.append(Inside(line))
        return self.made[0]

    @property
    def inside(self) -> Inside:
        (inside,) = self.made
        return inside

    def pump(self) -> None:
        """Carry octets both ways once."""
        if self.going.pending:
            self.server.send(self.going.read())
        self.coming.write(self.wire.said)
        self.wire.said = b""

    def until(self, step: Callable[[], object]) -> None:
        """Do the step as often as it wants to read."""
        for _ in range(10):
            try:
                step()
            except ssl.SSLWantReadError:
                self.pump()
            else:
                break
        self.pump()

    def shake(self) -> Visitor:
        self.until(self.tls.do_handshake)
        return self


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    files = certificates(tmp_path_factory.mktemp("ca"), [HOST], SystemClock().now())
    return server_context(files.chain, files.key), files.root


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_what_is_said_arrives(server: tuple[ssl.SSLContext, Path], newest: ssl.TLSVersion) -> None:
    visitor = Visitor(*server, newest).shake()
    visitor.tls.write(b"question")
    visitor.pump()
    visitor.inside.line.write(b"answer")
    visitor.pump()

    assert b"question" == visitor.inside.heard
    assert b"answer" == visitor.tls.read()


def test_octets_may_come_one_by_one(server: tuple[ssl.SSLContext, Path]) -> None:
    visitor = Visitor(*server).shake()
    visitor.tls.write(b"question")
    for octet in visitor.going.read():
        visitor.server.send(bytes([octet]))

    assert b"question" == visitor.inside.heard


def test_a_long_answer_is_said_whole(server: tuple[ssl.SSLContext, Path]) -> None:
    visitor = Visitor(*server).shake()
    content = bytes(range(256)) * 10_000
    visitor.inside.line.write(content)
    visitor.pump()
    read = bytearray()
    while len(read) < len(content):
        read += visitor.tls.read(1 << 20)

    assert content == read


def test_a_long_question_arrives_whole(server: tuple[ssl.SSLContext, Path]) -> None:
    visitor = Visitor(*server).shake()
    content = bytes(range(256)) * 10_000
    visitor.tls.write(content)
    visitor.pump()

    assert content == visitor.inside.heard


class Watched:
    """A context that shows what of a connection's records is in memory."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        self.coming = ssl.MemoryBIO()

    def wrap_bio(self, coming: ssl.MemoryBIO, going: ssl.MemoryBIO, *, server_side: bool) -> ssl.SSLObject:
        self.coming = coming
        return self._context.wrap_bio(coming, going, server_side=server_side)


def test_a_long_question_is_never_in_memory_whole(server: tuple[ssl.SSLContext, Path]) -> None:
    """OpenSSL keeps as much as was ever there at once, for as long as the connection lives."""
    watched, waiting = Watched(server[0]), []

    class Looks(Inside):
        def send(self, data: bytes) -> None:
            waiting.append(watched.coming.pending)

    visitor = Visitor(*server)
    visitor.server = Tls(cast(ssl.SSLContext, watched), visitor.wire, Looks)
    visitor.shake()
    visitor.tls.write(bytes(2_000_000))
    visitor.pump()

    assert 100 < len(waiting)
    assert 16 * 1024 >= max(waiting)


def test_an_old_version_is_refused(server: tuple[ssl.SSLContext, Path]) -> None:
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        visitor = Visitor(*server, ssl.TLSVersion.TLSv1_1)

    with pytest.raises(ssl.SSLError):
        visitor.shake()


def test_nobody_begins_anew(server: tuple[ssl.SSLContext, Path]) -> None:
    """No renegotiation, whichever OpenSSL is below: an answer could not be written while it lasts."""
    assert ssl.OP_NO_RENEGOTIATION & server[0].options


def test_what_is_not_tls_ends_the_connection(server: tuple[ssl.SSLContext, Path]) -> None:
    """Once, and nobody inside hears of it."""
    visitor = Visitor(*server)
    for _ in range(2):
        visitor.server.send(b"GET / HTTP/1.1\r\n\r\n")

    assert visitor.wire.closed
    assert [] == visitor.made
    assert visitor.server.ended


def test_a_record_that_was_changed_ends_the_connection(server: tuple[ssl.SSLContext, Path]) -> None:
    visitor = Visitor(*server).shake()
    visitor.tls.write(b"question")
    record = bytearray(visitor.going.read())
    record[-1] ^= 1
    visitor.server.send(bytes(record))

    assert b"" == visitor.inside.heard
    assert visitor.wire.closed
    assert ["close"] == visitor.inside.events


def test_a_visitor_who_says_goodbye_still_gets_an_answer(server: tuple[ssl.SSLContext, Path]) -> None:
    visitor = Visitor(*server).shake()
    visitor.tls.write(b"question")
    with pytest.raises(ssl.SSLWantReadError):
        visitor.tls.unwrap()
    visitor.pump()
    events = list(visitor.inside.events)
    visitor.inside.line.write(b"answer")

    assert (b"question", ["end"]) == (visitor.inside.heard, events)
    assert visitor.wire.said
    assert not visitor.wire.closed


def test_a_service_that_has_said_all_says_goodbye(server: tuple[ssl.SSLContext, Path]) -> None:
    """Without it, a client takes the end for an attack."""
    visitor = Visitor(*server).shake()
    visitor.inside.line.write(b"answer")
    visitor.inside.line.close()
    visitor.inside.line.write(b"too late")
    visitor.pump()

    assert b"answer" == visitor.tls.read()
    assert b"" == visitor.tls.read()
    assert visitor.wire.closed


def test_the_pace_of_either_end_is_told_to_the_other(server: tuple[ssl.SSLContext, Path]) -> None:
    visitor = Visitor(*server)
    visitor.server.hold()
    visitor.server.flow()
    visitor.shake()
    visitor.server.hold()
    visitor.server.flow()
    visitor.inside.line.pause_reading()
    paused = not visitor.wire.reading
    visitor.inside.line.resume_reading()

    assert ["hold", "flow"] == visitor.inside.events
    assert (True, True) == (paused, visitor.wire.reading)
