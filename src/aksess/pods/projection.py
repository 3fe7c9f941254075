"""A pod's token files, refreshed as the kubelet refreshes them."""

from __future__ import annotations

import signal
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from aksess.clock import Clock
from aksess.pods.admission import Projected
from aksess.pods.errors import CannotRun
from aksess.pods.volume import Volume
from aksess.wire.control import Token

# kubernetes/kubernetes, pkg/kubelet/token/token_manager.go: at 80 % of its life, and never older than a day.
SPENT = 0.8
OLDEST = 24 * 3600.0
# Seconds between two looks at the clock: a machine that slept notices soon.
LOOK = 5.0

Request = Callable[[Projected], Token]


class Projection:
    """The projected volumes of one pod. root: what stands for ``/`` in the container. request: asks for a token.

    ``start`` writes them and keeps them fresh in a thread until ``stop``. A token that cannot be had leaves the one
    before it in place, as with the kubelet.
    """

    def __init__(self, tokens: Sequence[Projected], root: Path, request: Request, clock: Clock) -> None:
        self._request = request
        self._clock = clock
        self._due = 0.0
        self._mounts: dict[str, list[Projected]] = defaultdict(list)
        for token in tokens:
            self._mounts[token.mount].append(token)
        self._volumes = {mount: Volume(root / mount.lstrip("/")) for mount in self._mounts}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_fresh, name="projection", daemon=True)

    def start(self) -> None:
        """Write the tokens, then keep them fresh. Raises CannotRun where there is none to be had."""
        self.refresh()
        # Signals are for the main thread, which passes them on; a thread has the mask of who started it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        self._thread.start()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def stop(self) -> None:
        """Stop keeping them fresh; the files stay."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def refresh(self) -> bool:
        """Write new tokens where the old ones are due; whether they were. Raises CannotRun."""
        now = self._clock.now()
        if now < self._due:
            return False
        known: dict[tuple[str, int], Token] = {}
        for mount, tokens in self._mounts.items():
            for token in tokens:
                if (token.audience, token.expiration) not in known:
                    known[token.audience, token.expiration] = self._request(token)
            files = {each.path: known[each.audience, each.expiration].token.encode() for each in tokens}
            self._volumes[mount].write(files)
        # Counted from now and not from what the token says: the cluster's clock may be ahead of this machine's.
        self._due = now + min((_serves(token) for token in known.values()), default=float("inf"))
        return True

    def _keep_fresh(self) -> None:
        while not self._stopping.wait(LOOK):
            try:
                self.refresh()
            except (CannotRun, OSError):
                continue


def _serves(token: Token) -> float:
    """For how many seconds."""
    return min(SPENT * (token.expires - token.issued), OLDEST)
