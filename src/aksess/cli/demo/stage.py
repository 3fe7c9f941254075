"""Where the demo plays: a local Azure in a folder that is gone afterwards, and programs that run in it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from aksess.cli.exits import FAILED, USAGE, Stop
from aksess.cli.home import Home, Running
from aksess.cli.interrupt import interruptible
from aksess.cli.reach import control_of, root_of
from aksess.cli.start import Wish, start
from aksess.cli.stop import stop
from aksess.clock import SystemClock
from aksess.pods import quickstart_path
from aksess.pods.control import Control
from aksess.pods.pod import Home as PodHome
from aksess.pods.pod import Pod, Wanted
from aksess.pods.trust import Trust, trust
from aksess.random_source import SystemRandomSource
from aksess.wire.events import Event

NEEDS = ("azure.identity", "azure.keyvault.secrets")
# Seconds for one run of the program: Azure's SDKs try again for a while where they think that it helps.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of the program. events: of the local Azure, meanwhile."""

    code: int
    out: str
    err: str
    events: list[Event]
    seconds: float


class Stage:
    """A local Azure that runs. seconds: how long its start took."""

    def __init__(self, running: Running, seconds: float) -> None:
        self.running = running
        self.seconds = seconds
        self.control: Control = control_of(running)
        self._trust: Trust = trust(root_of(running), os.environ)
        self._seen = 0

    def pod(self, namespace: str, account: str, client_id: str = "") -> Pod:
        """A pod with that service account, to be entered."""
        home = PodHome(os.environ, self._trust, SystemClock(), SystemRandomSource())
        return Pod(self.control, Wanted(namespace, account, client_id=client_id), home)

    def run(self, pod: Pod, own: Mapping[str, str]) -> Ran:
        """Run the quick-start program as the pod's container. own: its own settings."""
        self._news()
        began = time.monotonic()
        # -I would keep the user's own environment out, and with it the four variables.
        command = [sys.executable, str(quickstart_path())]
        ran = subprocess.run(
            command,
            env={**pod.environment, **own},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout.strip(), ran.stderr.strip(), self._news(), time.monotonic() - began)

    def _news(self) -> list[Event]:
        answer = self.control.events(self._seen)
        self._seen = answer.next
        return answer.events


@contextmanager
def stage() -> Iterator[Stage]:
    """A local Azure of the demo's own. Whatever happens, nothing of it is left. Raises Stop."""
    missing = [name for name in NEEDS if not _is_there(name)]
    if missing:
        raise Stop(f"The demo's program needs {' and '.join(missing)}.", "pip install 'aksess[demo]'", USAGE)
    with interruptible(), tempfile.TemporaryDirectory(prefix="aksess-demo-") as folder:
        home = Home(Path(folder) / "azure")
        up = start(home, Wish(owned=True))
        try:
            yield Stage(up.running, up.seconds)
        except subprocess.TimeoutExpired as error:
            raise Stop(f"The demo's program did not end within {PATIENCE:.0f} seconds.", code=FAILED) from error
        finally:
            stop(home, up.running)
            os.waitpid(up.child, 0)


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
