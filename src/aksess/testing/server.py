"""The local Azure's server in a thread of the test process."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import uvloop

from aksess.clock import SystemClock
from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.server import Server
from aksess.cloud.services import services_as_asked
from aksess.testing.keys import Lender

T = TypeVar("T")

# Seconds after which a test is told that the server does not answer, in place of hanging.
PATIENCE = 60.0


class ServerThread:
    """A running server and its loop. Clouds are made, changed and closed on that loop, with ``do``.

    pipeline: the services, every one by default. Raises OSError where no loopback port can be bound.
    """

    def __init__(self, pipeline: RequestPipeline | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="aksess-")
        self._loop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="aksess-server", daemon=True)
        self.keys = Lender()
        self.server = Server(
            pipeline or RequestPipeline(services_as_asked()), Path(self._folder.name), SystemClock().now()
        )

    @property
    def folder(self) -> Path:
        """Where the certificate authority is."""
        return Path(self._folder.name)

    def start(self) -> ServerThread:
        """Serve; returns when the server answers."""
        self._thread.start()
        self.do(self.server.start())
        return self

    def stop(self) -> None:
        """Close every listener and the server, and end the thread."""
        self.do(self.server.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()
        self.keys.close()
        self._folder.cleanup()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine on the server's loop and wait for it. Raises what it raises, TimeoutError after a minute."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def __enter__(self) -> ServerThread:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
