"""Whoever has the key of the control host may call every operation."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation


def authorize(_call: Call, _operation: Operation) -> None:
    """Let every authenticated request through."""
