"""Anybody may ask for their own address. Nothing needs a grant."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation


def authorize(_call: Call, _operation: Operation) -> None:
    """Let every request through."""
