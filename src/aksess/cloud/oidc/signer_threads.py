"""RSA signatures, made in threads of their own: ``cryptography`` releases the interpreter lock while it signs.

A thread only receives bytes and returns the signature, because any Python code that it runs would delay the loop.
"""

from __future__ import annotations

import asyncio
from functools import lru_cache
from queue import SimpleQueue
from threading import Thread
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from aksess.cloud.oidc.signing_keys import load_private

_PADDING: Final = padding.PKCS1v15()
_SHA256: Final = hashes.SHA256()

_Waiting = asyncio.Future[bytes]
_Job = tuple[rsa.RSAPrivateKey, bytes, _Waiting, asyncio.AbstractEventLoop]


def signature_of(data: bytes, private_pem: str) -> bytes:
    """The RSASSA-PKCS1-v1_5 signature with SHA-256 of data. private_pem: an RSA key, PKCS#8. Raises
    TypeError for another kind of key."""
    return _private(private_pem).sign(data, _PADDING, _SHA256)


class Signers:
    """Threads that sign for one loop. They start with the first signature and end with ``close``."""

    def __init__(self, count: int = 2) -> None:
        self._count = count
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._threads: list[Thread] = []

    async def signature_of(self, data: bytes, private_pem: str) -> bytes:
        """As the function of that name, without blocking the loop."""
        loop = asyncio.get_running_loop()
        waiting: _Waiting = loop.create_future()
        if not self._threads:
            self._start()
        self._jobs.put((_private(private_pem), data, waiting, loop))
        return await waiting

    def close(self) -> None:
        """End the threads after they have signed all pending requests."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _start(self) -> None:
        for number in range(self._count):
            thread = Thread(target=self._work, name=f"signs-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            key, data, waiting, loop = job
            loop.call_soon_threadsafe(_deliver, waiting, key.sign(data, _PADDING, _SHA256))


def _deliver(waiting: _Waiting, signature: bytes) -> None:
    # The waiting task may have been cancelled.
    if not waiting.done():
        waiting.set_result(signature)


@lru_cache(maxsize=128)
def _private(private_pem: str) -> rsa.RSAPrivateKey:
    return load_private(private_pem)
