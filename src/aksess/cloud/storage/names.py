"""Names of containers and of queues, whose rules are the same.

Microsoft Learn, "Naming and referencing containers, blobs, and metadata", "Naming queues and metadata"; the code for
the length is that of an answer in Azure/LogicAppsUX issue 3470.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from aksess.cloud.storage.errors import refusal

_LENGTHS: Final = range(3, 64)
_NAME: Final = re.compile(r"(?!.*--)[a-z0-9][a-z0-9-]*[a-z0-9]", re.ASCII)


def check_name(name: str, special: Collection[str] = ()) -> None:
    """Raise Fault 400 for a name that nothing can have: OutOfRangeInput for its length, else InvalidResourceName.

    special: names that break the rules, and are there all the same.
    """
    if name in special:
        return
    if len(name) not in _LENGTHS:
        raise refusal(
            "OutOfRangeInput", message="The specified resource name length is not within the permissible limits."
        )
    if not _NAME.fullmatch(name):
        raise refusal("InvalidResourceName")
