"""TLS in memory, between a visitor's connection and the service that they asked for.

asyncio's own takes a transport over and loses what was read from it before: a client may send its hello in one piece
with CONNECT.
"""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Final

from aksess.cloud.edge.sides import Line, Side

# Octets of a record at most. What goes through memory at a time stays taken for as long as the connection lives.
_RECORD: Final = 16 * 1024


def server_context(chain: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 and newer with a certificate. chain, key: PEM files. Raises OSError, ssl.SSLError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # OpenSSL before 3.0 would let a client begin anew while an answer is written.
    context.options |= ssl.OP_NO_RENEGOTIATION
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(chain, key)
    return context


class Tls:
    """The side of a visitor who speaks TLS, and the line of the service inside.

    line: to the visitor. inside: makes the service's side, once it is known that the visitor trusts us.
    """

    def __init__(self, context: ssl.SSLContext, line: Line, inside: Callable[[Line], Side]) -> None:
        self._line = line
        self._make_inside = inside
        self._inside: Side | None = None
        self._coming, self._going = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._coming, self._going, server_side=True)
        self._closed = False

    @property
    def waits(self) -> bool:
        """Before the handshake is done, and while the service does."""
        return self._inside is None or self._inside.waits

    @property
    def ended(self) -> bool:
        """Without a service nobody has anything to say."""
        return self._closed or self._inside is None or self._inside.ended

    def send(self, data: bytes) -> None:
        """Records from the visitor."""
        for start in range(0, len(data), _RECORD):
            if self._closed:
                return
            self._coming.write(data[start : start + _RECORD])
            self._hear()
        self._flush()

    def end(self) -> None:
        """The visitor's connection has ended; by TLS it should have said so before."""
        if self._inside is not None:
            self._inside.end()

    def hold(self) -> None:
        """The visitor reads slowly."""
        if self._inside is not None:
            self._inside.hold()

    def flow(self) -> None:
        """The visitor reads again."""
        if self._inside is not None:
            self._inside.flow()

    def write(self, data: bytes) -> None:
        """An answer of the service."""
        if self._closed:
            return
        records = []
        for start in range(0, len(data), _RECORD):
            self._tls.write(data[start : start + _RECORD])
            records.append(self._going.read())
        self._line.write(b"".join(records))

    def close(self) -> None:
        """From either side: the visitor has gone, or the service has said all."""
        if self._closed:
            return
        # Raised once our goodbye is written: the visitor's own is not waited for.
        with contextlib.suppress(ssl.SSLError):
            self._tls.unwrap()
        self._shut()

    def is_closing(self) -> bool:
        """Whether nothing that the service says arrives."""
        return self._closed or self._line.is_closing()

    def pause_reading(self) -> None:
        """The service has enough for now."""
        self._line.pause_reading()

    def resume_reading(self) -> None:
        """The service goes on."""
        self._line.resume_reading()

    def _hear(self) -> None:
        try:
            if self._inside is None:
                self._tls.do_handshake()
                self._inside = self._make_inside(self)
            self._read(self._inside)
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLError:
            # The alert that says why, and no more.
            self._shut()

    def _read(self, inside: Side) -> None:
        while not self._closed and (self._coming.pending or self._tls.pending()):
            data = self._tls.read(_RECORD)
            if not data:
                inside.end()
                return
            inside.send(data)

    def _shut(self) -> None:
        self._flush()
        self._closed = True
        self._line.close()
        if self._inside is not None:
            self._inside.close()

    def _flush(self) -> None:
        if self._going.pending:
            self._line.write(self._going.read())
