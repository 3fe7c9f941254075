"""What ends an application of a file.

ApplyFailed     Azure said no, or nothing at all; carries status, code and Azure's own words
"""

from __future__ import annotations


class ApplyFailed(Exception):
    """A request failed for good. status: HTTP, 0 where nobody answered; code: Azure's; what: which request."""

    def __init__(self, what: str, status: int, code: str, message: str) -> None:
        super().__init__(f"{what}: {code}: {message}" if code else f"{what}: {message}")
        self.status = status
        self.code = code
