"""IMDS authenticates nobody: a client that reaches it runs on the machine, and its listener says which one it is."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation


def authenticate(_call: Call, _operation: Operation) -> None:
    """Let every request through."""
