"""``aksess version``."""

from __future__ import annotations

from aksess import __version__
from aksess.cli import say


def version() -> None:
    """The version of aksess."""
    say.result(__version__)
