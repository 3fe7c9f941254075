"""The demo's local Azure, in a temporary folder, and the programs that run against it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from aksess.cli.control_client import control_of, root_certificate
from aksess.cli.exits import FAILED, USAGE, CommandFailed
from aksess.cli.home import Home, Running
from aksess.cli.interrupt import interruptible
from aksess.cli.start import StartOptions, start
from aksess.cli.stop import stop
from aksess.clock import Clock, SystemClock
from aksess.pods import quickstart_path
from aksess.pods.control import Control
from aksess.pods.pod import Pod, PodHost, PodOptions
from aksess.pods.trust import Trust, trust
from aksess.random_source import SystemRandomSource
from aksess.wire.events import Event

NEEDS = ("azure.identity", "azure.keyvault.secrets")
# Seconds for one run of the program: Azure's SDKs try again for a while where they think that it helps.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class ProgramRun:
    """One run of the program. events: what the local Azure recorded meanwhile; seconds: its duration."""

    code: int
    out: str
    err: str
    events: list[Event]
    seconds: float


class DemoEnvironment:
    """The demo's local Azure. seconds: the duration of its start."""

    def __init__(self, running: Running, seconds: float, clock: Clock) -> None:
        self.running = running
        self.seconds = seconds
        self.control: Control = control_of(running)
        self._trust: Trust = trust(root_certificate(running), os.environ)
        self._clock = clock
        self._seen = 0

    def pod(self, namespace: str, account: str, client_id: str = "") -> Pod:
        """Return a pod with that service account, as a context manager."""
        host = PodHost(os.environ, self._trust, SystemClock(), SystemRandomSource())
        return Pod(self.control, PodOptions(namespace, account, client_id=client_id), host)

    def run(self, pod: Pod, settings: Mapping[str, str]) -> ProgramRun:
        """Run the quick-start program as the pod's container. settings: variables of the program itself."""
        self._new_events()
        began = self._clock.monotonic()
        # Not with -I: it would ignore the webhook's variables together with the user's.
        command = [sys.executable, str(quickstart_path())]
        ran = subprocess.run(
            command,
            env={**pod.environment, **settings},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return ProgramRun(
            ran.returncode, ran.stdout.strip(), ran.stderr.strip(), self._new_events(), self._clock.monotonic() - began
        )

    def _new_events(self) -> list[Event]:
        answer = self.control.events(self._seen)
        self._seen = answer.next
        return answer.events


@contextmanager
def demo_environment() -> Iterator[DemoEnvironment]:
    """Start a local Azure in a temporary folder; stop it and delete the folder at the end.

    Raises:
        CommandFailed: A package of the demo is missing, or a program does not end.
    """
    missing = [name for name in NEEDS if not _is_installed(name)]
    if missing:
        raise CommandFailed(f"The demo's program needs {' and '.join(missing)}.", "pip install 'aksess[demo]'", USAGE)
    with interruptible(), tempfile.TemporaryDirectory(prefix="aksess-demo-") as folder:
        home = Home(Path(folder) / "azure")
        started = start(home, StartOptions(owned=True))
        try:
            yield DemoEnvironment(started.running, started.seconds, SystemClock())
        except subprocess.TimeoutExpired as error:
            raise CommandFailed(
                f"The demo's program did not end within {PATIENCE:.0f} seconds.", code=FAILED
            ) from error
        finally:
            stop(home, started.running)
            os.waitpid(started.child, 0)


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
