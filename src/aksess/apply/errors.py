"""Errors of an application.

ApplyFailed     Azure refused a request or did not answer; it carries the status, the code and Azure's message
"""

from __future__ import annotations


class ApplyFailed(Exception):
    """A request failed. ``status`` is the HTTP status, 0 if there was no answer; ``code`` is Azure's error code."""

    def __init__(self, what: str, status: int, code: str, message: str) -> None:
        super().__init__(f"{what}: {code}: {message}" if code else f"{what}: {message}")
        self.status = status
        self.code = code
