"""RSA keys lent to clouds and taken back: making one takes up to 300 ms, a test has not got that long.

Two clouds that are open at once never hold the same key, and one cloud never gets a key twice.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

from aksess.cloud.oidc.signing_keys import SigningKey, SigningKeyPool, key_id, make_pem

AHEAD = 2


class Lender:
    """Every key that was ever made for a test, lent to one cloud at a time. ahead: made before they are asked for."""

    def __init__(self, ahead: int = AHEAD) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="test-keys")
        self._free: deque[Future[tuple[str, str]]] = deque(self._make() for _ in range(ahead))

    def key_pool(self) -> LentKeys:
        """The keys of one cloud."""
        return LentKeys(self)

    def lend(self) -> Future[tuple[str, str]]:
        """A key that no open cloud has: its kid and its PEM, perhaps still in the making."""
        return self._free.popleft() if self._free else self._make()

    def take_back(self, keys: list[Future[tuple[str, str]]]) -> None:
        """Lend these again."""
        self._free.extendleft(reversed(keys))

    def close(self) -> None:
        """Make no more keys."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _make(self) -> Future[tuple[str, str]]:
        return self._executor.submit(_make)


class LentKeys(SigningKeyPool):
    """A key_pool whose keys go back to their lender when the cloud closes."""

    def __init__(self, lender: Lender) -> None:
        super().__init__(0)
        self._lender = lender
        self._lent: list[Future[tuple[str, str]]] = []

    def fill(self) -> None:
        """The lender works ahead."""

    def take(self, now: float) -> SigningKey:
        """A key that this cloud has not had and no other open cloud has. now: Unix seconds, its birth."""
        self._lent.append(self._lender.lend())
        kid, pem = self._lent[-1].result()
        return SigningKey(kid=kid, pem=pem, born=now)

    def close(self) -> None:
        """Give every key back."""
        self._lender.take_back(self._lent)
        self._lent = []


def _make() -> tuple[str, str]:
    pem = make_pem()
    return key_id(pem), pem
