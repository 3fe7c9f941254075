"""GUIDs in requests."""

from __future__ import annotations

import re
from typing import Final

_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def is_guid(text: str) -> bool:
    """Whether a text is a GUID with hyphens."""
    return _GUID.fullmatch(text) is not None


def plain(guid: str) -> str:
    """A GUID with no hyphens, as some of Azure's messages print it."""
    return guid.replace("-", "")
