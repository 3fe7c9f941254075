"""``aksess logs``."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from aksess.cli import say
from aksess.cli.options import Data, Json


def logs(
    *,
    follow: Annotated[bool, Parameter(name=("--follow", "-f"), negative="")] = False,
    explain: Annotated[bool, Parameter(negative="")] = False,
    json: Json = False,
    data: Data = "",
) -> None:
    """Show every request and what was decided about it, one per line. No secret or token is ever in it.

    Parameters
    ----------
    follow
        Wait for new events and show them.
    explain
        Show under each refusal what its finding means, and the fix.
    """
    from aksess.cli.event_log import as_line, explanation, read

    for line in read(data, follow=follow):
        lines = [line] if json else [as_line(line), *(explanation(line) if explain else [])]
        if not all(say.result(each) for each in lines):
            return
