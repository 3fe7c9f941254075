"""``aksess status``."""

from __future__ import annotations

from aksess.cli import say
from aksess.cli.options import Data, Json


def status(*, data: Data = "", json: Json = False) -> None:
    """Whether the local Azure is up, and what is in it. Exit code 3 where it is not."""
    from aksess.cli.control_client import control_of, translated_errors
    from aksess.cli.home import Home
    from aksess.cli.start import find
    from aksess.cli.summary import as_json, as_text

    home = Home.nearest(data)
    running = find(home)
    with translated_errors():
        control = control_of(running)
        found = control.status()
        servers = control.clusters() if found.clusters and not json else []
    say.result(as_json(home, running, found) if json else as_text(home, running, found, servers))
