"""TLS in memory, between a client's connection and a service.

asyncio's own TLS takes a transport over and loses the bytes that were read before: a client may send its ClientHello in
one piece with CONNECT.
"""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Final

from aksess.cloud.edge.byte_stream import ByteStream, Transport

# The largest record in octets. A memory BIO keeps its largest size for the life of the connection.
_RECORD: Final = 16 * 1024


def server_context(chain: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 and newer with a certificate. chain, key: paths of PEM files.

    Raises:
        OSError: ssl.SSLError.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # OpenSSL before 3.0 would let a client renegotiate while an answer is written.
    context.options |= ssl.OP_NO_RENEGOTIATION
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(chain, key)
    return context


class TlsStream:
    """The byte stream of a client that speaks TLS, and the transport of the service inside.

    transport: the client's. inside: makes the service's byte stream after the handshake.
    """

    def __init__(
        self, context: ssl.SSLContext, transport: Transport, inside: Callable[[Transport], ByteStream]
    ) -> None:
        self._transport = transport
        self._make_inside = inside
        self._inside: ByteStream | None = None
        self._coming, self._going = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._coming, self._going, server_side=True)
        self._closed = False

    @property
    def needs_more(self) -> bool:
        """Until the handshake is done, and then while the service needs more."""
        return self._inside is None or self._inside.needs_more

    @property
    def is_finished(self) -> bool:
        """Also while there is no service yet."""
        return self._closed or self._inside is None or self._inside.is_finished

    def send(self, data: bytes) -> None:
        """Receive TLS records of the client."""
        for start in range(0, len(data), _RECORD):
            if self._closed:
                return
            self._coming.write(data[start : start + _RECORD])
            self._process()
        self._flush()

    def end(self) -> None:
        """The client's connection has ended."""
        if self._inside is not None:
            self._inside.end()

    def pause(self) -> None:
        """The client reads slowly."""
        if self._inside is not None:
            self._inside.pause()

    def resume(self) -> None:
        """The client reads again."""
        if self._inside is not None:
            self._inside.resume()

    def write(self, data: bytes) -> None:
        """Encrypt and send an answer of the service."""
        if self._closed:
            return
        records = []
        for start in range(0, len(data), _RECORD):
            self._tls.write(data[start : start + _RECORD])
            records.append(self._going.read())
        self._transport.write(b"".join(records))

    def close(self) -> None:
        """Close, because the client has disconnected or the service is finished."""
        if self._closed:
            return
        # Raised after our close_notify is written; the client's is not awaited.
        with contextlib.suppress(ssl.SSLError):
            self._tls.unwrap()
        self._shut()

    def is_closing(self) -> bool:
        """Whether the transport is closed or closing."""
        return self._closed or self._transport.is_closing()

    def pause_reading(self) -> None:
        """Stop reading the client."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Read the client again."""
        self._transport.resume_reading()

    def _process(self) -> None:
        try:
            if self._inside is None:
                self._tls.do_handshake()
                self._inside = self._make_inside(self)
            self._read(self._inside)
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLError:
            # Send the alert that says why, then close.
            self._shut()

    def _read(self, inside: ByteStream) -> None:
        while not self._closed and (self._coming.pending or self._tls.pending()):
            data = self._tls.read(_RECORD)
            if not data:
                inside.end()
                return
            inside.send(data)

    def _shut(self) -> None:
        self._flush()
        self._closed = True
        self._transport.close()
        if self._inside is not None:
            self._inside.close()

    def _flush(self) -> None:
        if self._going.pending:
            self._transport.write(self._going.read())
