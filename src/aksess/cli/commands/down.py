"""``aksess down``."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from aksess.cli import say
from aksess.cli.options import Data


def down(*, data: Data = "", delete: Annotated[bool, Parameter(negative="")] = False) -> None:
    """Stop the local Azure. Its resources are there again after the next start.

    Parameters
    ----------
    delete
        Delete its folder, with every resource, too.
    """
    from aksess.cli.home import Home
    from aksess.cli.stop import delete as delete_folder
    from aksess.cli.stop import stop

    home = Home.at(data) if delete else Home.nearest(data)
    running = home.running()
    if running is None:
        say.note(f"no local Azure is up in {home.folder}")
    else:
        stop(home, running)
        say.result("The local Azure is down.")
    if delete:
        delete_folder(home)
        say.result(f"{home.folder} is deleted.")
