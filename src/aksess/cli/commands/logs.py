"""``aksess logs``."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from aksess.cli import say
from aksess.cli.options import Data, Json


def logs(
    *,
    follow: Annotated[bool, Parameter(name=("--follow", "-f"), negative="")] = False,
    json: Json = False,
    data: Data = "",
) -> None:
    """What was asked of the local Azure and what was decided, a line each. No secret or token is ever in it.

    Parameters
    ----------
    follow
        Stay, and show what comes.
    """
    from aksess.cli.history import as_line, read

    for line in read(data, follow=follow):
        if not say.result(line if json else as_line(line)):
            return
