"""RandomSource, handed in. The only module that asks the machine for random values.

Identifiers, secrets and nonces come from a ``RandomSource``, so that a test can name them beforehand.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from threading import Lock
from typing import Final, Protocol

# Bytes drawn from the system at once.
STOCK: Final = 4096


class RandomSource(Protocol):
    """What makes values that nobody can guess."""

    def uuid(self) -> str:
        """A version 4 UUID in lower case with hyphens (RFC 9562)."""
        ...

    def hex(self, nbytes: int) -> str:
        """``nbytes`` random bytes as ``2 * nbytes`` lower case hexadecimal digits."""
        ...

    def urlsafe(self, nbytes: int) -> str:
        """``nbytes`` random bytes as unpadded base64url text (RFC 4648, section 5)."""
        ...

    def bytes(self, nbytes: int) -> bytes:
        """``nbytes`` random bytes."""
        ...


class SystemRandomSource:
    """The operating system's generator: fit for secrets. Drawn in stocks, because a call of the system costs more than
    what most values need; no byte is given out twice, whichever threads ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key_pool = b""
        self._at = 0

    def uuid(self) -> str:
        """A random UUID."""
        return _uuid4(self.bytes(16))

    def hex(self, nbytes: int) -> str:
        """Random hexadecimal digits."""
        return self.bytes(nbytes).hex()

    def urlsafe(self, nbytes: int) -> str:
        """Random base64url text."""
        return _base64url(self.bytes(nbytes))

    def bytes(self, nbytes: int) -> bytes:
        """Random bytes."""
        if nbytes > STOCK // 8:
            return secrets.token_bytes(nbytes)
        with self._lock:
            if self._at + nbytes > len(self._key_pool):
                self._key_pool, self._at = secrets.token_bytes(STOCK), 0
            start, self._at = self._at, self._at + nbytes
            return self._key_pool[start : self._at]


class SeededRandomSource:
    """The same values in the same order for the same seed: for tests, never for secrets."""

    def __init__(self, seed: int | str = 0) -> None:
        self._seed = str(seed).encode()
        self._drawn = 0

    def uuid(self) -> str:
        """The next UUID of the seed."""
        return _uuid4(self.bytes(16))

    def hex(self, nbytes: int) -> str:
        """The next hexadecimal digits of the seed."""
        return self.bytes(nbytes).hex()

    def urlsafe(self, nbytes: int) -> str:
        """The next base64url text of the seed."""
        return _base64url(self.bytes(nbytes))

    def bytes(self, nbytes: int) -> bytes:
        """The next bytes of the seed: SHAKE-256 over the seed and a count."""
        self._drawn += 1
        return hashlib.shake_256(b"%d:%s" % (self._drawn, self._seed)).digest(nbytes)


def _uuid4(raw: bytes) -> str:
    # RFC 9562, 5.4: the version in four bits and the variant in two, the rest random. Every request takes one of
    # these, and uuid.UUID takes four times as long.
    bits = int.from_bytes(raw, "big") & ~(0xF << 76) & ~(0x3 << 62) | 0x4 << 76 | 0x2 << 62
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
