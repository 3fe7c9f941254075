"""An issuer's documents are public. Nobody is authenticated."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation


def authenticate(_call: Call, _operation: Operation) -> None:
    """Let every request through."""
