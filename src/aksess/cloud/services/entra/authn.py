"""Entra's operations are public: a token request authenticates its client by its body (``operations_token``)."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation


def authenticate(_call: Call, _operation: Operation) -> None:
    """Let every request through."""
