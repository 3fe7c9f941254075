"""The identity scene, a site of the outside world, and worlds that are closed again."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from aksess.cloud.state.store import Store
from tests.federation_scene import scene
from tests.https_site import site, trusted_site

__all__ = ["scene", "site", "trusted_site"]


@pytest.fixture
def open_store() -> Iterator[Callable[[Path], Store]]:
    """Opens worlds in files."""
    with ExitStack() as opened:
        yield lambda path: opened.enter_context(closing(Store(path)))


@pytest.fixture
def store() -> Iterator[Store]:
    """A new one, in memory."""
    with closing(Store()) as store:
        yield store
