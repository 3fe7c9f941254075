"""TLS in memory: who is let in, and how a conversation ends."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from aksess.clock import SystemClock
from aksess.cloud.edge.byte_stream import ByteStream, Transport
from aksess.cloud.edge.certificates import certificates
from aksess.cloud.edge.tls_stream import TlsStream, server_context
from tests.unit.cloud.edge.talk import OutputLine

HOST = "v.vault.azure.net"


class Inside:
    """A service that remembers what it line_read, and answers what it is told to."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.line_read = b""
        self.events: list[str] = []
        self.needs_more = False
        self.is_finished = False

    def send(self, data: bytes) -> None:
        self.line_read += data

    def end(self) -> None:
        self.events.append("end")

    def pause(self) -> None:
        self.events.append("hold")

    def resume(self) -> None:
        self.events.append("flow")

    def close(self) -> None:
        self.events.append("close")


class ClientConnection:
    """A client of the server under test, in memory."""

    def __init__(self, server: ssl.SSLContext, root: Path, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> None:
        context = ssl.create_default_context(cafile=root)
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = newest
        # What OpenSSL forbids at its own level of security must be forbidden by us.
        context.set_ciphers("ALL:@SECLEVEL=0")
        self.coming, self.going = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.coming, self.going, server_hostname=HOST)
        self.wire = OutputLine()
        self.made: list[Inside] = []
        self.server = TlsStream(server, self.wire, self._inside)

    def _inside(self, transport: Transport) -> ByteStream:
        self.made.append(Inside(transport))
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

    def shake(self) -> ClientConnection:
        self.until(self.tls.do_handshake)
        return self


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    files = certificates(tmp_path_factory.mktemp("ca"), [HOST], SystemClock().now())
    return server_context(files.chain, files.key), files.root


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_what_is_said_arrives(server: tuple[ssl.SSLContext, Path], newest: ssl.TLSVersion) -> None:
    connection = ClientConnection(*server, newest).shake()
    connection.tls.write(b"question")
    connection.pump()
    connection.inside.transport.write(b"answer")
    connection.pump()

    assert b"question" == connection.inside.line_read
    assert b"answer" == connection.tls.read()


def test_octets_may_come_one_by_one(server: tuple[ssl.SSLContext, Path]) -> None:
    connection = ClientConnection(*server).shake()
    connection.tls.write(b"question")
    for octet in connection.going.read():
        connection.server.send(bytes([octet]))

    assert b"question" == connection.inside.line_read


def test_a_long_answer_is_said_whole(server: tuple[ssl.SSLContext, Path]) -> None:
    connection = ClientConnection(*server).shake()
    content = bytes(range(256)) * 10_000
    connection.inside.transport.write(content)
    connection.pump()
    read = bytearray()
    while len(read) < len(content):
        read += connection.tls.read(1 << 20)

    assert content == read


def test_a_long_question_arrives_whole(server: tuple[ssl.SSLContext, Path]) -> None:
    connection = ClientConnection(*server).shake()
    content = bytes(range(256)) * 10_000
    connection.tls.write(content)
    connection.pump()

    assert content == connection.inside.line_read


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

    connection = ClientConnection(*server)
    connection.server = TlsStream(cast(ssl.SSLContext, watched), connection.wire, Looks)
    connection.shake()
    connection.tls.write(bytes(2_000_000))
    connection.pump()

    assert 100 < len(waiting)
    assert 16 * 1024 >= max(waiting)


def test_an_old_version_is_refused(server: tuple[ssl.SSLContext, Path]) -> None:
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        connection = ClientConnection(*server, ssl.TLSVersion.TLSv1_1)

    with pytest.raises(ssl.SSLError):
        connection.shake()


def test_nobody_begins_anew(server: tuple[ssl.SSLContext, Path]) -> None:
    """No renegotiation, whichever OpenSSL is below: an answer could not be written while it lasts."""
    assert ssl.OP_NO_RENEGOTIATION & server[0].options


def test_what_is_not_tls_ends_the_connection(server: tuple[ssl.SSLContext, Path]) -> None:
    """Once, and nobody inside hears of it."""
    connection = ClientConnection(*server)
    for _ in range(2):
        connection.server.send(b"GET / HTTP/1.1\r\n\r\n")

    assert connection.wire.closed
    assert [] == connection.made
    assert connection.server.is_finished


def test_a_record_that_was_changed_ends_the_connection(server: tuple[ssl.SSLContext, Path]) -> None:
    connection = ClientConnection(*server).shake()
    connection.tls.write(b"question")
    record = bytearray(connection.going.read())
    record[-1] ^= 1
    connection.server.send(bytes(record))

    assert b"" == connection.inside.line_read
    assert connection.wire.closed
    assert ["close"] == connection.inside.events


def test_a_visitor_who_says_goodbye_still_gets_an_answer(server: tuple[ssl.SSLContext, Path]) -> None:
    connection = ClientConnection(*server).shake()
    connection.tls.write(b"question")
    with pytest.raises(ssl.SSLWantReadError):
        connection.tls.unwrap()
    connection.pump()
    events = list(connection.inside.events)
    connection.inside.transport.write(b"answer")

    assert (b"question", ["end"]) == (connection.inside.line_read, events)
    assert connection.wire.said
    assert not connection.wire.closed


def test_a_service_that_has_said_all_says_goodbye(server: tuple[ssl.SSLContext, Path]) -> None:
    """Without it, a client takes the end for an attack."""
    connection = ClientConnection(*server).shake()
    connection.inside.transport.write(b"answer")
    connection.inside.transport.close()
    connection.inside.transport.write(b"too late")
    connection.pump()

    assert b"answer" == connection.tls.read()
    assert b"" == connection.tls.read()
    assert connection.wire.closed


def test_the_pace_of_either_end_is_told_to_the_other(server: tuple[ssl.SSLContext, Path]) -> None:
    connection = ClientConnection(*server)
    connection.server.pause()
    connection.server.resume()
    connection.shake()
    connection.server.pause()
    connection.server.resume()
    connection.inside.transport.pause_reading()
    paused = not connection.wire.reading
    connection.inside.transport.resume_reading()

    assert ["hold", "flow"] == connection.inside.events
    assert (True, True) == (paused, connection.wire.reading)
