"""The identity scene, a site of the outside world, and worlds that are closed again."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from aksess.cloud.world import World
from tests.federation_scene import scene
from tests.https_site import site, trusted_site

__all__ = ["scene", "site", "trusted_site"]


@pytest.fixture
def open_world() -> Iterator[Callable[[Path], World]]:
    """Opens worlds in files."""
    with ExitStack() as opened:
        yield lambda path: opened.enter_context(closing(World(path)))


@pytest.fixture
def world() -> Iterator[World]:
    """A new one, in memory."""
    with closing(World()) as world:
        yield world
